/** Widths in parts of the font size, rather too wide than too narrow: the font is that of the reader's system. */
const WIDE = 1.05;
const UPPER = 0.75;
const USUAL = 0.64;
const NARROW = 0.36;
const ARABIC = 0.9;

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f000}-\u{3fffd}]/u;

/** About the width of a text in pixels, where nothing can measure it. */
export function estimateWidth(text: string, size: number, bold: boolean): number {
  const ems = [...text].reduce((sum, character) => sum + widthOf(character), 0);
  return ems * size * (bold ? 1.1 : 1);
}

function widthOf(character: string): number {
  if (wide.test(character) || /[mwMW%@—…]/.test(character)) {
    return WIDE;
  }
  if (/[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]/.test(character)) {
    return ARABIC;
  }
  if (/[ijl.,:;'|!()[\] \u00a0]/.test(character)) {
    return NARROW;
  }
  return /[\p{Lu}&]/u.test(character) ? UPPER : USUAL;
}
