import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { type Diff, diffOf } from '../../../../src/core/diff/diff.js';
import { DiffTab } from '../../../../src/core/diff/diffTab.js';
import type { ChangeKind } from '../../../../src/shared/diff.js';
import { catalog } from '../../../support/catalog.js';
import { csv, csvFile, definition } from '../table/support.js';

const people = definition(
  [
    { name: 'Report Refresh Date', type: 'date' },
    { name: 'User Principal Name', type: 'text', identity: true },
    { name: 'Display Name', type: 'text', identity: true },
    { name: 'Sent', type: 'number' },
    { name: 'Products', type: 'list' },
    { name: 'Last Activity', type: 'date' },
    { name: 'Report Period', type: 'text' },
  ],
  { keys: ['User Principal Name'] },
);
const header = people.columns.map(({ name }) => name);

async function compare(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
  of: ReportDefinition = people,
): Promise<Diff> {
  const names = of.columns.map(({ name }) => name);
  return diffOf(await csv(csvFile([names, ...before]), of), await csv(csvFile([names, ...after]), of), of);
}

/** The rows of one kind as texts, without the columns about the change. */
function rowsOf({ table: { table, ranges, content } }: Diff, change: ChangeKind): string[][] {
  const { start, end } = ranges[change];
  return Array.from({ length: end - start }, (_, row) => content.map(({ column }) => table.text(start + row, column)));
}

const ada = (
  sent: string,
  more: { products?: string; last?: string; day?: string; upn?: string; name?: string } = {},
) => [
  more.day ?? '2026-11-18',
  more.upn ?? 'ada@northlight.example',
  more.name ?? 'Ada',
  sent,
  more.products ?? '',
  more.last ?? '2026-11-17',
  '7',
];

