import assert from 'node:assert/strict';
import { namesUsers } from '../../../../../src/core/table/query/namesUsers.js';
import { STORAGE_REPORT } from '../../../../../src/core/storage/storageColumns.js';
import { USERS_REPORT } from '../../../../../src/core/users/joined/joinedColumns.js';
import type { GroupKey } from '../../../../../src/shared/query/query.js';
import type { ColumnInfo } from '../../../../../src/shared/report.js';
import { catalog } from '../../../../support/catalog.js';

const text = (name: string, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name,
  type: 'text',
  known: false,
  ...more,
});
const TEAMS = catalog.find('getTeamsUserActivityUserDetail') ?? assert.fail();
const ADDED = [
  text('User Display Name'),
  text('Department', { attributesFile: 'staff.csv' }),
  text('Manager', { attributesFile: 'staff.csv' }),
  text('Office Location', { directoryDay: '2026-10-31' }),
];

describe('names of users in an answer', () => {
  for (const definition of [TEAMS, USERS_REPORT, STORAGE_REPORT]) {
    const columns = [...definition.columns.map(({ name, type }) => ({ name, type, known: true })), ...ADDED];
    const groups = (...groupBy: GroupKey[]) => namesUsers({ version: 1, groupBy }, definition, columns);
    const rows = (...names: string[]) => namesUsers({ version: 1, columns: names }, definition, columns);

    it(`are found in groups of ${definition.name}, also of columns that nobody knows`, () => {
      const naming = definition === STORAGE_REPORT ? 'owner  principal name' : 'user  principal name';
      assert.ok(groups({ column: naming }));
      assert.ok(
        groups({ column: 'Is Deleted' }, { column: 'USER display name' }),
        'a column that the service has added',
      );
      assert.ok(groups({ column: 'User Display Name', by: 'member' }));
      assert.ok(groups({ column: 'Manager' }), 'it is somebody');
      assert.equal(groups({ column: 'No Such Column' }), false, 'the query is refused for it');
      assert.equal(groups({ column: 'User Display Name', by: 'domain' }), false);
      assert.equal(groups({ column: 'department' }, { column: 'Office Location' }, { column: 'Is Deleted' }), false);
    });

    it(`are found in rows of ${definition.name}`, () => {
      assert.ok(
        rows('Is Deleted', 'Department') &&
          rows('User Display Name') &&
          namesUsers({ version: 1 }, definition, columns),
      );
      assert.equal(rows('Is Deleted', 'last activity date'), false);
    });
  }

  it('are none in a report that is about no user', () => {
    const counts = catalog.find('getTeamsUserActivityCounts') ?? assert.fail();
    assert.equal(namesUsers({ version: 1, groupBy: [{ column: 'New Column' }] }, counts, [text('New Column')]), false);
  });
});
