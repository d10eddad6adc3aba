/**
 * Characters that begin a formula, with the forms of other widths and heights that spreadsheets also take: `=`, `+`, `-`, `@`.
 */
const FORMULA_STARTS = '=＝﹦⁼₌⩵⩶+＋﹢⁺₊﬩\\-－﹣−⁻₋@＠﹫';
/** Where a spreadsheet may begin a new cell, whatever separator its user has chosen. */
const SEPARATORS = ',;|\\t\\r\\n\\v\\f\\u0085\\u2028\\u2029';
/** What a spreadsheet may skip or remove before it looks for a formula: blanks, quotes, control characters, invisible characters. */
const SKIPPED = '\\s"\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';

// It looks back from each of the characters, and only over what is skipped, so that the time grows with the length of a text only.
const formulaStart = new RegExp(`(?=[${FORMULA_STARTS}])(?<=(?:^|[${SEPARATORS}])[${SKIPPED}]*)`, 'gu');
const signedNumber = /^[+\-−＋－](?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Puts `'` before each character of a text at which a spreadsheet would begin a formula: at the beginning, and after any separator within
 * the text, because the file may be split at another separator than the one that it was written with. A text that begins with a tab or a
 * line break gets one, too: some programs drop these. A signed number stays a number.
 */
export function neutralizedText(text: string): string {
  if (signedNumber.test(text)) {
    return text;
  }
  const harmless = text.replace(formulaStart, "'");
  return /^[\t\r\n]/.test(text) ? `'${harmless}` : harmless;
}
