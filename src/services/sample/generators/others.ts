import { dateFrom, lengthOf, type Span } from '../calendar.js';
import { isLicensed, type User } from '../users.js';
import { dailyActors, dailySums, details, lastDate, type Generator, type Row } from '../generator.js';
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
};

function formsOf(user: User, tenant: Tenant, span: Span): Row {
  return {
    'User Principal Name': user.principalName,
    'Last Activity Date': lastDate(tenant, user, ['formMade', 'formAnswered'], span.to),
    'Created Count': tenant.activity.count(user, 'formMade', span),
    'Responded Count': tenant.activity.count(user, 'formAnswered', span),
  };
}

/** A row per day, service area and app. */
function* requests({ apiClients, activity, tenantId }: Tenant, span: Span): Iterable<Row> {
  const clients = apiClients.flatMap(({ id, areas }) =>
    areas.map((actor) => ({ id, area: actor.area, usage: activity.daily(actor, ['apiRequests'], span) })),
  );
  for (let index = lengthOf(span) - 1; index >= 0; index--) {
    const used = clients.filter(({ usage }) => (usage[index] ?? 0) > 0);
    for (const { id, area, usage } of used) {
      yield {
        Date: dateFrom(span.from + index),
        'Service Area': area,
        'Tenant ID': tenantId,
        'App ID': id,
        Usage: usage[index] ?? 0,
        'Active Apps': used.filter((other) => other.area === area).length,
      };
    }
  }
}
