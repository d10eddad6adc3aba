import type { PageEnvelope } from '../../../src/shared/pages/channel.js';
import type { DailyMeasure } from '../../../src/shared/dailyMeasure.js';
import type {
  Tenant,
  TenantCell,
  TenantMeasure,
  TenantsEvent,
  TenantsMessage,
} from '../../../src/shared/pages/tenants.js';
import { weeksChange } from '../../../src/shared/weeksChange.js';
import { addDays } from '../../../src/base/dates.js';
import { applyThemeOf } from './applyTheme.js';
import { inLongerTexts } from './longerTexts.js';

/** Plays the extension host for the page of all tenants: `?state=tenants&theme=dark`. */
const address = new URLSearchParams(location.search);
applyThemeOf(address);

const attack = '<img src=x onerror="document.title=\'broken\'">\u202e"><script>';
const LAST_DAY = '2026-11-18';

const measures: readonly TenantMeasure[] = [
  measureOf('getOffice365ActiveUserCounts', 'Office 365', 'Any Microsoft 365 service', 'count', 'mean'),
  measureOf('getTeamsUserActivityCounts', 'Private Chat Messages', 'Chat messages', 'count', 'sum'),
  measureOf('getOneDriveUsageStorage', 'Storage Used (Byte)', 'Storage Used (Byte)', 'bytes', 'last'),
];

function measureOf(
  report: string,
  column: string,
  label: string,
  unit: TenantMeasure['unit'],
  aggregate: TenantMeasure['aggregate'],
): TenantMeasure {
  return { id: `${report}/${column}`, report, column, label, reportTitle: `Product: ${label}, daily`, unit, aggregate };
}

/** A measure that rises or falls evenly from its first day. */
function value(index: number, size: number, trend: number, { days = 91, last = LAST_DAY } = {}): TenantCell {
  const { column, unit } = measures[index] ?? { column: '', unit: 'count' as const };
  const values = Array.from({ length: days }, (_, day) => Math.round(size * (1 + (trend * day) / days)));
  const daily = { unit, firstDay: addDays(last, 1 - days), values };
  const change = weeksChange(daily);
  const measure: DailyMeasure = {
    column,
    ...daily,
    latest: { date: last, value: values.at(-1) ?? 0 },
    ...(size < 10 ? { isSmall: true as const } : {}),
    ...(change === undefined ? {} : { change }),
  };
  return { kind: 'value', measure };
}

const missing = (why: Extract<TenantCell, { kind: 'missing' }>['why']): TenantCell => ({ kind: 'missing', why });
const problem = { label: 'too many requests', text: 'Microsoft Graph received too many requests.' };

const tenants: readonly Tenant[] = [
  { id: 'sample', name: 'Sample tenant', isSample: true },
  { id: 'northlight', name: 'Northlight', isSample: false },
  { id: 'contoso', name: 'Contoso', isSample: false },
  { id: 'alpine', name: 'Alpine Ski House', isSample: false },
  { id: 'alpine-app', name: 'Alpine Ski House (app)', isSample: false, sameAs: 'Alpine Ski House' },
];
const rows: Readonly<Record<string, readonly TenantCell[]>> = {
  sample: [value(0, 900, 0.2), value(1, 9_000, -0.3), value(2, 5e12, 0.1)],
  northlight: [value(0, 1_200, 0.1), value(1, 20_000, 0.4), value(2, 7e12, 0.1)],
  contoso: [missing('notFetched'), { ...missing('denied'), problem }, value(2, 2e11, 0.5, { last: '2026-11-09' })],
  alpine: [{ ...value(0, 300, -0.5, { days: 30 }), problem }, value(1, 5, 0), missing('noValues')],
  'alpine-app': [missing('notAvailable'), { ...missing('failed'), problem }, { ...missing('unreadable'), problem }],
};
const complete = ['sample', 'northlight', 'contoso'].map(
  (id, index) => [id, [value(0, 100 * (index + 1), 0), value(1, 1_000 * (index + 1), 0), value(2, 1e9, 0)]] as const,
);

const begin = (of: readonly Tenant[]): TenantsEvent => ({ type: 'begin', tenants: [...of], measures: [...measures] });
const row = (tenant: string, cells: readonly TenantCell[]): TenantsEvent => ({
  type: 'row',
  tenant,
  cells: [...cells],
});
const rowsOf = (of: readonly Tenant[]) => of.map(({ id }) => row(id, rows[id] ?? []));
const end: TenantsEvent = { type: 'end', canceled: false };
const many: readonly Tenant[] = Array.from({ length: 200 }, (_, index) => ({
  ...{ id: `t${index}`, name: `Tenant ${index}`, isSample: false },
}));
const hostile: readonly Tenant[] = [
  { id: 'a', name: attack, isSample: false },
  { id: 'b', name: 'x'.repeat(5_000), isSample: false, sameAs: attack },
];
const notice = {
  severity: 'error',
  text: "The archive folder couldn't be read or written.",
  actions: [
    { id: 'retry', label: 'Retry' },
    { id: 'showLog', label: 'Show Log' },
  ],
} as const;

const states: Readonly<Record<string, readonly TenantsEvent[]>> = {
  tenants: [begin(tenants), ...rowsOf(tenants), end],
  complete: [begin(tenants.slice(0, 3)), ...complete.map(([id, cells]) => row(id, cells)), end],
  reading: [begin(tenants), ...rowsOf(tenants.slice(0, 2))],
  canceled: [begin(tenants), ...rowsOf(tenants.slice(0, 2)), { type: 'end', canceled: true }],
  failed: [begin(tenants), { type: 'failed', notice: { ...notice, actions: [...notice.actions] } }],
  many: [
    begin(many),
    ...many.map(({ id }, index) => row(id, [value(0, 10 * index, 0.1), value(1, 10 * index, -0.1), value(2, 1e9, 0)])),
    end,
  ],
  hostile: [begin(hostile), ...hostile.map(({ id }) => row(id, rows['alpine'] ?? [])), end],
};

const sent: TenantsMessage[] = [];
/** What the page has saved. After a reload that is a part of the address: a browser may be late with what it stores for the next page. */
let saved: unknown = JSON.parse(address.get('saved') ?? '{}');

function tell(event: TenantsEvent): void {
  window.postMessage({ kind: 'event', event: inLongerTexts(event) }, '*');
}

function receive(envelope: PageEnvelope): void {
  if (envelope.kind === 'ready') {
    (states[address.get('state') ?? 'tenants'] ?? []).forEach(tell);
  }
  if (envelope.kind === 'message') {
    sent.push(envelope.message as TenantsMessage);
  }
}

const tenantsHarness = { sent, tell, saved: () => saved };
export type TenantsHarness = typeof tenantsHarness;

Object.assign(window, {
  tenantsHarness,
  acquireVsCodeApi: () => ({
    postMessage: receive,
    setState: (state: unknown) => {
      saved = state;
    },
    getState: () => saved,
  }),
});
