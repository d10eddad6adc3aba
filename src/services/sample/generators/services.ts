import { type Day, dateFrom, type Span } from '../calendar.js';
import type { MetricName, Service } from '../metrics.js';
import { isLicensed, productsOn, type User } from '../users.js';
import {
  type Columns,
  dailyActors,
  dailyTotals,
  deletion,
  details,
  lastDate,
  singleRow,
  type Generator,
  type Row,
} from '../generator.js';
import type { Tenant } from '../tenant.js';
import { usedMail } from './exchange.js';
import { usedOneDrive, usedSharePoint } from './files.js';
import { usedSkype } from './skype.js';
import { usedEngage } from './social.js';
import { usedTeams } from './teams.js';

const services: Columns = {
  Exchange: usedMail,
  OneDrive: usedOneDrive,
  SharePoint: usedSharePoint,
  'Skype For Business': usedSkype,
  Yammer: usedEngage,
  Teams: usedTeams,
};

const everyService: Columns = { 'Office 365': Object.values(services).flat(), ...services };

const apps: Columns = {
  'Copilot Chat': ['copilotChat'],
  'Microsoft Teams': ['copilotTeams'],
  Word: ['copilotWord'],
  Excel: ['copilotExcel'],
  PowerPoint: ['copilotPowerPoint'],
  Outlook: ['copilotOutlook'],
  OneNote: ['copilotOneNote'],
  Loop: ['copilotLoop'],
};

/** Apps that version 2 of the reports added. */
const newApps: Columns = {
  Edge: ['copilotEdge'],
  'Microsoft 365 Copilot': ['copilotApp'],
  'Copilot Chat (work)': ['copilotChat'],
  'Copilot Chat (web)': ['copilotChatWeb'],
};

const everyPrompt = [...new Set([...Object.values(apps), ...Object.values(newApps)].flat())];

const anyApp: Columns = { 'Any App': everyPrompt, ...apps, ...newApps };

const licensed = (tenant: Tenant) => tenant.licensed;

/** All services together, and Copilot. */
export const serviceGenerators: Readonly<Record<string, Generator>> = {
  getOffice365ActiveUserCounts: dailyActors(licensed, everyService),
  getOffice365ActiveUserDetail: details((tenant) => tenant.users, activeUserOf, isLicensed),
  getOffice365ServicesUserCounts: singleRow((tenant, span) => {
    const { observed, factor } = tenant.licensed;
    const present = observed.filter((user) => exists(user, span.to));
    return Object.fromEntries(
      Object.entries(everyService).flatMap(([service, names]) => {
        const users = present.filter((user) => hasLicense(user, service));
        const active = Math.round(users.filter((user) => tenant.activity.any(user, names, span)).length * factor);
        return [
          [`${service} Active`, active],
          [`${service} Inactive`, Math.round(users.length * factor) - active],
        ];
      }),
    );
  }),
  getMicrosoft365CopilotUsageUserDetail: details(
    (tenant) => tenant.users,
    copilotOf,
    (user, { to }) => isEnabled(user, to),
  ),
  getMicrosoft365CopilotUserCountSummary: singleRow((tenant, span) => {
    const { observed, factor } = tenant.copilotUsers;
    const enabled = observed.filter((user) => isEnabled(user, span.to));
    const prompts = enabled.map((user) => tenant.activity.sum(user, everyPrompt, sinceLicense(user, span)));
    const total = Math.round(prompts.reduce((sum, count) => sum + count, 0) * factor);
    const active = prompts.filter((count) => count > 0).length * factor;
    return {
      'Total prompts submitted': total,
      'Average prompts submitted': active === 0 ? 0 : Math.round(total / active),
      ...Object.fromEntries(
        Object.entries(anyApp).flatMap(([app, names]) => [
          [`${app} Enabled Users`, Math.round(enabled.length * factor)],
          [
            `${app} Active Users`,
            Math.round(
              enabled.filter((user) => tenant.activity.any(user, names, sinceLicense(user, span))).length * factor,
            ),
          ],
        ]),
      ),
    };
  }),
  getMicrosoft365CopilotUserCountTrend: {
    kind: 'days',
    columns: (tenant, span) => {
      const users = tenant.copilotUsers;
      const enabled = dailyTotals(users, span, (user) => (_, day) => (isEnabled(user, day) ? 1 : 0));
      return {
        'Prompts submitted': dailyTotals(users, span, (user) => {
          const counts = tenant.activity.daily(user, everyPrompt, span);
          return (index, day) => (isEnabled(user, day) ? (counts[index] ?? 0) : 0);
        }),
        ...Object.fromEntries(
          Object.entries(anyApp).flatMap(([app, names]) => [
            [`${app} Enabled Users`, enabled],
            [
              `${app} Active Users`,
              dailyTotals(users, span, (user) => {
                const counts = tenant.activity.daily(user, names, span);
                return (index, day) => ((counts[index] ?? 0) > 0 && isEnabled(user, day) ? 1 : 0);
              }),
            ],
          ]),
        ),
      };
    },
  },
};

