import { dateFrom, type Span } from '../calendar.js';
import type { MetricName } from '../metrics.js';
import { isLicensed, type User } from '../users.js';
import {
  actorsInPeriod,
  type Columns,
  dailyActors,
  details,
  lastDate,
  type Generator,
  type Row,
} from '../generator.js';
import { mix, seedOf, randomFraction } from '../random.js';
import type { Tenant } from '../tenant.js';

const appNames = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'] as const;
const platformNames = ['Windows', 'Mac', 'Mobile', 'Web'] as const;

const metricOf: Readonly<
  Record<(typeof appNames)[number], Readonly<Record<(typeof platformNames)[number], MetricName>>>
> = {
  Outlook: { Windows: 'outlookOnWindows', Mac: 'outlookOnMac', Mobile: 'outlookOnMobile', Web: 'outlookOnWeb' },
  Word: { Windows: 'wordOnWindows', Mac: 'wordOnMac', Mobile: 'wordOnMobile', Web: 'wordOnWeb' },
  Excel: { Windows: 'excelOnWindows', Mac: 'excelOnMac', Mobile: 'excelOnMobile', Web: 'excelOnWeb' },
  PowerPoint: {
    Windows: 'powerPointOnWindows',
    Mac: 'powerPointOnMac',
    Mobile: 'powerPointOnMobile',
    Web: 'powerPointOnWeb',
  },
  OneNote: { Windows: 'oneNoteOnWindows', Mac: 'oneNoteOnMac', Mobile: 'oneNoteOnMobile', Web: 'oneNoteOnWeb' },
  Teams: { Windows: 'teamsOnWindows', Mac: 'teamsOnMac', Mobile: 'teamsOnMobile', Web: 'teamsOnWeb' },
};

const byApp: Columns = Object.fromEntries(
  appNames.map((app) => [app, platformNames.map((platform) => metricOf[app][platform])]),
);
const byPlatform: Columns = Object.fromEntries(
  platformNames.map((platform) => [platform, appNames.map((app) => metricOf[app][platform])]),
);
const byBoth: Columns = Object.fromEntries(
  platformNames.flatMap((platform) => appNames.map((app) => [`${app} (${platform})`, [metricOf[app][platform]]])),
);

const browsers: Columns = { Edge: ['edge'], 'Edge Legacy': ['edgeLegacy'], 'Internet Explorer': ['internetExplorer'] };

const licensed = (tenant: Tenant) => tenant.licensed;
const users = (tenant: Tenant) => tenant.users;

/** Microsoft 365 Apps, their activations, and browsers. */
export const appGenerators: Readonly<Record<string, Generator>> = {
  getM365AppPlatformUserCounts: dailyActors(licensed, byPlatform),
  getM365AppUserCounts: dailyActors(licensed, byApp),
  getM365AppUserDetail: details(users, appsOf, isLicensed),
  getBrowserDistributionUserCounts: actorsInPeriod(licensed, browsers),
  getBrowserUserCounts: dailyActors(licensed, browsers),
  getBrowserUserDetail: details(users, browsersOf, isLicensed),
  getOffice365ActivationCounts: {
    kind: 'rows',
    rows: (tenant, span) =>
      suites.map((suite) => {
        const all = activationsOf(suite, tenant, span);
        const sum = (device: keyof Devices): number => all.reduce((total, { devices }) => total + devices[device], 0);
        return {
          'Product Type': suite.name,
          Windows: sum('windows'),
          Mac: sum('mac'),
          Android: sum('android'),
          iOS: sum('ios'),
          'Windows 10 Mobile': 0,
        };
      }),
  },
  getOffice365ActivationsUserCounts: {
    kind: 'rows',
    rows: (tenant, span) =>
      suites.map((suite) => {
        const all = activationsOf(suite, tenant, span);
        return {
          'Product Type': suite.name,
          Assigned: all.length,
          Activated: all.filter(({ lastActivated }) => lastActivated !== null).length,
          'Shared Computer Activation': all.filter(({ shared }) => shared).length,
        };
      }),
  },
  getOffice365ActivationsUserDetail: {
    kind: 'rows',
    *rows(tenant, span) {
      for (const user of tenant.users) {
        for (const suite of suites) {
          const activation = activationOf(suite, user, span);
          if (activation !== undefined) {
            yield {
              'User Principal Name': user.principalName,
              'Display Name': user.displayName,
              'Product Type': suite.name,
              'Last Activated Date': activation.lastActivated,
              Windows: activation.devices.windows,
              Mac: activation.devices.mac,
              'Windows 10 Mobile': 0,
              iOS: activation.devices.ios,
              Android: activation.devices.android,
              'Activated On Shared Computer': activation.shared,
            };
          }
        }
      }
    },
  },
};

function appsOf(user: User, tenant: Tenant, span: Span): Row {
  const used = Object.entries({ ...byPlatform, ...byApp, ...byBoth }).map(([column, names]) => [
    column,
    tenant.activity.any(user, names, span),
  ]);
  return {
    'User Principal Name': user.principalName,
    'Last Activation Date': activationOf(suites[0], user, span)?.lastActivated ?? null,
    'Last Activity Date': lastDate(tenant, user, Object.values(byApp).flat(), span.to),
    ...(Object.fromEntries(used) as Record<string, boolean>),
  };
}

function browsersOf(user: User, tenant: Tenant, span: Span): Row {
  return {
    'User Principal Name': user.principalName,
    ...Object.fromEntries(
      Object.entries(browsers).map(([column, names]) => [column, tenant.activity.any(user, names, span)]),
    ),
  };
}

interface Suite {
  readonly name: string;
  /** Share of the licensed users with this license. */
  readonly share: number;
}

interface Devices {
  readonly windows: number;
  readonly mac: number;
  readonly android: number;
  readonly ios: number;
}

interface Activation {
  readonly devices: Devices;
  readonly lastActivated: string | null;
  readonly shared: boolean;
}

const suites: readonly [Suite, ...Suite[]] = [
  { name: 'MICROSOFT 365 APPS FOR ENTERPRISE', share: 0.85 },
  { name: 'VISIO ONLINE PLAN 2', share: 0.12 },
  { name: 'PROJECT ONLINE DESKTOP CLIENT', share: 0.07 },
];

function activationsOf(suite: Suite, tenant: Tenant, span: Span): Activation[] {
  return tenant.users.flatMap((user) => activationOf(suite, user, span) ?? []);
}

function activationOf({ name, share }: Suite, user: User, { to }: Span): Activation | undefined {
  const seed = mix(seedOf(name), user.seed);
  if (!isLicensed(user) || user.since > to || randomFraction(seed, 0) >= share) {
    return undefined;
  }
  const deviceCount = (n: number, chance: number): number =>
    !user.neverActive && randomFraction(seed, n) < chance ? 1 + Math.floor(randomFraction(seed, ~n) * 1.6) : 0;
  const devices = {
    windows: deviceCount(1, 0.8),
    mac: deviceCount(2, 0.18),
    android: deviceCount(3, 0.3),
    ios: deviceCount(4, 0.4),
  };
  const lastDay = Math.min(to, user.until ?? to, user.dormantSince ?? to);
  const activated = devices.windows + devices.mac + devices.android + devices.ios > 0;
  return {
    devices,
    lastActivated: activated
      ? dateFrom(Math.max(user.since, lastDay - Math.floor(randomFraction(seed, 5) * 400)))
      : null,
    shared: activated && randomFraction(seed, 6) < 0.07,
  };
}
