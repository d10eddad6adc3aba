import type { ReportDefinition } from '../../core/catalog/definition.js';
import { PRODUCT, USE } from '../../core/licenses/licenseColumns.js';
import { runQuery } from '../../core/table/query/runQuery.js';
import type { ReportTable } from '../../core/table/store/table.js';
import type { Disposable } from '../../base/emitter.js';
import type { IsoInstant } from '../../base/dates.js';
import { QUERY_VERSION } from '../../shared/query/query.js';
import type { Chart } from '../../shared/report.js';
import { LocalTable } from '../tables/localTable.js';

/** The table of products, opened. What is drawn of it is how many of the assigned licenses of each product are used, of those whose use is known: the same whole as that of its percentages. */
class ProductHandle extends LocalTable {
  readonly #drawn: LocalTable;
  readonly #users: Disposable;

  constructor(table: ReportTable, drawn: ReportTable, users: Disposable, fetchedAt: IsoInstant | undefined) {
    super(table, fetchedAt);
    this.#drawn = new LocalTable(drawn, fetchedAt);
    this.#users = users;
  }

  override dispose(): void {
    super.dispose();
    this.#users.dispose();
  }

  override charts(definition: ReportDefinition): Promise<readonly Chart[]> {
    return this.#drawn.charts(definition);
  }
}

/**
 * @param users of whom the products are. They stay until the products are disposed of, so that the unused licenses of a product are there at once
 * @throws the signal's `AbortError`
 */
export async function openProducts(
  products: ReportTable,
  users: Disposable,
  fetchedAt: IsoInstant | undefined,
  signal: AbortSignal,
): Promise<LocalTable> {
  const { table } = await runQuery(
    products,
    {
      version: QUERY_VERSION,
      filters: [
        { column: PRODUCT.use, kind: 'values', values: [USE.visible] },
        // Of what was bought and nobody has, there is no use.
        { column: PRODUCT.assigned, kind: 'range', from: 1 },
        { column: PRODUCT.active90, kind: 'notBlank' },
      ],
      columns: [PRODUCT.product, PRODUCT.active90, PRODUCT.assigned],
    },
    { signal },
  );
  return new ProductHandle(products, table, users, fetchedAt);
}
