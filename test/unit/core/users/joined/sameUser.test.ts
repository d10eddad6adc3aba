import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { addDays } from '../../../../../src/base/dates.js';
import { ACTIVE_USERS, COPILOT_USAGE, JOINED_REPORTS } from '../../../../../src/core/users/joined/joinedReports.js';
import { fuzz } from '../../../../support/fuzz.js';
import { type Cells, join, pick, REFRESHED, rowsOf, userReport } from './support.js';

const UPN = 'User Principal Name';
/** Reports with an amount, and what the joined table calls it. */
const AMOUNTS = [
  ['getEmailActivityUserDetail', 'Send Count', 'Mail Sent'],
  ['getMailboxUsageDetail', 'Storage Used (Byte)', 'Mailbox Storage Used (Byte)'],
  ['getOneDriveActivityUserDetail', 'Synced File Count', 'OneDrive Files Synced'],
  ['getSharePointActivityUserDetail', 'Visited Page Count', 'SharePoint Pages Visited'],
  ['getYammerActivityUserDetail', 'Liked Count', 'Viva Engage Messages Liked'],
] as const;

const hashOf = (name: string) => createHash('md5').update(name.toLowerCase()).digest('hex').toUpperCase();
const nameOf = (user: number) => `user${user}@contoso.com`;

