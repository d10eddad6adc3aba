import { readXlsx } from 'hucre/xlsx';

/** A workbook as another program than ours reads it. */
export async function readWorkbook(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  return readXlsx(await bytesOf(chunks), { readStyles: true });
}

/** All cells of a workbook as text. */
export async function workbookText(file: Uint8Array): Promise<string> {
  return JSON.stringify((await readXlsx(file)).sheets.map(({ name, rows }) => [name, rows]));
}

export async function bytesOf(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) {
    all.push(chunk);
  }
  return Buffer.concat(all);
}

export type ReadSheet = Awaited<ReturnType<typeof readWorkbook>>['sheets'][number];

/** The format in which a cell shows its number; `undefined` for a cell without one. */
export function formatOf(sheet: ReadSheet, row: number, column: number): string | undefined {
  return sheet.cells?.get(`${row},${column}`)?.style?.numFmt;
}
