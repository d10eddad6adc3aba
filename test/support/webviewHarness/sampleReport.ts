import { catalog } from '../catalog.js';
import { chooseVersion } from '../../../src/core/catalog/chooseVersion.js';
import { reportUrl } from '../../../src/services/graph/url.js';
import { createSampleService } from '../../../src/services/sample/sampleService.js';
import { expectedCharts } from '../../../src/features/reportPanel/expectedCharts.js';
import type { QuickFilter } from '../../../src/shared/report.js';
import type { ReportOutline } from '../../../src/shared/pages/report.js';
import { filterRows } from '../../../src/core/table/query/columnFilters.js';
import { type ColumnarTable, columnarOf } from '../../../src/core/table/store/columnarTable.js';
import { dataDaysOf } from '../../../src/core/table/store/dataDays.js';
import { columnFactsOf } from '../../../src/core/table/query/columnFacts.js';
import { keyColumnsOf } from '../../../src/core/table/store/keyColumns.js';
import { userColumnIndexes } from '../../../src/core/catalog/userColumns.js';
import { decodeJson } from '../../../src/core/table/json/decodeJson.js';
import { chartsOf } from '../../../src/core/table/charts/charts.js';
import { quickFiltersOf } from '../../../src/core/table/query/quickFilters.js';
import { type Fixture } from './fixtures/base.js';

/** A report of the sample tenant as the panel gets it, made in the page itself, so that each of them can be looked at. */
export async function sampleReport(name: string, wantedPeriod = 'D30'): Promise<Fixture> {
  const definition = catalog.find(name);
  if (definition === undefined) {
    throw new Error(`There is no report ${name}.`);
  }
  const service = createSampleService({ catalog, now: () => new Date('2026-11-21T10:00:00Z') });
  // As JSON, because the reader of CSV needs Node; the one report without JSON cannot be looked at here.
  const { version, format } = chooseVersion(definition, 'json');
  if (format !== 'json') {
    throw new Error(`${name} is not published as JSON.`);
  }
  const period = definition.periods.find((one) => one === wantedPeriod) ?? definition.periods[0];
  const functionVersion = definition.functionVersions?.newest;
  const url = reportUrl('https://graph.microsoft.com', { definition, version, format, period, functionVersion });
  const asked = await service(new Request(url, { headers: { authorization: 'Bearer token' } }));
  const answer = asked.status === 302 ? await service(new Request(asked.headers.get('location') ?? '')) : asked;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const chunks = (async function* () {
    yield await Promise.resolve(bytes);
  })();
  const table = columnarOf(await decodeJson(chunks, definition));
  const { refreshDate } = dataDaysOf(table);
  return {
    summary: {
      ref: { connection: 'sample', report: definition.name, ...(period === undefined ? {} : { period }) },
      name: definition.name,
      title: definition.title,
      description: definition.description,
      product: catalog.product(definition.product)?.title ?? '',
      kind: definition.kind,
      badges: [],
      connection: { id: 'sample', name: 'Contoso Manufacturing', isSample: true },
      source: 'sample',
      refreshDate,
      refreshAgeDays: 2,
      fetchedAt: '2026-11-20T09:41:00.000Z',
      choices: definition.periods.map((one) => ({
        label: one === 'ALL' ? 'All' : `${one.slice(1)} days`,
        period: one,
      })),
      columns: table.columns,
      keyColumns: keyColumnsOf(definition, table.columns),
      userColumns: userColumnIndexes(definition, table.columns),
      columnFacts: await columnFactsOf(table),
      rowCount: table.rowCount,
      charts: chartsOf(table, definition),
      ...(definition.cards === undefined ? {} : { cards: definition.cards }),
      notices: [],
      ...(definition.kind === 'detail' ? { quickFilters: await countedQuickFilters(table, refreshDate) } : {}),
    },
    row: (index) => table.columns.map((_, column) => table.value(index, column)),
  };
}

async function countedQuickFilters(table: ColumnarTable, refreshDate: string | null): Promise<readonly QuickFilter[]> {
  const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  return Promise.all(
    quickFiltersOf(table.columns, refreshDate).map(async (quick) =>
      quick.filters === undefined
        ? quick
        : { ...quick, rowCount: (await filterRows(table, all, quick.filters)).length },
    ),
  );
}

/** What is known of such a report before it is here. */
export function outlineOf({ summary }: Fixture): ReportOutline {
  const definition = catalog.find(summary.name);
  if (definition === undefined) {
    throw new Error(`There is no report ${summary.name}.`);
  }
  const { ref, name, title, description, product, kind, badges, connection, choices } = summary;
  return {
    ref,
    name,
    title,
    description,
    product,
    kind,
    badges,
    connection,
    choices,
    expects: expectedCharts(definition),
  };
}
