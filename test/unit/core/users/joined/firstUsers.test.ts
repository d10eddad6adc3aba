import assert from 'node:assert/strict';
import { TimeSlicer } from '../../../../../src/base/timeSlicer.js';
import { firstUsers } from '../../../../../src/core/users/joined/firstUsers.js';
import { JOINED_COLUMNS } from '../../../../../src/core/users/joined/joinedColumns.js';
import { ACTIVE_USERS } from '../../../../../src/core/users/joined/joinedReports.js';
import { blankReason, USER_STATES } from '../../../../../src/shared/blankReasons.js';
import { type Cells, join, rowsOf, userReport } from './support.js';

const EMAIL = 'getEmailActivityUserDetail';

const users: readonly Cells[] = [
  {
    'User Principal Name': 'ana@contoso.com',
    'Display Name': 'Ana',
    'Is Deleted': 'False',
    'Has Exchange License': 'True',
    'Exchange Last Activity Date': '2026-11-10',
    'Exchange License Assign Date': '2025-01-02',
    'Assigned Products': 'MICROSOFT 365 E5',
  },
  { 'User Principal Name': 'ben@contoso.com', 'Display Name': '', 'Is Deleted': 'False' },
];
const mail: readonly Cells[] = users.map(({ 'User Principal Name': name = '' }) => ({
  'User Principal Name': name,
  'Is Deleted': 'False',
  'Last Activity Date': '2026-11-17',
  'Send Count': '7',
}));

describe('the first users, while all others are read', () => {
  for (const [report, rows] of [
    [ACTIVE_USERS, users],
    [EMAIL, mail],
  ] as const) {
    it(`say nothing that another report makes untrue, of ${report}`, async () => {
      const first = await firstUsers(await userReport(report, rows), new TimeSlicer(undefined));
      const whole = await join([await userReport(ACTIVE_USERS, users), await userReport(EMAIL, mail)]);
      assert.equal(first.rowCount, rows.length);
      const all = rowsOf(whole.table);
      rowsOf(first).forEach((cells, row) => {
        const said = Object.entries(cells).filter(([, text]) => text !== USER_STATES.notRead);
        assert.ok(said.length > 0);
        for (const [column, text] of said) {
          assert.equal(all[row]?.[column], text, column);
        }
      });
    });
  }

  it('have what their report says alone, and no last activity, of which others know more', async () => {
    const first = await firstUsers(await userReport(ACTIVE_USERS, users), new TimeSlicer(undefined));
    const said = rowsOf(first).map((cells) =>
      Object.fromEntries(Object.entries(cells).filter(([, text]) => text !== USER_STATES.notRead)),
    );
    assert.deepEqual(said, [
      {
        'User Principal Name': 'ana@contoso.com',
        'Display Name': 'Ana',
        'Assigned Products': 'MICROSOFT 365 E5',
        'Exchange Licensed': 'True',
        'Exchange License Assigned': '2025-01-02',
      },
      { 'User Principal Name': 'ben@contoso.com' },
    ]);
  });

  it('say of every blank that it is still being read, in the columns of the whole table', async () => {
    const { columns, data, rowCount } = await firstUsers(
      await userReport(ACTIVE_USERS, users),
      new TimeSlicer(undefined),
    );
    assert.deepEqual(
      columns.map(({ name, type }) => ({ name, type })),
      JOINED_COLUMNS.map(({ name, type }) => ({ name, type })),
    );
    const indexOf = new Map(columns.map(({ name }, index) => [name, index]));
    for (const [index, { name, type, blanksIn, ownTexts }] of columns.entries()) {
      for (let row = 0; row < rowCount; row++) {
        const why = ownTexts === true ? index : (indexOf.get(blanksIn ?? '') ?? assert.fail(name));
        assert.equal(blankReason(data[why]?.text(row) ?? '', type), 'notRead', name);
      }
    }
  });
});
