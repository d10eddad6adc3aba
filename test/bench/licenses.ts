// The licenses of a tenant's users, and its products, of joined reports, beside DuckDB reading the same files; see `userReports.ts`.
import { PRODUCTS_REPORT } from '../../src/core/licenses/licenseColumns.js';
import { productTable } from '../../src/core/licenses/productTable.js';
import { PRODUCTS } from '../../src/core/users/joined/keptReport.js';
import { askOf, openLicenses } from '../../src/services/licenses/openLicenses.js';
import { openUnused } from '../../src/services/licenses/unusedLicenses.js';
import { openUsersTable } from '../../src/services/tables/usersTable.js';
import { measureDuckDb, measureJoin, megabytes, spentText } from './joinMeasure.js';
import { joinSql, type ReportFile, sqlName, userCount, userFiles, withUserFiles } from './userReports.js';

/** Each product with how many have it, and how many of them were active in anything in the last 90 days. */
function productsSql(files: readonly ReportFile[]): string {
  const days = files.flatMap(({ definition }, at) =>
    definition.columns
      .map((column) => column.name)
      .filter((name) => name.endsWith('Last Activity Date'))
      .map((name) => sqlName(definition, at, name))
      .filter((name) => !name.endsWith('-1')),
  );
  const [first] = files;
  const products = first === undefined ? '' : sqlName(first.definition, 0, PRODUCTS);
  return `CREATE TABLE products AS
    WITH users AS MATERIALIZED (${joinSql(files)}),
    licenses AS (SELECT unnest(string_split(${products}, '+')) AS product, greatest(${days.join(', ')}) AS last FROM users)
    SELECT product, count(*) AS assigned, count(*) FILTER (last > DATE '2026-08-21') AS active FROM licenses GROUP BY product`;
}

void withUserFiles(async (files) => {
  const sizes = userFiles(files);
  const bytes = sizes.reduce((sum, file) => sum + file.bytes, 0);
  console.log(`${userCount} users x ${files.length} reports, ${megabytes(bytes)} MB`);
  const { signal } = new AbortController();
  const joined = await measureJoin(() => openUsersTable(sizes));
  const { table: users, facts } = joined.result;
  const ours = await measureJoin(async () => {
    const licenses = await openLicenses(users, facts, signal);
    const products = await productTable(askOf(licenses, signal), { signal });
    const unused = await openUnused(licenses, { signal });
    const made = { licenses: licenses.rowCount, products: products.rowCount, unused: unused.rowCount };
    licenses.dispose();
    unused.dispose();
    return made;
  });
  users.dispose();
  const { licenses, products, unused } = ours.result;
  console.log(
    `joined: ${spentText(joined)}; loop p99 ${joined.loopP99.toFixed(1)} ms\n` +
      `licenses: ${spentText(ours)}, ${licenses} licenses of ${products} products (${PRODUCTS_REPORT.columns.length} columns), ` +
      `${unused} unused; loop p99 ${ours.loopP99.toFixed(1)} ms; ` +
      `memory +${megabytes(ours.most)} MB at most, with the joined users ${((joined.after + ours.most) / bytes).toFixed(2)} x the files`,
  );
  const theirs = await measureDuckDb(productsSql(files), 'SELECT sum(assigned) FROM products');
  console.log(
    `DuckDB: ${spentText(theirs)} for both, ${theirs.counted} licenses; ratio of processor time ${((joined.cpu + ours.cpu) / theirs.cpu).toFixed(2)}`,
  );
});
