/**
 * The characters that a TrueType font has glyphs for, by its `cmap` table of format 4:
 * https://learn.microsoft.com/en-us/typography/opentype/spec/cmap
 */
export function fontCharacters(font: Buffer): Set<number> {
  const cmap = tableAt(font, 'cmap');
  const characters = new Set<number>();
  for (let table = 0; table < font.readUInt16BE(cmap + 2); table++) {
    const at = cmap + font.readUInt32BE(cmap + 4 + table * 8 + 4);
    if (font.readUInt16BE(at) === 4) {
      addCharacters(characters, font, at);
    }
  }
  return characters;
}

function tableAt(font: Buffer, name: string): number {
  for (let record = 12; record < 12 + font.readUInt16BE(4) * 16; record += 16) {
    if (font.toString('latin1', record, record + 4) === name) {
      return font.readUInt32BE(record + 8);
    }
  }
  throw new Error(`The font has no table ${name}.`);
}

/** Segments: their ends, a number without meaning, their starts, their deltas, and where their glyphs are. */
function addCharacters(characters: Set<number>, font: Buffer, at: number): void {
  const length = font.readUInt16BE(at + 6);
  const [ends, starts, deltas, places] = [14, 16 + length, 16 + 2 * length, 16 + 3 * length];
  for (let segment = 0; segment < length; segment += 2) {
    const [start, end] = [font.readUInt16BE(at + starts + segment), font.readUInt16BE(at + ends + segment)];
    const place = at + places + segment;
    for (let character = start; character <= end; character++) {
      const offset = font.readUInt16BE(place);
      const listed = offset === 0 ? character : font.readUInt16BE(place + offset + 2 * (character - start));
      if (listed !== 0 && (listed + font.readUInt16BE(at + deltas + segment)) % 0x1_0000 !== 0) {
        characters.add(character);
      }
    }
  }
}
