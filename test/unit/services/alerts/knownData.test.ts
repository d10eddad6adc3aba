import assert from 'node:assert/strict';
import { rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { listedAlerts } from '../../../../src/core/alerts/listedAlert.js';
import type { AlertRule, Comparison } from '../../../../src/core/alerts/rule.js';
import { addDays } from '../../../../src/base/dates.js';
import type { Query } from '../../../../src/shared/query/query.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { TENANT } from '../archiveQueries/support.js';
import { filesIn, keep } from '../archive/support.js';
import { temporaryFolder } from '../collect/support.js';
import { checkArchive } from './support.js';

const START = '2026-06-01';
const QUOTA = 1000;
const MAILBOXES = 'getMailboxUsageDetail';
const ONEDRIVE = 'getOneDriveUsageAccountDetail';

/** What a report is like at a check: its rows, or why there is nothing in them. */
type State = 'missing' | 'cutOff' | 'garbled' | { readonly isBlank: boolean; readonly used: readonly number[] };

interface Step {
  readonly mailboxes: State;
  readonly oneDrive: State;
  /** Whether the rules have been edited: they look for less, under the same IDs. */
  readonly isEdited: boolean;
}

const KINDS = ['User', 'Shared'] as const;
const linesOf = {
  [MAILBOXES]: (day: string, used: readonly number[], isBlank: boolean) => [
    'Report Refresh Date,User Principal Name,Is Deleted,Recipient Type,Item Count,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
    ...used.map(
      (bytes, at) =>
        `${day},user${at}@contoso.example,False,${kindOf(bytes)},${isBlank ? '' : bytes},${isBlank ? '' : bytes},${QUOTA},30`,
    ),
  ],
  [ONEDRIVE]: (day: string, used: readonly number[], isBlank: boolean) => [
    'Report Refresh Date,Site URL,Owner Display Name,Is Deleted,Storage Used (Byte),Storage Allocated (Byte),Owner Principal Name,Report Period',
    ...used.map(
      (bytes, at) =>
        `${day},https://contoso.example/${at},User ${at},False,${isBlank ? '' : bytes},${QUOTA},user${at}@contoso.example,30`,
    ),
  ],
};
const kindOf = (bytes: number) => KINDS[bytes % 2] ?? 'User';

async function put(folder: string, report: keyof typeof linesOf, day: string, state: State): Promise<void> {
  await rm(path.join(folder, `tenant=${TENANT}`, `report=${report}`), { recursive: true, force: true });
  if (state === 'missing') {
    return;
  }
  const { used, isBlank } = typeof state === 'string' ? { used: [990, 991], isBlank: false } : state;
  const lines = linesOf[report](day, used, isBlank);
  await keep(new Archive(folder), [...lines, ''].join('\r\n'), day, {
    key: { tenant: TENANT, report, period: 'D30' },
    rowCount: used.length,
    fetchedAt: `${addDays(day, 2)}T08:00:00.000Z`,
  });
  if (typeof state === 'string') {
    for (const file of (await filesIn(folder)).filter((one) => one.includes(report) && /part.*\.csv$/.test(one))) {
      const place = path.join(folder, file);
      await (state === 'cutOff' ? truncate(place, 200) : writeFile(place, Buffer.alloc((await stat(place)).size)));
    }
  }
}

function rule(id: string, query: Omit<Query, 'version'>, compare: Comparison): AlertRule {
  return {
    ...{ id, title: id, sentence: '{value}', severity: 'warning', worseBy: 1_000_000, compare },
    query: { version: 1, ...query },
  };
}

const storage = { report: 'storage' };
const ofKinds = (...values: readonly string[]) => ({ kind: 'values', column: 'Kind', values }) as const;
const counted = [{ kind: 'count' }] as const;

function rulesOf(isEdited: boolean): readonly AlertRule[] {
  const nearlyFull = { kind: 'range', column: 'Quota Used (%)', from: isEdited ? 90 : 95 } as const;
  const only = (...kinds: readonly string[]) => ({
    ...{ source: storage, aggregates: counted },
    filters: [...(kinds.length === 0 ? [] : [ofKinds(...kinds)]), nearlyFull],
  });
  return [
    rule('mailboxes', only('Mailbox'), { kind: 'number', above: 1 }),
    rule('all', only(), { kind: 'number', above: 1 }),
    rule('few', only('Mailbox', 'OneDrive'), { kind: 'number', below: 2 }),
    rule(
      'types',
      {
        source: { report: MAILBOXES, period: 'D30' },
        groupBy: [{ column: 'recipient type' }],
        aggregates: [{ kind: 'sum', column: 'Item Count' }],
      },
      { kind: 'number', above: isEdited ? 900 : 1000 },
    ),
  ];
}

/** What can be said of a group: a number, or nothing. Alerts are cleared by the reports alone that they were judged by. */
interface Known {
  readonly value: number | undefined;
  readonly by: readonly string[];
}
const NOTHING: Known = { value: undefined, by: [] };

/** The number behind each alert, as somebody would count it by hand. Groups of types are what is there, or was. */
function knownOf(id: string, group: string, { mailboxes, oneDrive, isEdited }: Step): Known {
  const from = isEdited ? 900 : 950;
  const isRead = (state: State): state is Exclude<State, string> => typeof state !== 'string' && !state.isBlank;
  const count = (...states: readonly State[]) =>
    states.flatMap((state) => (isRead(state) ? state.used.filter((bytes) => bytes >= from) : [])).length;
  const both = [
    { name: MAILBOXES, state: mailboxes },
    { name: ONEDRIVE, state: oneDrive },
  ];
  switch (id) {
    case 'mailboxes':
      return isRead(mailboxes) ? { value: count(mailboxes), by: [MAILBOXES] } : NOTHING;
    case 'all': {
      const by = both.filter(({ state }) => isRead(state)).map(({ name }) => name);
      return by.length === 0 || both.some(({ state }) => state === 'garbled')
        ? NOTHING
        : { value: count(mailboxes, oneDrive), by };
    }
    case 'few':
      return both.every(({ state }) => isRead(state))
        ? { value: count(mailboxes, oneDrive), by: [MAILBOXES, ONEDRIVE] }
        : NOTHING;
    default:
      return isRead(mailboxes)
        ? {
            value: mailboxes.used.filter((bytes) => kindOf(bytes) === group).reduce((sum, bytes) => sum + bytes, 0),
            by: [MAILBOXES],
          }
        : NOTHING;
  }
}

/** Another filter is another question, with alerts of its own; another limit is not. */
function keyOf({ isEdited }: Step, id: string, group: string): string {
  return id === 'types' ? `${id} ${group}` : `${isEdited} ${id} ${group}`;
}

const used = fc.array(fc.constantFrom(100, 101, 920, 921, 980, 981), { minLength: 1, maxLength: 5 });
const state: fc.Arbitrary<State> = fc.oneof(
  { weight: 5, arbitrary: used.map((bytes) => ({ isBlank: false, used: bytes })) },
  { weight: 1, arbitrary: used.map((bytes) => ({ isBlank: true, used: bytes })) },
  { weight: 2, arbitrary: fc.constantFrom('missing' as const, 'cutOff' as const, 'garbled' as const) },
);
const steps = fc.array(fc.record({ mailboxes: state, oneDrive: state, isEdited: fc.boolean() }), {
  minLength: 2,
  maxLength: 8,
});

describe('alerts over data that are missing, blank, or damaged', () => {
  it('are what plain code tells from what is known of each report', async function () {
    this.timeout(300_000);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(steps, async (taken) => {
        const folder = temporaryFolder(this);
        const alerts = new Map<string, Set<string>>();
        for (const [index, step] of taken.entries()) {
          const day = addDays(START, index);
          await put(folder, MAILBOXES, day, step.mailboxes);
          await put(folder, ONEDRIVE, day, step.oneDrive);
          const expected: string[] = [];
          for (const id of ['mailboxes', 'all', 'few', 'types']) {
            for (const group of id === 'types' ? KINDS : ['']) {
              const key = keyOf(step, id, group);
              const { value, by } = knownOf(id, group, step);
              const judgedBy = alerts.get(key);
              const limit = step.isEdited ? 900 : 1000;
              const isMet =
                value !== undefined && (id === 'types' ? value > limit : id === 'few' ? value < 2 : value > 1);
              if (isMet) {
                alerts.set(key, new Set([...(judgedBy ?? []), ...by]));
                expected.push(...(judgedBy === undefined ? [`raised ${id} ${group}`] : []));
              } else if (
                value !== undefined &&
                judgedBy !== undefined &&
                [...judgedBy].every((one) => by.includes(one))
              ) {
                alerts.delete(key);
                expected.push(`cleared ${id} ${group}`);
              }
            }
          }
          const rules = rulesOf(step.isEdited);
          const checked = await checkArchive(folder, rules, `${addDays(day, 2)}T09:00:00.000Z`);
          const told = checked.news.map(({ kind, alert }) => `${kind} ${alert.rule} ${alert.label}`);
          assert.deepEqual(told.sort(), expected.sort(), JSON.stringify(taken.slice(0, index + 1)));
          assert.deepEqual(
            listedAlerts(rules, checked.alerts)
              .map(({ alert }) => keyOf(step, alert.rule, alert.label))
              .sort(),
            [...alerts.keys()].filter((key) => !key.startsWith(String(!step.isEdited))).sort(),
          );
          told.forEach((one) => seen.add(one));
        }
      }),
      { numRuns: 40 },
    );
    // The inputs have what the rules are for.
    for (const id of ['mailboxes', 'all', 'few']) {
      assert.ok(seen.has(`raised ${id} `) && seen.has(`cleared ${id} `), [...seen].join('\n'));
    }
    assert.ok(seen.has('cleared types Shared'));
  });
});