const licenseOf: Readonly<Record<string, Service>> = {
  OneDrive: 'oneDrive',
  SharePoint: 'sharePoint',
  'Skype For Business': 'skype',
  Yammer: 'engage',
  Teams: 'teams',
};

/** Whether the user's license includes the service. Every license includes Exchange. */
function hasLicense({ unlicensed }: User, service: string): boolean {
  const license = licenseOf[service];
  return license === undefined || !unlicensed.includes(license);
}

function exists({ since, until }: User, day: Day): boolean {
  return since <= day && (until === undefined || until >= day);
}

function isEnabled(user: User, day: Day): boolean {
  return exists(user, day) && user.copilotSince !== undefined && user.copilotSince <= day;
}

/** Activity before the license does not count. */
function sinceLicense({ copilotSince }: User, { from, to }: Span): Span {
  return { from: Math.max(from, copilotSince ?? from), to };
}

function activeUserOf(user: User, tenant: Tenant, span: Span): Row {
  const row: Record<string, Row[string]> = {
    'User Principal Name': user.principalName,
    'Display Name': user.displayName,
    ...deletion(user, span.to),
    'Assigned Products': productsOn(user, span.to),
  };
  for (const [service, names] of Object.entries(services)) {
    const has = hasLicense(user, service);
    row[`Has ${service} License`] = has;
    row[`${service} Last Activity Date`] = has ? lastDate(tenant, user, names, span.to) : null;
    row[`${service} License Assign Date`] = has ? dateFrom(user.since) : null;
  }
  return row;
}

function copilotOf(user: User, tenant: Tenant, span: Span): Row {
  const since = user.copilotSince ?? user.since;
  const last = (names: readonly MetricName[]): string | null => {
    const date = lastDate(tenant, user, names, span.to);
    return date === null || date < dateFrom(since) ? null : date;
  };
  const licensedSpan = sinceLicense(user, span);
  const prompts = (names: readonly MetricName[]) => tenant.activity.sum(user, names, licensedSpan);
  return {
    'User Principal Name': user.principalName,
    'Display Name': user.displayName,
    'Last Activity Date': last(everyPrompt),
    'Prompts submitted for all apps': prompts(everyPrompt),
    'Prompts submitted for Copilot Chat (work)': prompts(['copilotChat']),
    'Prompts submitted for Copilot Chat (web)': prompts(['copilotChatWeb']),
    'Active Usage Days for all apps': tenant.activity
      .daily(user, everyPrompt, licensedSpan)
      .reduce((days, count) => days + (count > 0 ? 1 : 0), 0),
    'Copilot Chat (work) Last Activity Date': last(['copilotChat']),
    'Copilot Chat (web) Last Activity Date': last(['copilotChatWeb']),
    'Microsoft 365 Copilot Last Activity Date': last(['copilotApp']),
    'Edge Last Activity Date': last(['copilotEdge']),
    'Copilot Agent Last Activity Date': last(['copilotAgent']),
    ...Object.fromEntries(
      Object.entries(apps).map(([app, names]) => [
        app === 'Copilot Chat' ? `${app} Last Activity Date` : `${app} Copilot Last Activity Date`,
        last(names),
      ]),
    ),
  };
}
