import { readXlsx } from 'hucre/xlsx';

/** A workbook as another program than ours reads it. */
export async function readWorkbook(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  return readXlsx(await bytesOf(chunks), { readStyles: true });
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
