import { TimeSlicer } from '../../base/timeSlicer.js';
import { runQuery } from '../../core/table/query/runQuery.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { Derivation } from './derivation.js';

/** @throws UsageReportsError `tooLarge`; the signal's `AbortError` */
export async function derivedTable(
  from: ReportTable,
  derivation: Derivation,
  signal: AbortSignal | undefined,
): Promise<ReportTable> {
  switch (derivation.kind) {
    case 'same':
      return from;
    case 'licenses': {
      const { licensesOf } = await import('../../core/licenses/licensesOf.js');
      return licensesOf(from, derivation.facts, new TimeSlicer(signal));
    }
    case 'firstUsers': {
      const { firstUsers } = await import('../../core/users/joined/firstUsers.js');
      return firstUsers({ ...derivation.report, table: from }, new TimeSlicer(signal));
    }
    case 'attributed': {
      const { query, definition, attributes, prices } = derivation;
      let table: ReportTable = (await runQuery(from, query, { signal })).table;
      if (attributes !== undefined) {
        const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
        table = await addAttributes(table, definition, attributes, signal);
      }
      if (prices !== undefined) {
        const { withPrices } = await import('../../core/licenses/withPrices.js');
        table = await withPrices(table, prices, new TimeSlicer(signal));
      }
      return table;
    }
  }
}