describe('diff of two snapshots', () => {
  it('finds changed, added and gone rows by the keys of the catalog, and ignores report metadata', async () => {
    const grace = ada('1', { upn: 'grace@northlight.example', name: 'Grace' });
    const alan = ada('1', { upn: 'alan@northlight.example', name: 'Alan' });
    const diff = await compare([ada('3', { day: '2026-11-11' }), grace], [alan, ada('5')]);
    const { changed, added, gone, unchanged } = diff;
    assert.deepEqual({ changed, added, gone, unchanged }, { changed: 1, added: 1, gone: 1, unchanged: 0 });
    assert.deepEqual(diff.matching, { by: 'keys', columns: ['User Principal Name'] });
    assert.deepEqual(diff.ignored, ['Report Refresh Date', 'Report Period']);
    assert.deepEqual(diff.changedColumns, [{ name: 'Sent', rows: 1 }]);
    const { table, content, changedNamesColumn } = diff.table;
    assert.deepEqual(
      table.columns.map(({ name }) => name),
      [
        'Change',
        'Changed Columns',
        'User Principal Name',
        'Display Name',
        'Sent',
        'Products',
        'Last Activity',
        'Sent (before)',
      ],
    );
    assert.deepEqual(table.value(0, changedNamesColumn), ['Sent']);
    const sent = content.find(({ column }) => table.columns[column]?.name === 'Sent');
    assert.deepEqual([table.value(0, sent!.before!), table.value(0, sent!.column)], [3, 5]);
    assert.deepEqual(
      rowsOf(diff, 'added').map(([upn]) => upn),
      ['alan@northlight.example'],
    );
    assert.deepEqual(
      rowsOf(diff, 'gone').map(([upn]) => upn),
      ['grace@northlight.example'],
    );
  });

  it('takes another spelling for the same value, but blank not for 0', async () => {
    assert.equal(
      (
        await compare(
          [ada('3', { products: 'A+B', last: '2026-11-17' })],
          [ada('3.0', { products: 'B+A', last: '2026-11-17T00:00:00Z' })],
        )
      ).changed,
      0,
    );
    assert.equal((await compare([ada('')], [ada('0')])).changed, 1);
    assert.equal((await compare([ada('9007199254740993')], [ada('9007199254740992')])).changed, 1);
    assert.equal((await compare([ada('many')], [ada('few')])).changed, 1);
    assert.equal(
      (await compare([ada('1', { upn: 'Ada@Northlight.example' })], [ada('1')])).added,
      0,
      'a principal name knows no case',
    );
  });

  it('matches rows with the same key that are most alike, and counts them', async () => {
    const diff = await compare([ada('1'), ada('2'), ada('3')], [ada('1'), ada('9')]);
    assert.deepEqual(diff.duplicates, { before: 2, after: 1 });
    assert.deepEqual([diff.changed, diff.gone, diff.unchanged], [1, 1, 1]);
    assert.deepEqual(
      rowsOf(diff, 'gone').map((row) => row[2]),
      ['3'],
    );
  });

  it('names columns that only one snapshot has, and does not count their cells as changed', async () => {
    const old = await csv(csvFile([header, ada('1')]), people);
    const now = await csv(
      csvFile([
        [...header.filter((name) => name !== 'Sent'), 'Reactions'],
        [...ada('1').filter((_, at) => at !== 3), '4'],
      ]),
      people,
    );
    const diff = await diffOf(old, now, people);
    assert.deepEqual([diff.onlyBefore, diff.onlyAfter], [['Sent'], ['Reactions']]);
    assert.deepEqual([diff.changed, diff.unchanged], [0, 1]);
  });

  describe('where names are concealed', () => {
    const hash = (digit: number) => digit.toString(16).toUpperCase().padStart(32, '0');
    const concealed = (count: number, from = 1) =>
      Array.from({ length: count }, (_, at) => ada('1', { upn: hash(from + at), name: hash(1000 + from + at) }));
    const readable = (count: number) =>
      Array.from({ length: count }, (_, at) =>
        ada('1', { upn: `person${at}@northlight.example`, name: `Person ${at}` }),
      );

    it('uses hashes as keys', async () => {
      const { changed, added, gone, unchanged, matching } = await compare(concealed(4), concealed(4, 2));
      assert.equal(matching.by, 'keys');
      assert.deepEqual({ changed, added, gone, unchanged }, { changed: 0, added: 1, gone: 1, unchanged: 3 });
    });

    it('reports that names were concealed or made readable, instead of all rows as gone', async () => {
      const since = await compare(readable(3), concealed(3));
      assert.deepEqual(since.matching, { by: 'impossible', why: 'concealed' });
      assert.deepEqual([since.changed, since.added, since.gone, since.table.table.rowCount], [0, 0, 0, 0]);
      assert.deepEqual((await compare(concealed(3), readable(3))).matching, { by: 'impossible', why: 'readable' });
    });

    it('reports that nearly all hashes have changed', async () => {
      assert.equal((await compare(concealed(30), concealed(30, 500))).hashesChanged, true);
      assert.equal((await compare(concealed(30), concealed(30, 5))).hashesChanged, false);
      assert.equal(
        (await compare(concealed(3), concealed(3, 500))).hashesChanged,
        false,
        'three people may really have been exchanged',
      );
    });

    it('uses another name if the concealed key is the same in every row', async () => {
      const accounts = catalog.find('getOneDriveUsageAccountDetail')!;
      const row = (owner: string, files: string) =>
        accounts.columns.map(({ name }) =>
          name === 'Owner Principal Name'
            ? owner
            : name === 'Owner Display Name'
              ? hash(7)
              : name === 'File Count'
                ? files
                : '',
        );
      const diff = await compare(
        [row(hash(1), '1'), row(hash(2), '1')],
        [row(hash(2), '1'), row(hash(1), '8')],
        accounts,
      );
      assert.deepEqual(diff.matching, { by: 'keys', columns: ['Owner Principal Name'], unusableKeys: ['Site URL'] });
      assert.deepEqual([diff.changed, diff.unchanged], [1, 1]);
    });
  });

  it('shows revised, new and dropped days of a daily series with a second key', async () => {
    const storage = catalog.find('getOneDriveUsageStorage')!;
    const row = (day: string, type: string, bytes: string) =>
      storage.columns.map(({ name }) =>
        name === 'Report Date' ? day : name === 'Site Type' ? type : name === 'Storage Used (Byte)' ? bytes : '7',
      );
    const diff = await compare(
      [row('2026-11-16', 'All', '10'), row('2026-11-17', 'All', '20'), row('2026-11-17', 'OneDrive', '15')],
      [row('2026-11-17', 'All', '21'), row('2026-11-17', 'OneDrive', '15'), row('2026-11-18', 'All', '30')],
      storage,
    );
    assert.deepEqual(diff.matching, { by: 'keys', columns: ['Report Date', 'Site Type'] });
    assert.deepEqual([diff.changed, diff.added, diff.gone, diff.unchanged], [1, 1, 1, 1]);
  });

  it('compares reports without keys by their texts, and single rows with each other', async () => {
    const counts = definition([
      { name: 'Report Refresh Date', type: 'date' },
      { name: 'Web', type: 'number' },
    ]);
    const single = await compare([['2026-11-11', '3']], [['2026-11-18', '4']], counts);
    assert.deepEqual([single.matching.by, single.changed], ['cells', 1]);
    const apps = definition([
      { name: 'App', type: 'text' },
      { name: 'Users', type: 'number' },
    ]);
    const named = await compare(
      [
        ['Mail', '1'],
        ['Web', '2'],
      ],
      [
        ['Web', '2'],
        ['Mail', '5'],
      ],
      apps,
    );
    assert.deepEqual([named.matching, named.changed, named.unchanged], [{ by: 'keys', columns: ['App'] }, 1, 1]);
  });

  const cell = fc.constantFrom('', '0', '1', '2', 'odd');
  const anyRow = fc
    .tuple(fc.constantFrom('a@x', 'b@x', 'c@x', 'd@x', 'e@x'), cell, fc.constantFrom('', 'P', 'P+Q', 'Q'))
    .map(([upn, sent, products]) => ada(sent, { upn, products }));
  const anyRows = fc.array(anyRow, { maxLength: 12 });
  const compared = (rows: readonly (readonly string[])[]) =>
    rows.map((row) => JSON.stringify([row[1], row[2], row[3], row[4], row[5]])).sort();

  it('leads from one snapshot to the other, whatever they contain', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, anyRows, async (before, after) => {
        const diff = await compare(before, after);
        const { table, ranges, content } = diff.table;
        const changedBefore = Array.from({ length: ranges.changed.end }, (_, row) =>
          content.map(({ column, before: old }) => table.text(row, old ?? column)),
        );
        const as = (rows: readonly string[][]) =>
          rows.map(([upn = '', name = '', sent = '', products = '', last = '']) => [
            '',
            upn,
            name,
            sent,
            products,
            last,
          ]);
        const rest = compared(before);
        for (const row of compared(as([...changedBefore, ...rowsOf(diff, 'gone')]))) {
          assert.notEqual(rest.indexOf(row), -1, 'a row that is gone or changed was there');
          rest.splice(rest.indexOf(row), 1);
        }
        assert.equal(rest.length, diff.unchanged);
        const reached = [...rest, ...compared(as([...rowsOf(diff, 'changed'), ...rowsOf(diff, 'added')]))].sort();
        assert.deepEqual(reached, compared(after));
      }),
      { numRuns: 50 },
    );
  });

  it('finds nothing between a snapshot and itself in any order, and is symmetric', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyRow, { selector: (row) => row[1], maxLength: 5 }),
        anyRows,
        async (rows, others) => {
          const same = await compare(rows, [...rows].reverse());
          assert.deepEqual([same.changed, same.added, same.gone, same.unchanged], [0, 0, 0, rows.length]);
          const [there, back] = [await compare(rows, others), await compare(others, rows)];
          assert.deepEqual(
            [there.added, there.gone, there.changed, there.unchanged],
            [back.gone, back.added, back.changed, back.unchanged],
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it('has a tab for each kind of change: keys first, then the most changed columns, with previous values', async () => {
    const row = (upn: string, sent: string, last = '2026-11-17') => ada(sent, { upn, last });
    const diff = await compare(
      [row('a@x', '1'), row('b@x', '2', '2026-11-01'), row('c@x', '30'), row('d@x', '4')],
      [row('e@x', '9'), row('a@x', '3'), row('b@x', '20', '2026-11-18'), row('c@x', '40')],
    );
    const changed = new DiffTab(diff, 'changed');
    assert.deepEqual(
      changed.columns.map(({ name }) => name),
      ['User Principal Name', 'Sent', 'Last Activity', 'Display Name', 'Products'],
    );
    const sorted = await changed.rows({ sort: [{ column: 1, descending: true }] });
    assert.deepEqual(
      Array.from(sorted, (each) => changed.cells(each)[0]),
      ['c@x', 'b@x', 'a@x'],
    );
    assert.deepEqual(changed.cells(sorted[1]!).slice(5), [
      ['Sent', 'Last Activity'],
      null,
      2,
      '2026-11-01',
      null,
      null,
    ]);
    assert.equal((await changed.rows({ filter: '2026-11-01' })).length, 1, 'what a cell said before is found, too');
    assert.equal((await changed.rows({ filter: 'd@x' })).length, 0, 'rows of other tabs are not');
    const [added, gone] = [new DiffTab(diff, 'added'), new DiffTab(diff, 'gone')];
    assert.deepEqual(
      Array.from(await added.rows({}), (each) => added.cells(each)[0]),
      ['e@x'],
    );
    assert.deepEqual(
      Array.from(await gone.rows({ sort: [{ column: 99, descending: false }] }), (each) => gone.cells(each)[0]),
      ['d@x'],
    );
  });

  it('stops when canceled', async () => {
    const table = await csv(csvFile([header, ada('1')]), people);
    await assert.rejects(diffOf(table, table, people, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  });

  it('yields to the event loop', async () => {
    const rows = Array.from({ length: 8_000 }, (_, at) => ada(String(at), { upn: `person${at}@x` }));
    const [before, after] = [
      await csv(csvFile([header, ...rows]), people),
      await csv(csvFile([header, ...rows.map((row, at) => (at % 2 === 0 ? row : ada('x', { upn: row[1] })))]), people),
    ];
    let turns = 0;
    let compared = false;
    const others = async () => {
      while (!compared) {
        await new Promise((resolve) => setImmediate(resolve));
        turns++;
      }
    };
    const running = others();
    const diff = await diffOf(before, after, people);
    compared = true;
    await running;
    assert.equal(diff.changed, 4_000);
    assert.ok(turns > 1, `${turns} turns`);
  });
});
