import { htmlText, isolatedText } from './htmlText.js';

export interface HtmlTable {
  /** What it is, for who does not see what stands above it. */
  readonly caption: string;
  /** Whether people see the caption. */
  readonly isCaptionShown?: boolean;
  readonly heads: readonly { readonly text: string; readonly isNumber: boolean }[];
  /** Cells as people read them. The first of a row names it. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows of a table that is printed on one page: the next one, where this one has too little room. */
const MAX_SHORT_ROWS = 15;
/** Columns for which paper is wide enough as it is; those for which it is if it is turned. Of more, numbers are broken: better than cut. */
const [MAX_UPRIGHT_COLUMNS, MAX_WHOLE_COLUMNS] = [10, 18];

/** A table that scrolls by itself where it is wider than the page. Ends of cells and rows are left out, as HTML allows: there are thousands. */
export function htmlTable({ caption, isCaptionShown = false, heads, rows }: HtmlTable): string {
  const label = htmlText(caption);
  const head = heads.map(({ text, isNumber }) => `<th scope="col"${numberClass(isNumber)}>${htmlText(text)}`).join('');
  // Of a chart, all cells are numbers: the table says it once.
  const isNumbers = heads.slice(1).every(({ isNumber }) => isNumber);
  const cellClass = (isNumber: boolean | undefined) => (isNumbers ? '' : numberClass(isNumber));
  const body = rows.map((cells) => {
    const [first, ...others] = cells.map((cell, index) => ({ text: cellText(cell), index }));
    const named = first === undefined ? '' : `<th scope="row"${numberClass(heads[0]?.isNumber)}>${first.text}`;
    return `<tr>${named}${others.map(({ text, index }) => `<td${cellClass(heads[index]?.isNumber)}>${text}`).join('')}`;
  });
  const short = rows.length <= MAX_SHORT_ROWS ? ' short' : '';
  const wide = heads.length <= MAX_UPRIGHT_COLUMNS ? '' : heads.length <= MAX_WHOLE_COLUMNS ? ' wide' : ' wide broken';
  return `<div class="scroll${short}${wide}" role="region" aria-label="${label}" tabindex="0"><table${isNumbers ? ' class="numbers"' : ''}>
<caption${isCaptionShown ? '' : ' class="unseen"'}>${label}</caption>
<thead><tr>${head}</thead>
<tbody>
${body.join('\n')}
</tbody></table></div>
`;
}

function numberClass(isNumber: boolean | undefined): string {
  return isNumber === true ? ' class="n"' : '';
}

/** From right to left, a sign would stand behind its number. */
function cellText(cell: string): string {
  return /^[+\u2212-]\d/.test(cell) ? isolatedText(cell) : htmlText(cell);
}
