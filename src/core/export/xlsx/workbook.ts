import { encodeInChunks } from '../chunks.js';
import { stylesXml } from './styles.js';
import { xmlText } from './xmlText.js';
import { type Gzip, type ZipFile, zipStream } from './zipStream.js';

/** A sheet of a workbook. */
export interface WorkbookSheet {
  /** One that no other sheet has, see `SheetNames`. */
  readonly name: string;
  readonly xml: ZipFile['content'];
  /** The cells that its filter is about, such as `A1:C9`. */
  readonly filter?: string | undefined;
  /** Whether it stands before the sheets that are written before it. */
  readonly isFirst?: boolean;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * Writes a workbook while its sheets come: one after the other, each to its end.
 * @throws UsageReportsError `exportFailed` where it gets larger than 4 GB; whatever iterating over the sheets throws
 */
export async function* writeWorkbook(
  sheets: AsyncIterable<WorkbookSheet> | Iterable<WorkbookSheet>,
  gzip: Gzip,
): AsyncGenerator<Uint8Array> {
  yield* zipStream(partsOf(sheets), gzip);
}

async function* partsOf(sheets: AsyncIterable<WorkbookSheet> | Iterable<WorkbookSheet>): AsyncGenerator<ZipFile> {
  const written: WrittenSheet[] = [];
  for await (const { name, xml, filter, isFirst = false } of sheets) {
    const number = written.length + 1;
    written.push({ name, filter, number, isFirst });
    yield { path: `xl/worksheets/sheet${number}.xml`, content: xml };
  }
  const ordered = [...written.filter(({ isFirst }) => isFirst), ...written.filter(({ isFirst }) => !isFirst)];
  yield part('xl/styles.xml', stylesXml());
  yield part('xl/workbook.xml', workbookXml(ordered));
  yield part('xl/_rels/workbook.xml.rels', workbookRelationships(written));
  yield part(
    '_rels/.rels',
    relationships([`<Relationship Id="rId1" Type="${RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/>`]),
  );
  yield part('[Content_Types].xml', contentTypes(written));
}

interface WrittenSheet {
  readonly name: string;
  readonly filter: string | undefined;
  /** That of its file. */
  readonly number: number;
  readonly isFirst: boolean;
}

function part(path: string, xml: string): ZipFile {
  return { path, content: encodeInChunks([xml]) };
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const list = sheets.map(
    ({ name, number }) => `<sheet name="${xmlText(name)}" sheetId="${number}" r:id="rId${number}"/>`,
  );
  // Excel writes its filters under this name as well, and other programs look for it there.
  const filters = sheets.flatMap(({ name, filter }, index) =>
    filter === undefined
      ? []
      : [
          `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${xmlText(absolute(name, filter))}</definedName>`,
          // The names of the columns are on each page that is printed.
          `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${xmlText(`${quoted(name)}!$1:$1`)}</definedName>`,
        ],
  );
  return [
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">`,
    '<bookViews><workbookView activeTab="0"/></bookViews>',
    `<sheets>${list.join('')}</sheets>`,
    filters.length === 0 ? '' : `<definedNames>${filters.join('')}</definedNames>`,
    '</workbook>',
  ].join('');
}

/** `A1:C9` of a sheet as `'Sheet'!$A$1:$C$9`. */
function absolute(name: string, range: string): string {
  return `${quoted(name)}!${range.replace(/([A-Z]+)(\d+)/g, '$$$1$$$2')}`;
}

function quoted(sheet: string): string {
  return `'${sheet.replaceAll("'", "''")}'`;
}

function workbookRelationships(sheets: readonly WrittenSheet[]): string {
  return relationships([
    ...sheets.map(
      ({ number }) =>
        `<Relationship Id="rId${number}" Type="${RELATIONSHIPS}/worksheet" Target="worksheets/sheet${number}.xml"/>`,
    ),
    `<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONSHIPS}/styles" Target="styles.xml"/>`,
  ]);
}

function relationships(list: readonly string[]): string {
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}</Relationships>`;
}

function contentTypes(sheets: readonly WrittenSheet[]): string {
  return [
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    `<Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>`,
    ...sheets.map(
      ({ number }) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${CONTENT}.worksheet+xml"/>`,
    ),
    '</Types>',
  ].join('');
}
