import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { HandoutBlock, HandoutDocument, KeyFigure } from '../../../../src/core/handout/document.js';
import { BLOCK_KINDS } from '../../../../src/core/handout/template.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { BUILT_IN_TEMPLATES, templateText } from '../../../../src/l10n/handoutTemplates/builtIn.js';
import { readTemplate } from '../../../../src/core/handout/templateFile.js';
import { MADE_TABLES } from '../../../../src/services/archiveQueries/madeTables.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { archivedSnapshotsOf } from '../../../../src/services/reports/archivedSnapshots.js';
import { QUERY_VERSION } from '../../../../src/shared/query/query.js';
import { catalog } from '../../../support/catalog.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { archiveQueries } from '../archiveQueries/support.js';
import { handoutOf, monthlyArchive } from './support.js';

type Cells = Readonly<Record<string, string>>;
const [SEPTEMBER, OCTOBER] = ['2026-09-30', '2026-10-31'];

describe('the documents of the sample tenant', () => {
  let folder: string;
  const documents = new Map<string, HandoutDocument>();
  before(async () => {
    folder = await monthlyArchive();
    for (const [name, template] of Object.entries(BUILT_IN_TEMPLATES)) {
      documents.set(name, await handoutOf(folder, template()));
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const documentOf = (name: string) => documents.get(name) ?? assert.fail(name);
  const blocksOf = <K extends HandoutBlock['kind']>(name: string, kind: K) =>
    documentOf(name).blocks.filter((block): block is Extract<HandoutBlock, { kind: K }> => block.kind === kind);
  const figure = (name: string, label: string): KeyFigure =>
    blocksOf(name, 'keyFigures')
      .flatMap(({ figures }) => figures)
      .find((one) => one.label === label) ?? assert.fail(label);

  /** Rows of an archived file, read by nothing of ours. */
  async function rowsOf(report: string, period: string, refreshDate: string): Promise<Cells[]> {
    const tenant = { connection: 'sample', tenant: 'sample' };
    for await (const snapshot of archivedSnapshotsOf(new Archive(folder), catalog, tenant, report)) {
      if (snapshot.refreshDate === refreshDate && snapshot.ref.period === period) {
        const chunks: Uint8Array[] = [];
        for await (const chunk of snapshot.chunks()) {
          chunks.push(chunk);
        }
        return parse(Buffer.concat(chunks), { bom: true, columns: true });
      }
    }
    return assert.fail(`${report} of ${period}, ${refreshDate}`);
  }
  /** Values of a day series by day, of all keys together. */
  async function valuesOf(report: string, column: string, month: string): Promise<[string, number][]> {
    const rows = await rowsOf(report, 'D180', OCTOBER);
    return rows
      .filter((cells) => (cells['Site Type'] ?? 'All') === 'All')
      .filter((cells) => cells['Report Date']?.startsWith(month) === true && cells[column] !== '')
      .map((cells): [string, number] => [cells['Report Date'] ?? '', Number(cells[column])])
      .sort(([one], [other]) => (one < other ? -1 : 1));
  }

  it('have the sums, the last days, and the means of the files', async () => {
    const sum = async (month: string) =>
      (await valuesOf('getMicrosoft365CopilotUserCountTrend', 'Prompts submitted', month)).reduce(
        (all, [, value]) => all + value,
        0,
      );
    const prompts = figure('copilot', 'Prompts submitted');
    assert.deepEqual([prompts.value, prompts.change?.from], [await sum('2026-10'), await sum('2026-09')]);
    for (const [label, report] of [
      ['Mailboxes', 'getMailboxUsageStorage'],
      ['OneDrive accounts', 'getOneDriveUsageStorage'],
      ['SharePoint sites', 'getSharePointSiteUsageStorage'],
    ] as const) {
      const last = async (month: string) => (await valuesOf(report, 'Storage Used (Byte)', month)).at(-1);
      const { value, change, unit } = figure('storage', label);
      assert.deepEqual([value, unit], [(await last('2026-10'))?.[1], 'bytes']);
      assert.deepEqual([change?.since, change?.from], await last('2026-09'));
    }
    const [bars] = blocksOf('monthly', 'bars');
    for (const [index, month] of ['2026-08', '2026-09', '2026-10'].entries()) {
      const byWeekday = new Map<number, number[]>();
      for (const [day, value] of await valuesOf('getOffice365ActiveUserCounts', 'Office 365', month)) {
        const weekday = new Date(day).getUTCDay();
        byWeekday.set(weekday, [...(byWeekday.get(weekday) ?? []), value]);
      }
      const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
      assert.equal(bars?.bars[index + 3]?.value, Math.round(mean([...byWeekday.values()].map(mean))), month);
    }
  });

  it('count who was active and who has a license as the files do', async () => {
    /** Of each user the last day in any file that says it of the service. */
    const lastDays = async (service: string, column: string, refreshDate: string) => {
      const days = new Map<string, string>();
      const files = [
        ['getOffice365ActiveUserDetail', column] as const,
        ...JOINED_REPORTS.filter((one) => one.service === service && one.lastActivity !== undefined).map(
          ({ report, lastActivity = '' }) => [report, lastActivity] as const,
        ),
      ];
      for (const [report, name] of files) {
        for (const cells of await rowsOf(report, 'D180', refreshDate)) {
          const user = cells['User Principal Name'] ?? '';
          days.set(user, [days.get(user) ?? '', cells[name] ?? ''].sort().at(-1) ?? '');
        }
      }
      return days;
    };
    for (const [service, licensed] of [
      ['Teams', 'Has Teams License'],
      ['Exchange', 'Has Exchange License'],
      ['Viva Engage', 'Has Yammer License'],
    ] as const) {
      const column = `${service === 'Viva Engage' ? 'Yammer' : service} Last Activity Date`;
      /** Of the file, and not deleted in any: those of whom it is told. */
      const licensedUsers = async (refreshDate: string) => {
        const deleted = new Set<string>();
        for (const { report } of JOINED_REPORTS.filter((one) => one.isActivity && one.service !== 'Forms')) {
          for (const cells of await rowsOf(report, 'D180', refreshDate)) {
            deleted.add(cells['Is Deleted'] === 'True' ? (cells['User Principal Name'] ?? '') : '');
          }
        }
        return (await rowsOf('getOffice365ActiveUserDetail', 'D180', refreshDate))
          .filter((cells) => cells[licensed] === 'True' && cells['Is Deleted'] !== 'True')
          .map((cells) => cells['User Principal Name'] ?? '')
          .filter((user) => !deleted.has(user));
      };
      const active = async (refreshDate: string, month: string) => {
        const days = await lastDays(service, column, refreshDate);
        return (await licensedUsers(refreshDate)).filter((user) => days.get(user)?.startsWith(month) === true).length;
      };
      const { value, denominator, change } = figure('monthly', `${service}: active licensed users`);
      assert.deepEqual(
        [value, change?.from],
        [await active(OCTOBER, '2026-10'), await active(SEPTEMBER, '2026-09')],
        service,
      );
      assert.equal(denominator?.value, (await licensedUsers(OCTOBER)).length);
      assert.ok((value ?? 0) <= (denominator?.value ?? 0));
    }
    const copilot = await rowsOf('getMicrosoft365CopilotUsageUserDetail', 'D28', OCTOBER);
    const [byDays, byLastActivity] = blocksOf('copilot', 'bars');
    assert.deepEqual(
      byDays?.bars.map(({ value }) => value),
      [0, 1, 4, 8, 15].map(
        (least) => copilot.filter((cells) => Number(cells['Active Usage Days for all apps']) >= least).length,
      ),
    );
    const lastActive = (await rowsOf('getMicrosoft365CopilotUsageUserDetail', 'D180', OCTOBER)).map(
      (cells) => cells['Last Activity Date'] ?? '',
    );
    assert.deepEqual(
      byLastActivity?.bars.map(({ value }) => value),
      [
        lastActive.filter((day) => day >= '2026-10-01').length,
        lastActive.filter((day) => day >= '2026-09-01' && day < '2026-10-01').length,
        lastActive.filter((day) => day !== '' && day < '2026-09-01').length,
        lastActive.filter((day) => day === '').length,
      ],
    );
  });

  it('list licenses with as many users as the files assign', async () => {
    const assigned = new Map<string, number>();
    for (const cells of await rowsOf('getOffice365ActiveUserDetail', 'D180', OCTOBER)) {
      for (const product of (cells['Assigned Products'] ?? '').split(/(?<=\S)\+(?=\S)/).filter(Boolean)) {
        assigned.set(product, (assigned.get(product) ?? 0) + 1);
      }
    }
    const [table] = blocksOf('monthly', 'table');
    assert.deepEqual(new Map(table?.rows.map(([product, count]) => [product, count])), assigned);
    // Readers add up a row: each license is in one of its columns.
    for (const [product, count, ...parts] of table?.rows ?? []) {
      const sum = parts.reduce<number>((all, part) => all + Number(part), 0);
      assert.equal(sum, count, `${String(product)}: ${parts.join(', ')}`);
    }
  });

  it('say of storage what the files come to, by kind', async () => {
    const day = 86_400_000;
    const [table] = blocksOf('storage', 'table');
    const found = new Map(table?.rows.map(([kind, ...amounts]) => [kind, amounts]));
    assert.equal(found.size, 3);
    for (const [kind, report, key] of [
      ['Mailbox', 'getMailboxUsageDetail', 'User Principal Name'],
      ['OneDrive', 'getOneDriveUsageAccountDetail', 'Site URL'],
      ['Site', 'getSharePointSiteUsageDetail', 'Site Id'],
    ] as const) {
      const [before, after] = [await rowsOf(report, 'D180', SEPTEMBER), await rowsOf(report, 'D180', OCTOBER)];
      const used = (cells: Cells) => Number(cells['Storage Used (Byte)']);
      // A mailbox that was created since is another one, whoever had its name.
      const growth = after.flatMap((cells) => {
        const same = before.filter((other) => other[key] === cells[key]);
        const isNew = kind === 'Mailbox' && (cells['Created Date'] ?? '') > SEPTEMBER;
        return same.length === 1 && !isNew ? [used(cells) - used(same[0] ?? {})] : [];
      });
      assert.ok(growth.length > 30, `${kind}: ${growth.length} in both`);
      const sum = (all: readonly number[]) => all.reduce((total, value) => total + value, 0);
      const perMonth = (sum(growth) * 30) / ((Date.parse(OCTOBER) - Date.parse(SEPTEMBER)) / day);
      const [count, storage, change] = found.get(kind) ?? [];
      assert.deepEqual([count, storage], [after.length, sum(after.map(used))], kind);
      // Each row has whole bytes.
      assert.ok(Math.abs(Number(change) - perMonth) <= after.length, `${kind}: ${String(change)}, not ${perMonth}`);
    }
  });

  it('name what changed most in the files, rises before falls', async () => {
    const [template] = BUILT_IN_TEMPLATES.monthly().blocks.flatMap((block) =>
      block.kind === 'standsOut' ? [block] : [],
    );
    interface Changed {
      readonly ratio: number;
      readonly before: number;
      readonly after: number;
    }
    const changes: Changed[] = [];
    for (const report of template?.reports ?? []) {
      const [first = {}] = await rowsOf(report, 'D180', OCTOBER);
      const measures = Object.keys(first).filter((name) => !/^Report |^Site Type$/.test(name));
      const ofReport: Changed[] = [];
      for (const column of measures) {
        const means = [];
        for (const month of ['2026-09', '2026-10']) {
          const byWeekday = Array.from({ length: 7 }, (): number[] => []);
          for (const [on, value] of await valuesOf(report, column, month)) {
            byWeekday[new Date(on).getUTCDay()]?.push(value);
          }
          const mean = (all: readonly number[]) => all.reduce((sum, value) => sum + value, 0) / all.length;
          means.push(mean(byWeekday.map(mean)));
        }
        const [before = 0, after = 0] = means;
        const ratio = after / before - 1;
        // Fewer than ten a day, and less than a twentieth more or less, stand out nowhere.
        if (before >= 10 && Math.abs(ratio) >= 0.05) {
          ofReport.push({ ratio, before, after });
        }
      }
      // Half as much is as large a change as twice as much.
      const weight = ({ before, after }: Changed) => Math.abs(Math.log(after / before));
      changes.push(...ofReport.sort((one, other) => weight(other) - weight(one)).slice(0, 1));
    }
    const most = (isRise: boolean) =>
      changes
        .filter(({ ratio }) => ratio > 0 === isRise)
        .sort((one, other) => Math.abs(other.ratio) - Math.abs(one.ratio))
        .slice(0, 3)
        .map(({ ratio, before, after }) => {
          const percent = Number((Math.abs(ratio) * 100).toFixed(1));
          return { text: `${isRise ? 'rise: +' : 'fall: −'}${percent}%`, ratio: percent / 100, after, before };
        });
    const [standsOut] = blocksOf('monthly', 'standsOut');
    const expected = [...most(true), ...most(false)];
    assert.ok(expected.length >= 4);
    assert.deepEqual(
      standsOut?.items.map(({ kind, text }) => `${kind}: ${/[+−][^ ]+%/.exec(text)?.[0] ?? text}`),
      expected.map(({ text }) => text),
    );
    for (const [index, { text = '' } = {}] of (standsOut?.items ?? []).entries()) {
      const [now = '', then = ''] = /%, ([\d,.]+) a day after ([\d,.]+)\.$/.exec(text)?.slice(1) ?? [];
      const [after, before] = [now, then].map((number) => Number(number.replaceAll(',', '')));
      const { ratio, ...means } = expected[index] ?? assert.fail(text);
      for (const [shown, mean] of [
        [after, means.after],
        [before, means.before],
      ] as const) {
        assert.ok(shown !== undefined && Math.abs(shown - mean) <= 0.5, text);
      }
      // Who divides the two gets the percentage; of two decimals, to a tenth.
      const read = Math.abs(Number(after) / Number(before) - 1);
      assert.ok(Math.abs(Math.round(read * 1000) - Math.round(ratio * 1000)) <= 1, text);
    }
  });

  it('are of the month, in every block', () => {
    for (const [name, { blocks, span, refreshDate }] of documents) {
      assert.deepEqual(
        [span.from, span.to, span.month, refreshDate],
        ['2026-10-01', OCTOBER, '2026-10', OCTOBER],
        name,
      );
      assert.deepEqual(
        blocks.filter(({ kind }) => kind === 'failed'),
        [],
        name,
      );
      for (const block of blocks) {
        if (block.kind === 'series') {
          assert.ok(block.lines.every(({ days, values }) => days.length === values.length && days.at(-1) === OCTOBER));
        }
      }
    }
  });

  it('look once at what the columns of many figures have', async () => {
    const queries = archiveQueries(folder);
    const ask = queries.ask.bind(queries);
    let asked = 0;
    queries.ask = (...args) => {
      asked++;
      return ask(...args);
    };
    const days = Array.from({ length: 20 }, (_, at) => `2026-10-${at + 10}`);
    const figures = days.map((to) => ({
      label: to,
      query: {
        version: QUERY_VERSION,
        source: { report: 'getTeamsUserActivityUserDetail', period: 'D180' },
        filters: [{ column: 'Last Activity Date', kind: 'days', to }],
        aggregates: [{ kind: 'count', name: 'Count' }],
      } as const,
    }));
    const template = { version: 1, title: 'Many', blocks: [{ kind: 'keyFigures', figures }] } as const;
    const [block] = (await handoutOf(folder, template, { queries })).blocks;
    queries.dispose();
    assert.ok(block?.kind === 'keyFigures' && block.figures.every(({ value }) => value !== null));
    // A number of this month and of the month before, and what each has in the column.
    assert.equal(asked, 2 * days.length + 2);
  });

  it('name no user', async () => {
    const names = new Set<string>();
    for (const { report } of JOINED_REPORTS) {
      const tenant = { connection: 'sample', tenant: 'sample' };
      for await (const snapshot of archivedSnapshotsOf(new Archive(folder), catalog, tenant, report)) {
        for (const cells of await rowsOf(report, snapshot.ref.period ?? '', snapshot.refreshDate ?? '')) {
          ['User Principal Name', 'Display Name', 'Owner Principal Name', 'Owner Display Name'].forEach((column) =>
            names.add(cells[column] ?? ''),
          );
        }
      }
    }
    names.delete('');
    assert.ok(names.size > 300);
    for (const [name, document] of documents) {
      const text = JSON.stringify(document);
      assert.equal(document.namesUsers, false);
      assert.doesNotMatch(text, /\{\d\}/, 'no place of a text is open');
      assert.deepEqual(
        [...names].filter((user) => text.includes(user)),
        [],
        name,
      );
    }
  });

  it('are what the examples of the page about them say', async () => {
    const page = readFileSync(path.join(checkoutRoot(), 'docs/management-report.md'), 'utf8');
    const kinds = new Set<string>();
    for (const [, text = ''] of page.matchAll(/^```json\n([\s\S]*?)^```$/gm)) {
      const { template, problems, warnings } = readTemplate(text, catalog, MADE_TABLES);
      assert.deepEqual(
        [...problems, ...warnings].map(({ error }) => error.message),
        [],
      );
      const { blocks } = await handoutOf(folder, template ?? assert.fail());
      blocks.forEach(({ kind }) => kinds.add(kind));
      const unknown = blocks.flatMap((block) => [
        ...(block.kind === 'keyFigures' ? block.figures : block.kind === 'bars' ? block.bars : []),
      ]);
      assert.deepEqual(
        unknown.filter(({ value }) => value === null),
        [],
      );
      const empty = blocks.filter(
        (block) =>
          (block.kind === 'series' && block.lines.some(({ values }) => values.every((value) => value === null))) ||
          (block.kind === 'table' && block.rows.length === 0),
      );
      assert.deepEqual(empty, []);
    }
    // A block that failed is of a kind of its own.
    assert.deepEqual([...kinds].sort(), [...BLOCK_KINDS].sort());
  });

  it('come from templates that can be copied to a file and read again', () => {
    for (const template of Object.values(BUILT_IN_TEMPLATES)) {
      const made = template();
      const { template: read, problems, warnings } = readTemplate(templateText(made, './x.json'), catalog, MADE_TABLES);
      assert.deepEqual(
        [...problems, ...warnings].map(({ error }) => error.message),
        [],
      );
      assert.deepEqual(read, JSON.parse(JSON.stringify(made)));
    }
  });
});
