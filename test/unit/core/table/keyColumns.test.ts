import assert from 'node:assert/strict';
import { keyColumnsOf } from '../../../../src/core/table/store/keyColumns.js';
import { catalog } from '../../../support/catalog.js';

/** Names of the key columns of a report whose file has these columns; all documented ones by default. */
function keyNames(report: string, names?: readonly string[]): readonly (string | undefined)[] {
  const definition = catalog.find(report) ?? assert.fail(report);
  const columns = (names ?? definition.columns.map(({ name }) => name)).map((name) => ({ name }));
  return keyColumnsOf(definition, columns).map((index) => columns[index]?.name);
}

describe('key columns', () => {
  it('are found in every report that names its keys', () => {
    for (const definition of catalog.reports) {
      const found = keyNames(definition.name);
      assert.equal(found.length, definition.keys.length, definition.name);
      assert.ok(
        found.every((name) => name !== undefined),
        definition.name,
      );
    }
  });

  it('name a user, a team, a site, or a group instead of giving its ID', () => {
    assert.deepEqual(keyNames('getTeamsUserActivityUserDetail'), ['User Principal Name']);
    assert.deepEqual(keyNames('getTeamsTeamActivityDetail'), ['Team Name']);
    assert.deepEqual(keyNames('getSharePointSiteUsageDetail'), ['Site URL']);
    assert.deepEqual(keyNames('getOffice365GroupsActivityDetail'), ['Group Display Name']);
    assert.deepEqual(keyNames('getTeamsTeamActivityDetail', ['Report Period', 'team id']), ['team id']);
  });

  it('are all of the keys, in the order of the catalog', () => {
    assert.deepEqual(keyNames('getApiUsage'), ['Date', 'Service Area', 'App ID']);
    assert.deepEqual(keyNames('getOneDriveUsageStorage', ['Site Type', 'Report Date']), ['Report Date', 'Site Type']);
    assert.deepEqual(keyNames('getOneDriveUsageStorage', ['Anything else']), []);
    assert.deepEqual(keyNames('getEmailAppUsageAppsUserCounts'), []);
  });
});