describe('rows of the same user', () => {
  const users = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 12 });

  const around = fc.constantFrom('', ' ', '  ', '\t', '\u00A0');
  fuzz(
    'are found whatever blanks are around a name, which is shown as the newest report has it',
    60,
    fc.tuple(users, fc.array(around, { minLength: 4, maxLength: 4 }), fc.boolean()),
    async ([numbers, [before = '', after = '', other = '', last = ''], isFirstNewer]) => {
      const written = (number: number, at: number) =>
        at === 0 ? `${before}${nameOf(number)}${after}` : `${other}${nameOf(number)}${last}`;
      const reports = await Promise.all(
        AMOUNTS.slice(0, 2).map(([name, column], at) =>
          userReport(
            name,
            numbers.map((number) => ({ [UPN]: written(number, at), [column]: String(number) })),
            { refreshDate: (at === 0) === isFirstNewer ? REFRESHED : addDays(REFRESHED, -1) },
          ),
        ),
      );
      const { table } = await join(reports);
      assert.deepEqual(
        rowsOf(table).map((row) => pick(row, [UPN, 'Mail Sent', 'Mailbox Storage Used (Byte)'])),
        numbers.map((number) => [written(number, isFirstNewer ? 0 : 1), String(number), String(number)]),
      );
    },
  );

  /** How the service conceals an ID. */
  const concealed = fc.constantFrom(
    hashOf('id'),
    '<PII:H101(1a2b)>',
    '00000000-0000-0000-0000-000000000000',
    '(Unknown)',
    'D41D8CD98F00B204E9800998ECF8427E',
  );
  fuzz(
    'are found by the name that can be read, beside which an ID is concealed in one report, or for some users',
    60,
    fc.tuple(users, fc.array(fc.option(concealed), { minLength: 30, maxLength: 30 }), concealed),
    async ([numbers, ids, everywhere]) => {
      const idOf = (number: number) => `11111111-1111-4111-8111-${String(number).padStart(12, '0')}`;
      const hidden = (number: number) => (everywhere.length === 32 ? hashOf(idOf(number)) : everywhere);
      const rows = (of: (number: number) => string) =>
        numbers.map((number) => ({ [UPN]: nameOf(number), 'User Id': of(number) }));
      for (const first of [(number: number) => ids[number] ?? idOf(number), hidden]) {
        const { table } = await join([
          await userReport('getTeamsUserActivityUserDetail', rows(first)),
          await userReport('getTeamsDeviceUsageUserDetail', rows(idOf)),
        ]);
        assert.deepEqual(
          rowsOf(table).map((row) => pick(row, [UPN])),
          numbers.map((number) => [nameOf(number)]),
        );
      }
    },
  );

  fuzz(
    'are found in any order of the reports and of their rows',
    60,
    fc.tuple(
      fc.tuple(...AMOUNTS.map(() => users)),
      fc.shuffledSubarray([...AMOUNTS.keys()], { minLength: AMOUNTS.length }),
      fc.boolean(),
    ),
    async ([inReports, order, upper]) => {
      const read = (at: number) => {
        const [name, column] = AMOUNTS[at]!;
        const rows = inReports[at]!.map((user) => ({
          [UPN]: upper && at % 2 === 1 ? nameOf(user).toUpperCase() : nameOf(user),
          [column]: String(user),
        }));
        return userReport(name, rows);
      };
      const inOrder = await join(await Promise.all([...AMOUNTS.keys()].map(read)));
      const shuffled = await join(await Promise.all(order.map(read)));
      assert.deepEqual(rowsOf(shuffled.table), rowsOf(inOrder.table));
      assert.deepEqual(shuffled.facts, inOrder.facts);
      assert.equal(inOrder.table.rowCount, new Set(inReports.flat()).size);
      for (const row of rowsOf(inOrder.table)) {
        const amounts = pick(
          row,
          AMOUNTS.map(([, , column]) => column),
        ).filter((amount) => amount !== undefined);
        assert.deepEqual(new Set(amounts.map((amount) => nameOf(Number(amount)))), new Set([row[UPN]?.toLowerCase()]));
      }
    },
  );

  fuzz(
    'are found where names are concealed, among those reports alone, and the others are counted',
    60,
    fc.tuple(fc.tuple(...AMOUNTS.map(() => users)), fc.array(fc.boolean(), { minLength: 5, maxLength: 5 })),
    async ([inReports, hidden]) => {
      const reports = await Promise.all(
        AMOUNTS.map(([name, column], at) =>
          userReport(
            name,
            inReports[at]!.map((user) => ({
              [UPN]: hidden[at] === true ? hashOf(nameOf(user)) : nameOf(user),
              [column]: String(user),
            })),
          ),
        ),
      );
      const concealed = hidden.filter(Boolean).length > AMOUNTS.length / 2;
      const { table, facts } = await join(reports);
      const alike = await join(reports.filter((_, at) => hidden[at] === concealed));
      const asNotFetched = (row: Cells) =>
        Object.fromEntries(
          Object.entries(row).map(([key, text]) => [key, text === 'Not joined' ? 'Not fetched' : text]),
        );
      assert.deepEqual(rowsOf(table).map(asNotFetched), rowsOf(alike.table));
      assert.equal(facts.concealed, concealed);
      for (const [at, [name]] of AMOUNTS.entries()) {
        const source = facts.sources.find(({ report }) => report === name);
        const left = hidden[at] === concealed ? 0 : inReports[at]!.length;
        assert.deepEqual([source?.state, source?.leftOut.otherNames], [left === 0 ? 'used' : 'otherNames', left]);
        const states = table.columnIndex(JOINED_REPORTS.find(({ report }) => report === name)?.states ?? '');
        const said = Array.from({ length: states < 0 ? 0 : table.rowCount }, (_, row) => table.text(row, states));
        assert.ok(said.every((state) => (state === 'Not joined') === left > 0 && state !== 'Not fetched'));
      }
      assert.deepEqual(
        table.columns.filter((column) => column.concealed).map(({ name }) => name),
        concealed ? [UPN, 'Display Name'] : [],
      );
    },
  );

  fuzz(
    'are those of one holder of a name, however many had it one after the other',
    100,
    fc.record({
      // Days between two deletions, and since the last one: more than a week after the last service has noticed the one before.
      gaps: fc.array(fc.integer({ min: 11, max: 40 }), { minLength: 1, maxLength: 4 }),
      isTaken: fc.boolean(),
      isLate: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      differs: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
    }),
    async ({ gaps, isTaken, isLate, differs }) => {
      const deletions = gaps.map((_, at) => addDays(REFRESHED, -gaps.slice(at).reduce((sum, gap) => sum + gap, 0)));
      const reports = await Promise.all(
        AMOUNTS.slice(0, 4).map(([name, column], at) => {
          const day = isLate[at] === true ? addDays(REFRESHED, -1) : REFRESHED;
          const rows: Cells[] = deletions.map((deletion, holder) => ({
            [UPN]: nameOf(1),
            [column]: String(holder),
            'Is Deleted': 'True',
            // Services notice it on different days.
            'Deleted Date': addDays(deletion, differs[at] ?? 0),
          }));
          const successor = { [UPN]: nameOf(1), [column]: String(deletions.length), 'Is Deleted': 'False' };
          return userReport(name, isTaken ? [successor, ...rows] : rows, { refreshDate: day });
        }),
      );
      const { table } = await join(reports);
      const found = rowsOf(table).map((row) =>
        pick(
          row,
          AMOUNTS.slice(0, 4).map(([, , column]) => column),
        ),
      );
      const holders = isTaken ? [...gaps.keys(), gaps.length] : [...gaps.keys()];
      assert.deepEqual(
        found.sort(),
        holders.map((holder) => [holder, holder, holder, holder].map(String)),
      );
    },
  );

  fuzz(
    'are those of the successor where their report has the deleted user, too, whatever days of the deletion reports say',
    100,
    fc.record({
      // Days before the newest report: of the report, and of the deletion if it says one.
      reports: fc.array(
        fc.record({
          age: fc.nat(3),
          deletion: fc.option(fc.integer({ min: 3, max: 7 })),
          successorFirst: fc.boolean(),
        }),
        { minLength: 4, maxLength: 4 },
      ),
    }),
    async ({ reports }) => {
      const read = await Promise.all(
        reports.map(({ age, deletion, successorFirst }, at) => {
          const [name, column] = AMOUNTS[at]!;
          const deleted: Cells = {
            ...{ [UPN]: nameOf(1), [column]: '1', 'Is Deleted': 'True' },
            'Deleted Date': deletion === null ? '' : addDays(REFRESHED, -deletion),
          };
          const successor: Cells = { [UPN]: nameOf(1), [column]: '2', 'Is Deleted': 'False', 'Deleted Date': '' };
          const rows = successorFirst ? [successor, deleted] : [deleted, successor];
          return userReport(name, rows, { refreshDate: addDays(REFRESHED, -age) });
        }),
      );
      const { table } = await join(read);
      const columns = ['Is Deleted', ...AMOUNTS.slice(0, 4).map(([, , column]) => column)];
      assert.deepEqual(
        rowsOf(table)
          .map((row) => pick(row, columns))
          .sort(),
        [
          ['False', '2', '2', '2', '2'],
          ['True', '1', '1', '1', '1'],
        ],
      );
    },
  );

  it('is that of the successor where only another report of the day before has both', async () => {
    const both = (report: string, refreshDate: string) =>
      userReport(
        report,
        [
          { [UPN]: nameOf(1), 'Is Deleted': 'True', 'Deleted Date': '' },
          { [UPN]: nameOf(1), 'Is Deleted': 'False', 'Deleted Date': '' },
        ],
        { refreshDate },
      );
    const { table } = await join([
      await both(ACTIVE_USERS, REFRESHED),
      await both('getEmailActivityUserDetail', addDays(REFRESHED, -2)),
      await userReport('getFormsUserActivityUserDetail', [{ [UPN]: nameOf(1), 'Created Count': '2' }], {
        refreshDate: addDays(REFRESHED, -1),
      }),
    ]);
    assert.deepEqual(
      rowsOf(table)
        .map((row) => pick(row, ['Is Deleted', 'Forms Created']))
        .sort(),
      [
        ['False', '2'],
        ['True', undefined],
      ],
    );
  });

  it('is that of who was deleted last, where nobody has the name now and a report says nothing of deletions', async () => {
    const { table } = await join([
      await userReport('getEmailActivityUserDetail', [
        { [UPN]: nameOf(1), 'Is Deleted': 'True', 'Deleted Date': '2026-11-01', 'Send Count': '1' },
      ]),
      await userReport('getFormsUserActivityUserDetail', [{ [UPN]: nameOf(1), 'Created Count': '2' }]),
    ]);
    assert.deepEqual(
      rowsOf(table).map((row) => pick(row, ['Is Deleted', 'Mail Sent', 'Forms Created'])),
      [['True', '1', '2']],
    );
  });

  it('is one of each user where a file has several periods: that of the longest', async () => {
    const prompts = 'Prompts submitted for all apps';
    const rows = ['7', '180', '28'].flatMap((days) => [
      { [UPN]: nameOf(1), 'Report Period': days, [prompts]: days },
      { [UPN]: nameOf(2), 'Report Period': days, [prompts]: days },
    ]);
    const { table, facts } = await join([await userReport(COPILOT_USAGE, rows, { period: 'ALL' })]);
    assert.deepEqual(
      rowsOf(table).map((row) => pick(row, [UPN, 'Copilot Prompts'])),
      [
        [nameOf(1), '180'],
        [nameOf(2), '180'],
      ],
    );
    const source = facts.sources.find(({ report }) => report === COPILOT_USAGE);
    assert.deepEqual([source?.rowCount, source?.leftOut.repeated], [2, 0]);
  });

  it('is nobody’s where a name is written as it is for everyone', async () => {
    const hidden = ['(Unknown)', '00000000-0000-0000-0000-000000000000', 'D41D8CD98F00B204E9800998ECF8427E', ''];
    const rows = [...hidden, nameOf(1), nameOf(2)].map((name) => ({ [UPN]: name, 'Display Name': 'X' }));
    const { table, facts } = await join([await userReport(ACTIVE_USERS, rows)]);
    assert.deepEqual([table.rowCount, facts.sources[0]?.leftOut.noName], [2, hidden.length]);
  });
});
