const CHUNK_CHARACTERS = 64 * 1024;

/** Encodes lines as UTF-8 in chunks of about 64 KB (more if a line is longer), so that the file is never in memory as a whole. */
export function* encodeInChunks(lines: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let pending: string[] = [];
  let length = 0;
  for (const line of lines) {
    pending.push(line);
    length += line.length;
    if (length >= CHUNK_CHARACTERS) {
      yield encoder.encode(pending.join(''));
      pending = [];
      length = 0;
    }
  }
  if (pending.length > 0) {
    yield encoder.encode(pending.join(''));
  }
}
