/** Formats of cells, by their place in {@link stylesXml}. They are the same in every workbook, so that sheets can be made apart. */
const STYLES = {
  plain: 0,
  header: 1,
  date: 2,
  whole: 3,
  decimal: 4,
  money: 5,
  digits: 6,
  bytes: 7,
  duration: 8,
  minutes: 9,
  seconds: 10,
  percent: 11,
  /** A text that would become a formula if somebody edited the cell. */
  quoted: 12,
  label: 13,
  wrapped: 14,
  truth: 15,
  /** Those of About. */
  link: 16,
  day: 17,
  instant: 18,
  count: 19,
} as const;

export type Style = keyof typeof STYLES;

/** The attribute by which a cell has a style; none for that which all have. */
export const STYLE_XML = Object.fromEntries(
  Object.entries(STYLES).map(([style, place]) => [style, place === 0 ? '' : ` s="${place}"`]),
) as Readonly<Record<Style, string>>;

/** Those below 164 are Excel's own. */
const FORMATS: Partial<Record<Style, { readonly id: number; readonly code?: string }>> = {
  date: { id: 164, code: 'yyyy\\-mm\\-dd' },
  whole: { id: 3 },
  decimal: { id: 165, code: '#,##0.00##' },
  money: { id: 4 },
  digits: { id: 1 },
  // Commas divide by 1,000. There are two conditions at most.
  bytes: { id: 166, code: '[>=1000000000]#,##0.0,,," GB";[>=1000000]#,##0.0,," MB";#,##0" B"' },
  // A negative time can't be shown.
  duration: { id: 167, code: '[h]:mm:ss;\\-0.0000" d"' },
  minutes: { id: 168, code: '#,##0.##" min"' },
  seconds: { id: 169, code: '#,##0.##" s"' },
  percent: { id: 170, code: '#,##0.0#"%"' },
  // Excel shows a truth value in its language whatever the format; LibreOffice would show 1 and 0.
  truth: { id: 171, code: '"TRUE";"TRUE";"FALSE"' },
  day: { id: 164 },
  instant: { id: 172, code: 'yyyy\\-mm\\-dd hh:mm" UTC"' },
  count: { id: 3 },
};
const ATTRIBUTES: Partial<Record<Style, string>> = {
  header: ' fontId="1" applyFont="1"',
  label: ' fontId="1" applyFont="1" applyAlignment="1"',
  quoted: ' quotePrefix="1"',
  wrapped: ' applyAlignment="1"',
  link: ' fontId="2" applyFont="1" applyAlignment="1"',
  day: ' applyAlignment="1"',
  instant: ' applyAlignment="1"',
  count: ' applyAlignment="1"',
};
const TOP = '<alignment vertical="top" wrapText="1"/>';
/** Beside texts, days stand as texts do. */
const TOP_LEFT = '<alignment horizontal="left" vertical="top"/>';
const ALIGNMENT: Partial<Record<Style, string>> = {
  ...{ label: TOP, wrapped: TOP, link: TOP, day: TOP_LEFT, instant: TOP_LEFT },
  count: '<alignment vertical="top"/>',
};

/** The formats of all cells, as `xl/styles.xml`. */
export function stylesXml(): string {
  const formats = Object.values(FORMATS).flatMap(({ id, code }) =>
    code === undefined
      ? []
      : [`<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;').replaceAll('>', '&gt;')}"/>`],
  );
  const cells = (Object.keys(STYLES) as Style[]).map((style) => {
    const number = FORMATS[style];
    const attributes = `numFmtId="${number?.id ?? 0}"${number === undefined ? '' : ' applyNumberFormat="1"'}${ATTRIBUTES[style] ?? ''}`;
    const alignment = ALIGNMENT[style];
    return alignment === undefined ? `<xf ${attributes} xfId="0"/>` : `<xf ${attributes} xfId="0">${alignment}</xf>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${formats.length}">${formats.join('')}</numFmts>`,
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/><family val="2"/></font></fonts>',
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}
