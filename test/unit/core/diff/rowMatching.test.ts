import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { type Diff, diffOf } from '../../../../src/core/diff/diff.js';
import { changeKinds } from '../../../../src/shared/diff.js';
import { foldText } from '../../../../src/base/foldText.js';
import { catalog } from '../../../support/catalog.js';
import { csv, csvFile, definition } from '../table/support.js';

function report(name: string): ReportDefinition {
  return catalog.find(name) ?? assert.fail(name);
}

async function compareFiles(before: string, after: string, name: string): Promise<Diff> {
  const of = report(name);
  const table = (file: string) => csv(readFileSync(path.join('test', 'fixtures', 'reports', `${file}.csv`)), of);
  return diffOf(await table(before), await table(after), of);
}

const countsOf = ({ changed, added, gone, unchanged }: Diff) => ({ changed, added, gone, unchanged });

/**
 * Everything that a diff says, whatever the order of its rows.
 *
 * @param how `mirrored`: what it says of the same snapshots when they are exchanged; `forward`: the same without exchanging them
 */
function said({ table: { table, ranges, content }, ...diff }: Diff, how?: 'mirrored' | 'forward'): unknown {
  const mirrored = how === 'mirrored';
  const name = (column: number) => table.columns[column]?.name ?? '';
  const columns = content.toSorted((one, other) => (name(one.column) < name(other.column) ? -1 : 1));
  // Which of two spellings of the same value is shown, depends on the snapshot.
  const cell = (row: number, column: number) => foldText(table.text(row, column)).replace(/^1[.]0$/, '1');
  const rows = changeKinds.flatMap((kind) =>
    Array.from({ length: ranges[kind].end - ranges[kind].start }, (_, at) => {
      const row = ranges[kind].start + at;
      // A row that changed shows what the newer snapshot has, also in columns that the older one lacks.
      const isOwn = (column: number) => [...diff.onlyBefore, ...diff.onlyAfter].includes(name(column));
      const compared = columns.filter(({ column }) => how === undefined || kind !== 'changed' || !isOwn(column));
      const cells = compared.map(({ column, before }) => {
        const values = [cell(row, kind === 'changed' ? (before ?? column) : column), cell(row, column)];
        return `${name(column)}: ${(mirrored ? values.reverse() : values).join(' > ')}`;
      });
      const shown = mirrored ? { changed: 'changed', added: 'gone', gone: 'added' }[kind] : kind;
      return [shown, ...cells].join(', ');
    }),
  );
  const { changed, unchanged } = diff;
  const [added, gone] = mirrored ? [diff.gone, diff.added] : [diff.added, diff.gone];
  return { changed, unchanged, added, gone, rows: rows.sort() };
}

