/** Look-alikes of the English letters. None of them is ASCII, so an English text on screen is told from a translated one. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  [...'aåbƀcçdďeéfƒgĝhĥiîjĵkķlļmɱnñoöpþqɋrŕsštŧuûvṽwŵxẋyýzžAÅBƁCÇDĎEÉFƑGĜHĤIÎJĴKĶLĻMṀNÑOÖPÞQɊRŔSŠTŦUÛVṼWŴXẊYÝZŽ']
    .reduce<string[][]>((pairs, letter, index) => {
      (pairs[index >> 1] ??= []).push(letter);
      return pairs;
    }, [])
    .map(([letter = '', lookAlike = '']) => [letter, lookAlike] as const),
);

/** What a translator leaves alone: places for values, code, addresses of links, icons, links to settings. */
const KEPT = /\{\d+\}|`[^`]*`|\]\([^)]*\)|\$\([\w~-]+\)|#[\w.]+#|https?:\/\/[^\s)]+/g;

/** How much longer other languages are. */
const GROWTH = 0.4;

/** The same text in look-alike letters, of the same length. */
export function pseudoLetters(text: string): string {
  let from = 0;
  let all = '';
  for (const match of text.matchAll(KEPT)) {
    all += inLookAlikes(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return all + inLookAlikes(text.slice(from));
}

/**
 * A text as a translation into a language whose texts are 40 % longer, in marks that show where it begins and ends. A line that is a link
 * stays one: VS Code makes it a button. So do headings and lists of Markdown.
 */
export function pseudoText(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, label, address] = /^\[([^\]]+)\](\([^)]*\))$/.exec(line) ?? [];
      const [start = ''] = /^\s*(?:#+|\d+\.|-)\s/.exec(line) ?? [];
      return label === undefined ? start + marked(line.slice(start.length)) : `[${marked(label)}]${address}`;
    })
    .join('\n');
}

function marked(text: string): string {
  return /[a-z]/i.test(text.replace(KEPT, '')) ? `⟦${pseudoLetters(text)}${padding(text)}⟧` : text;
}

/** Words, so that a longer text breaks where a real one would. */
function padding(text: string): string {
  const count = Math.ceil(text.replace(KEPT, '').length * GROWTH);
  return Array.from({ length: count }, (_, index) => (index % 8 === 0 && count > 4 ? ' ' : '·')).join('');
}

function inLookAlikes(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => LETTERS.get(letter) ?? letter);
}
