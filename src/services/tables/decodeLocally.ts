import type { IsoInstant } from '../../base/dates.js';
import type { Format, ReportDefinition } from '../../core/catalog/definition.js';
import { decodeCsv } from '../../core/table/csv/decodeCsv.js';
import { decodeJson } from '../../core/table/json/decodeJson.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { LocalTable } from './localTable.js';
import type { TableHandle } from './tableHandle.js';

/**
 * Decodes a table in this process. Decoders, views, charts and writers load with the first report, because the sidebar does not need
 * them.
 */
export async function decodeLocally(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  definition: ReportDefinition,
  { signal, fetchedAt, attributes }: DecodeLocallyOptions = {},
): Promise<TableHandle> {
  const decode = format === 'csv' ? decodeCsv : decodeJson;
  const table = await decode(chunks, definition, { signal });
  if (attributes === undefined) {
    return new LocalTable(table, fetchedAt);
  }
  const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
  return new LocalTable(await addAttributes(table, definition, attributes, signal), fetchedAt);
}

export interface DecodeLocallyOptions {
  readonly signal?: AbortSignal;
  readonly fetchedAt?: IsoInstant;
  /** Files whose columns the table has as well. */
  readonly attributes?: readonly AttributesFile[];
}