describe('matching the rows of two snapshots', () => {
  it('takes a deleted mailbox and its successor for two, whatever their order', async () => {
    const name = 'getMailboxUsageDetail';
    const gone = await compareFiles('recreated-mailbox-before', 'recreated-mailbox-after', name);
    assert.deepEqual(countsOf(gone), { changed: 0, added: 0, gone: 1, unchanged: 2 });
    const deleted = gone.table.table;
    assert.equal(deleted.text(0, deleted.columnIndex('Is Deleted')), 'True');
    const reordered = await compareFiles('recreated-mailbox-before', 'recreated-mailbox-other-order', name);
    assert.deepEqual(countsOf(reordered), { changed: 0, added: 0, gone: 0, unchanged: 3 });
  });

  it('finds no change where only the order differs: groups of one name, OneDrives without an address', async () => {
    const groups = await compareFiles(
      'same-group-name-before',
      'same-group-name-after',
      'getYammerGroupsActivityDetail',
    );
    assert.deepEqual(countsOf(groups), { changed: 0, added: 0, gone: 0, unchanged: 2 });
    const drives = await compareFiles(
      'onedrive-no-url-before',
      'onedrive-no-url-after',
      'getOneDriveUsageAccountDetail',
    );
    assert.deepEqual(countsOf(drives), { changed: 0, added: 0, gone: 0, unchanged: 5 });
    assert.deepEqual(drives.matching, { by: 'keys', columns: ['Site Id'], unusableKeys: ['Site URL'] });
  });

  it('takes user principal names for the same in any case, and letters in any composition', async () => {
    const diff = await compareFiles('upn-case-before', 'upn-case-after', 'getMailboxUsageDetail');
    assert.deepEqual(countsOf(diff), { changed: 0, added: 0, gone: 0, unchanged: 1 });
    const composed = await compare([['zoë@x', 'Zoë', '1']], [['ZOE\u0308@x', 'Zoe\u0308', '1']]);
    assert.deepEqual(countsOf(composed), { changed: 0, added: 0, gone: 0, unchanged: 1 });
    const renamed = await compare([['zoë@x', 'Zoë', '1']], [['zoë@x', 'ZOË', '1']]);
    assert.deepEqual(renamed.changedColumns, [{ name: 'Name', rows: 1 }]);
  });

  it('matches rows of one key that are most alike', async () => {
    const diff = await compare(
      [
        ['a@x', 'Old', '1', 'P'],
        ['a@x', 'New', '2', 'Q'],
      ],
      [
        ['a@x', 'New', '3', 'Q'],
        ['a@x', 'Old', '1', 'R'],
      ],
    );
    assert.deepEqual(diff.changedColumns.map(({ name }) => name).sort(), ['Count', 'Note']);
    assert.equal(diff.changed, 2);
  });

  it('follows a renamed user by an identifier that nobody announced, and says so', async () => {
    const rows = (upn: string) => [
      [upn, 'Ada', '1', '', '11111111-0000-4000-8000-000000000001'],
      ['b@x', 'Ben', '1', '', '11111111-0000-4000-8000-000000000002'],
    ];
    const diff = await compare(rows('a@x'), rows('ada@x').reverse(), [...names, 'Directory Object']);
    assert.deepEqual(countsOf(diff), { changed: 1, added: 0, gone: 0, unchanged: 1 });
    assert.deepEqual(diff.alsoMatchedBy, ['Directory Object']);
  });

  it('takes nobody for somebody else because a column happens to differ in every row', async () => {
    const diff = await compare(
      [['a@x', 'Ada', '1', 'User']],
      [['b@x', 'Ben', '1', 'Shared']],
      [...names.slice(0, 3), 'Type'],
    );
    assert.deepEqual(countsOf(diff), { changed: 0, added: 1, gone: 1, unchanged: 0 });
  });

  it('does not take a blank key for a key', async () => {
    const blank = (count: string) => ['', '', count, ''];
    const others = ['a@x', 'b@x', 'c@x'].map((upn) => [upn, upn, '1', '']);
    const diff = await compare([...others, blank('1'), blank('2')], [blank('3'), ...others]);
    assert.deepEqual(countsOf(diff), { changed: 0, added: 1, gone: 2, unchanged: 3 });
    assert.deepEqual(diff.duplicates, { before: 0, after: 0 });
  });

  it('keeps the periods of one file apart', async () => {
    const of = report('getMicrosoft365CopilotUsageUserDetail');
    const columns = [
      'Report Refresh Date',
      'User Principal Name',
      'Display Name',
      'Last Activity Date',
      'Report Period',
    ];
    const rows = (day: string, last: string) =>
      ['7', '30', '90', '180'].map((period) => [day, 'ada@x', 'Ada', period === '7' ? last : '2026-10-01', period]);
    const table = (day: string, last: string) => csv(csvFile([columns, ...rows(day, last)]), of);
    const diff = await diffOf(await table('2026-11-17', ''), await table('2026-11-18', '2026-11-16'), of);
    assert.deepEqual(countsOf(diff), { changed: 1, added: 0, gone: 0, unchanged: 3 });
    assert.deepEqual(diff.duplicates, { before: 0, after: 0 });
    assert.deepEqual(diff.ignored, ['Report Refresh Date']);
  });

  const names = ['User Principal Name', 'Name', 'Count', 'Note'];
  const people = definition(
    [
      { name: 'User Principal Name', type: 'text', identity: true },
      { name: 'Name', type: 'text' },
      { name: 'Count', type: 'number' },
      { name: 'Note', type: 'text' },
    ],
    { keys: ['User Principal Name'] },
  );

  async function compare(
    before: readonly (readonly string[])[],
    after: readonly (readonly string[])[],
    header: readonly string[] | readonly [readonly string[], readonly string[]] = names,
    of: ReportDefinition = people,
  ): Promise<Diff> {
    const [headerBefore, headerAfter] = (typeof header[0] === 'string' ? [header, header] : header) as [
      string[],
      string[],
    ];
    const table = (columns: readonly string[], rows: readonly (readonly string[])[]) =>
      csv(csvFile([columns, ...rows.map((row) => row.slice(0, columns.length))]), of);
    return diffOf(await table(headerBefore, before), await table(headerAfter, after), of);
  }

  const anyRow = fc.tuple(
    fc.constantFrom('a@x', 'A@x', 'b@x', 'é@x', 'e\u0301@x', '', '(Unknown)'),
    fc.constantFrom('', 'N', 'M'),
    fc.constantFrom('', '0', '1', '01', '1.0', 'odd'),
    fc.constantFrom('', 'x', 'y'),
    fc.constantFrom('11111111-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000002', '', 'z'),
  );
  const anyRows = fc.array(anyRow, { maxLength: 9 });
  const anyHeaders = fc.constantFrom(
    [names, names],
    [names, names.slice(0, 3)],
    [names.slice(0, 3), names],
    [
      [...names, 'Site Id'],
      [...names, 'Site Id'],
    ],
  );
  const anyDefinition = fc.constantFrom(
    people,
    { ...people, keys: [] },
    { ...people, keys: ['User Principal Name', 'Note'] },
  );
  const shuffled = <T>(rows: readonly T[], seed: readonly number[]) =>
    rows
      .map((row, at) => ({ row, rank: seed[at % Math.max(1, seed.length)] ?? 0, at }))
      .sort((one, other) => one.rank - other.rank || other.at - one.at)
      .map(({ row }) => row);
  const seeds = fc.array(fc.nat(100), { maxLength: 9 });

  it('does not depend on the order of the rows, and is mirrored where the snapshots are exchanged', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, anyHeaders, anyDefinition, seeds, async (before, after, headers, of, seed) => {
        const diff = await compare(before, after, headers, of);
        const permuted = await compare(shuffled(before, seed), shuffled(after, [...seed].reverse()), headers, of);
        assert.deepEqual(said(permuted), said(diff));
        const [one = [], other = []] = headers;
        const back = await compare(after, before, [other, one], of);
        assert.deepEqual(said(back, 'mirrored'), said(diff, 'forward'));
      }),
      { numRuns: 100 },
    );
  });

  it('finds nothing between a snapshot and itself', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyDefinition, seeds, async (rows, of, seed) => {
        const diff = await compare(rows, shuffled(rows, seed), names, of);
        assert.deepEqual([diff.changed, diff.added, diff.gone], [0, 0, 0]);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order in a large group of one key either', async () => {
    const rows = (count: number, step: number) =>
      Array.from({ length: count }, (_, at) => ['a@x', `N${at % 40}`, String((at * step) % 97), `note ${at % 7}`]);
    const [before, after] = [rows(300, 3), rows(280, 5)];
    const diff = await compare(before, after);
    assert.equal(diff.gone, 20);
    assert.deepEqual(said(await compare([...before].reverse(), shuffled(after, [5, 1, 3, 2]))), said(diff));
  });
});
