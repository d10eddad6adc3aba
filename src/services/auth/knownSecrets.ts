/** Shorter texts are found in honest words. */
const MIN_CHARACTERS = 6;
/** How often one program may have encoded what another has encoded. */
const MAX_ENCODINGS = 4;

/** What a text says in the end, and where in the text each of those characters begins and ends. */
interface Reading {
  readonly characters: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Secrets that this process holds: client secrets, passphrases, tokens. What is logged or shown goes through {@link hide}, which finds them by
 * their value: as they are, encoded for URLs or JSON, in base64, broken into lines, and cut off at the end.
 */
export class KnownSecrets {
  readonly #forms = new Set<string>();

  /** Nothing happens for a text of fewer than 6 characters. */
  add(secret: string | undefined): void {
    if (secret === undefined || secret.length < MIN_CHARACTERS) {
      return;
    }
    for (const form of [secret, ...base64Of(secret)]) {
      const { characters } = readingOf(form);
      if (characters.length >= MIN_CHARACTERS) {
        this.#forms.add(characters);
      }
    }
  }

  /** The text with `…` in place of every secret. A text without any is returned as it is. */
  hide(text: string): string {
    if (this.#forms.size === 0 || text.length < MIN_CHARACTERS) {
      return text;
    }
    const { characters, starts, ends } = readingOf(text);
    const found = [...this.#forms].flatMap((form) => placesOf(form, characters)).sort(([a], [b]) => a - b);
    const kept: string[] = [];
    let done = 0;
    for (const [from, to] of found) {
      const [start = 0, end = 0] = [starts[from], ends[to - 1]];
      if (end > done) {
        kept.push(text.slice(done, Math.max(done, start)), start >= done ? '…' : '');
        done = end;
      }
    }
    return kept.join('') + text.slice(done);
  }
}

/** Where a secret is, and where the text ends in the middle of it: messages are cut to a length. */
function placesOf(form: string, characters: string): (readonly [from: number, to: number])[] {
  const places: (readonly [number, number])[] = [];
  for (let at = characters.indexOf(form); at >= 0; at = characters.indexOf(form, at + form.length)) {
    places.push([at, at + form.length]);
  }
  const tail = characters.replace(/…$/, '');
  const prefix = form.slice(0, MIN_CHARACTERS);
  let begun = tail.indexOf(prefix, Math.max(0, tail.length - form.length));
  while (begun >= 0 && !form.startsWith(tail.slice(begun))) {
    begun = tail.indexOf(prefix, begun + 1);
  }
  return begun >= 0 ? [...places, [begun, tail.length]] : places;
}

/** What is the same in base64 wherever the secret begins in a larger text, in both alphabets. */
function base64Of(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const range = [Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6)] as const;
    return [whole.toString('base64').slice(...range), whole.toString('base64url').slice(...range)];
  });
}

/**
 * A text without the escapes of URLs and JSON, and without white space, because a secret may be broken into lines. Other backslashes count for
 * nothing: how many there are says only how often a text was put into JSON.
 */
function readingOf(text: string): Reading {
  const indices = Array.from({ length: text.length }, (_, index) => index);
  let reading: Reading = { characters: text, starts: indices, ends: indices.map((index) => index + 1) };
  for (let round = 0; round < MAX_ENCODINGS; round++) {
    const { characters, starts, ends } = reading;
    const next = { characters: '', starts: [] as number[], ends: [] as number[] };
    for (const { 0: piece, index } of characters.matchAll(/\\+(?:u[\da-f]{4}|[nrt])?|(?:%[\da-f]{2})+|[^]/giu)) {
      const decoded = decodedPiece(piece);
      next.characters += decoded;
      next.starts.push(...new Array<number>(decoded.length).fill(starts[index] ?? 0));
      next.ends.push(...new Array<number>(decoded.length).fill(ends[index + piece.length - 1] ?? 0));
    }
    reading = next;
    if (next.characters === characters) {
      break;
    }
  }
  return reading;
}

function decodedPiece(piece: string): string {
  if (piece.startsWith('\\')) {
    const [, code] = /u([\da-f]{4})$/i.exec(piece) ?? [];
    return code === undefined ? '' : String.fromCharCode(parseInt(code, 16)).trim();
  }
  const decoded = /^%./.test(piece) ? Buffer.from(piece.replaceAll('%', ''), 'hex').toString('utf8') : piece;
  return decoded.replace(/\s/g, '');
}
