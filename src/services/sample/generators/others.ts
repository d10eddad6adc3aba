import { dateFrom, lengthOf, type Span } from '../calendar.js';
import { isLicensed, type User } from '../users.js';
import { dailyActors, dailySums, details, lastDate, type Generator, type Row } from '../generator.js';
import type { MetricName } from '../metrics.js';
import type { Tenant } from '../tenant.js';

const licensed = (tenant: Tenant) => tenant.licensed;

/** Forms, and requests to Microsoft Graph. */
export const otherGenerators: Readonly<Record<string, Generator>> = {
  getFormsUserActivityCounts: dailySums(licensed, {
    Forms: ['formMade'],
    'Authenticated in responses': ['formAnswered'],
    'Anonymous responses': ['formAnonymous'],
  }),
  getFormsUserActivityUserCounts: dailyActors(licensed, {
    Designers: ['formMade'],
    Respondents: ['formAnswered'],
    'Total Users': ['formMade', 'formAnswered'],
  }),
  getFormsUserActivityUserDetail: details((tenant) => tenant.users, formsOf, isLicensed),
  getApiUsage: { kind: 'rows', rows: requests },
  getSharePointApiUsageEgress: {
    kind: 'rows',
    rows: (tenant, span) => fileRequests(tenant, span, 'UsageMB', 'apiMegabytes'),
  },
  getSharePointApiUsageThrottling: {
    kind: 'rows',
    rows: (tenant, span) => fileRequests(tenant, span, 'ThrottledRequests', 'apiThrottled'),
  },
};

function formsOf(user: User, tenant: Tenant, span: Span): Row {
  return {
    'User Principal Name': user.principalName,
    'Last Activity Date': lastDate(tenant, user, ['formMade', 'formAnswered'], span.to),
    'Created Count': tenant.activity.count(user, 'formMade', span),
    'Responded Count': tenant.activity.count(user, 'formAnswered', span),
  };
}

type Amounts = Readonly<Record<string, ArrayLike<number>>>;

/** Requests of an app to a service area: a value per column and day. */
interface AppRequests {
  readonly id: string;
  readonly area: string;
  readonly amounts: Amounts;
}

/** The first row sums up all others. */
function* requests({ apiClients, activity, tenantId }: Tenant, span: Span): Iterable<Row> {
  const used = apiClients.flatMap(({ id, areas }) =>
    areas.map((actor) => ({ id, area: actor.area, amounts: { Usage: activity.daily(actor, ['apiRequests'], span) } })),
  );
  for (const { day, area, id, amounts, activeApps } of summedRows(used, span)) {
    yield {
      Date: day,
      'Service Area': area,
      'Tenant ID': tenantId,
      'App ID': id,
      'Active Apps': activeApps,
      ...amounts,
    };
  }
}

/** Requests to OneDrive and SharePoint, with another amount beside their number. */
function* fileRequests(
  { apiClients, activity, tenantId }: Tenant,
  span: Span,
  column: string,
  metric: MetricName,
): Iterable<Row> {
  const used = apiClients.flatMap(({ id, areas }) =>
    areas
      .filter(({ area }) => fileAreas.has(area))
      .map((actor) => ({
        id,
        area: fileAreas.get(actor.area) ?? actor.area,
        amounts: {
          [column]: activity.daily(actor, [metric], span),
          UsageRequests: activity.daily(actor, ['apiRequests'], span),
        },
      })),
  );
  for (const { day, area, id, amounts, activeApps } of summedRows(used, span)) {
    yield {
      UsageDateTime: day,
      ServiceArea: area,
      TenantId: tenantId,
      AppId: id,
      ActiveApps: activeApps,
      ...amounts,
    };
  }
}

const fileAreas: ReadonlyMap<string, string> = new Map([
  ['Files', 'OneDrive'],
  ['Sites', 'SharePoint'],
]);

interface UsageRow {
  readonly day: string;
  readonly area: string | null;
  readonly id: string | null;
  readonly amounts: Readonly<Record<string, number>>;
  readonly activeApps: number | null;
}

/** A row for everything, and then one per day, service area and app, newest day first. Days without requests have no row. */
function* summedRows(apps: readonly AppRequests[], span: Span): Iterable<UsageRow> {
  const days = Array.from({ length: lengthOf(span) }, (_, index) => lengthOf(span) - 1 - index);
  const at = (amounts: Amounts, index: number) =>
    Object.fromEntries(Object.entries(amounts).map(([column, values]) => [column, values[index] ?? 0]));
  const rows = days.flatMap((index) =>
    apps
      .map(({ id, area, amounts }) => ({ id, area, amounts: at(amounts, index) }))
      .filter(({ amounts }) => Object.values(amounts).some((amount) => amount > 0))
      .map((row): UsageRow => ({ ...row, day: dateFrom(span.from + index), activeApps: null })),
  );
  if (rows.length === 0) {
    return;
  }
  const columns = Object.keys(apps[0]?.amounts ?? {});
  yield {
    day: dateFrom(span.to),
    area: null,
    id: null,
    amounts: Object.fromEntries(
      columns.map((column) => [column, rows.reduce((sum, { amounts }) => sum + (amounts[column] ?? 0), 0)]),
    ),
    activeApps: new Set(rows.map(({ id }) => id)).size,
  };
  yield* rows;
}
