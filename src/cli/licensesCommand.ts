import * as l10n from '@vscode/l10n';
import { UsageReportsError } from '../base/errors.js';
import type { Catalog } from '../core/catalog/catalog.js';
import { LICENSES_REPORT, PRODUCT, PRODUCTS_REPORT, USE } from '../core/licenses/licenseColumns.js';
import { productKey } from '../core/catalog/productSkus.js';
import { licensePricesOf, productsNotFound } from '../core/licenses/prices.js';
import { productTable } from '../core/licenses/productTable.js';
import { joinedSnapshots } from '../l10n/joinedSnapshots.js';
import { plural } from '../l10n/plurals.js';
import { assignedChange } from '../services/licenses/assignedChange.js';
import { askOf, openLicenses } from '../services/licenses/openLicenses.js';
import { openSubscriptions } from '../services/licenses/openSubscriptions.js';
import { openUnused } from '../services/licenses/unusedLicenses.js';
import { LocalTable } from '../services/tables/localTable.js';
import type { TableHandle } from '../services/tables/tableHandle.js';
import type { UsersTable } from '../services/tables/userFile.js';
import { openUsers } from '../services/users/joinedUsers.js';
import { QUERY_VERSION } from '../shared/query/query.js';
import { directoryOf, openArchive, serviceOf } from './archivedTenant.js';
import type { LicensesArguments } from './arguments.js';
import { attributeCautions, attributesFrom } from './attributes.js';
import type { Ending } from './ending.js';
import { exitCodes } from './exitCodes.js';
import { joinedCautions } from './joinedCautions.js';
import { pricesFrom } from './prices.js';
import type { Reporter } from './reporter.js';
import { writeTable } from './writeTable.js';

export interface LicensesCommandOptions {
  /** Its paths are absolute. */
  readonly arguments: LicensesArguments;
  readonly catalog: Catalog;
  readonly reporter: Reporter;
  readonly ending: Pick<Ending, 'signal' | 'end'>;
}

/**
 * Writes the table of products of an archived tenant, or the list of its unused licenses, to a file. Sends no request.
 * @returns the exit code
 */
export async function licensesCommand({
  arguments: args,
  catalog,
  reporter,
  ending,
}: LicensesCommandOptions): Promise<number> {
  const { signal } = ending;
  const warn = (message: string) => reporter.report({ event: 'log', level: 'warning', message }, message);
  const typed = await pricesFrom(args.prices);
  const fromFile = await attributesFrom(args);
  const archived = await openArchive(args, warn);
  const { connection } = archived;
  const service = serviceOf(archived, catalog, fromFile);
  const attributes = await service.attributesFor(LICENSES_REPORT, connection.id);
  const { table: users, facts } = joinedOf(await openUsers(service, connection, { signal }));
  const licenses = await openLicenses(users, facts, signal).finally(() => users.dispose());
  const prices = licensePricesOf(typed, args.currency);
  const all = new LocalTable(
    await productTable(askOf(licenses, signal), {
      prices,
      change: await assignedChange(service, connection.id, facts, signal),
      subscriptions: await openSubscriptions(directoryOf(archived), connection, signal),
      signal,
    }),
  );
  service.dispose();
  const known = await productsOf(all);
  const products = productsNamed(args.products, [...known.keys()]);
  const table = args.unused
    ? await openUnused(licenses, { products, attributes, prices, signal })
    : await ofProducts(all, products, signal);
  try {
    const made = {
      ...{ table, connection, personal: args.unused, fetchedAt: facts.fetchedAt },
      joined: joinedSnapshots(facts, catalog),
      definition: args.unused ? LICENSES_REPORT : PRODUCTS_REPORT,
      refreshDate: table.refreshDate ?? facts.refreshDate,
    };
    const cautions = await writeTable(made, { ...args, signal });
    [
      ...joinedCautions(facts, catalog),
      // Those of all products: a choice of them has none.
      ...(args.unused ? cautions : attributeCautions(all.warnings)),
      ...productsNotFound(typed, known.keys()).map((product) =>
        l10n.t('No report has the product {0}, which has a price.', product),
      ),
      ...(args.unused ? (products ?? []) : [])
        .filter((product) => known.get(product) === USE.notVisible)
        .map((product) => l10n.t('No report shows the use of {0}', product)),
    ].forEach(warn);
    const rows = table.rowCount;
    reporter.report(
      { event: 'licenses', unused: args.unused, rows, file: args.out, reports: facts.sources },
      plural(
        rows,
        args.unused
          ? { one: l10n.t('{0} license written to {1}'), other: l10n.t('{0} licenses written to {1}') }
          : { one: l10n.t('{0} product written to {1}'), other: l10n.t('{0} products written to {1}') },
        args.out,
      ),
    );
    return ending.end(exitCodes.all);
  } finally {
    licenses.dispose();
    table.dispose();
  }
}

function joinedOf(joined: UsersTable | undefined): UsersTable {
  if (joined === undefined) {
    const message = l10n.t("The archive doesn't have any report about users that can be joined.");
    throw new UsageReportsError('notFound', message, { code: 'notArchived' });
  }
  return joined;
}

/** Whether a report shows the use of each product, by its name. */
async function productsOf(table: TableHandle): Promise<ReadonlyMap<string, string>> {
  const [product = 0, use = 0] = [PRODUCT.product, PRODUCT.use].map((wanted) =>
    table.columns.findIndex(({ name }) => name === wanted),
  );
  const { rows } = await table.rows({}, 0, table.rowCount);
  return new Map(rows.map((row) => [String(row[product]), String(row[use])] as const));
}

/**
 * Products as the reports write them.
 *
 * @param typed in any case; all are meant where there are none
 * @returns `undefined` for all
 * @throws UsageReportsError `invalidRequest` for a product that no report has
 */
function productsNamed(typed: readonly string[], known: readonly string[]): readonly string[] | undefined {
  const found = typed.map((name) => {
    const wanted = name.trim();
    const product = known.find((one) => one === wanted) ?? known.find((one) => productKey(one) === productKey(wanted));
    if (product === undefined) {
      const message = l10n.t('The option {0} must be one of: {1}', '--product', known.join(', '));
      throw new UsageReportsError('invalidRequest', message, { argument: 'product' });
    }
    return product;
  });
  return found.length === 0 ? undefined : [...new Set(found)];
}

async function ofProducts(
  all: TableHandle,
  products: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<TableHandle> {
  return products === undefined
    ? all
    : all.query(
        { version: QUERY_VERSION, filters: [{ column: PRODUCT.product, kind: 'values', values: products }] },
        {},
        signal,
      );
}
