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
      const { query, definition, attributes } = derivation;
      const { table } = await runQuery(from, query, { signal });
      if (attributes === undefined) {
        return table;
      }
      const { addAttributes } = await import('../../core/users/attributes/addAttributes.js');
      return addAttributes(table, definition, attributes, signal);
    }
  }
}
