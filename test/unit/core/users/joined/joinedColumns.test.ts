import assert from 'node:assert/strict';
import { userQuickFiltersOf } from '../../../../../src/core/table/query/userQuickFilters.js';
import { userColumns } from '../../../../../src/core/catalog/userColumns.js';
import {
  JOINED_COLUMN_INFOS,
  JOINED_COLUMNS,
  USERS_REPORT,
} from '../../../../../src/core/users/joined/joinedColumns.js';
import { HIDDEN_AT_FIRST } from '../../../../../src/core/users/joined/hiddenAtFirst.js';
import {
  ACTIVE_USERS,
  ACTIVE_USERS_NAMES,
  JOINED_REPORTS,
  SKIPPED_REPORTS,
} from '../../../../../src/core/users/joined/joinedReports.js';
import { activeUsersColumn, PRODUCTS } from '../../../../../src/core/users/joined/keptReport.js';
import { catalog } from '../../../../support/catalog.js';

describe('the columns of all users', () => {
  it('are of every detail report about users', () => {
    const about = catalog.reports.filter(
      (report) => report.kind === 'detail' && userColumns(report)?.isSubject === true,
    );
    assert.deepEqual(
      [...JOINED_REPORTS.map(({ report }) => report), ...SKIPPED_REPORTS].sort(),
      about.map(({ name }) => name).sort(),
    );
  });

  for (const { report, measures, lastActivity } of JOINED_REPORTS) {
    it(`are made of columns that ${report} has, of the same types`, () => {
      const columns = catalog.find(report)?.columns ?? [];
      const typeOf = (name: string) => columns.find((column) => column.name === name)?.type;
      if (lastActivity !== undefined) {
        assert.equal(typeOf(lastActivity), 'date');
      }
      for (const { name, from, type, unit } of measures) {
        if (typeof from === 'string') {
          const column = columns.find((one) => one.name === from);
          assert.deepEqual([column?.type, column?.unit], [type, unit], name);
        } else {
          assert.equal(type, 'list', name);
          assert.ok(
            from.every((flag) => ['boolean', 'list'].includes(typeOf(flag) ?? '')),
            name,
          );
        }
      }
    });
  }

  it('take licenses from columns that the report of active users has', () => {
    const types = new Map(catalog.find(ACTIVE_USERS)?.columns.map(({ name, type }) => [name, type]));
    for (const service of ACTIVE_USERS_NAMES.values()) {
      assert.equal(types.get(activeUsersColumn.licensed(service)), 'boolean', service);
      assert.equal(types.get(activeUsersColumn.assigned(service)), 'date', service);
      assert.equal(types.get(activeUsersColumn.lastActivity(service)), 'date', service);
    }
    assert.equal(types.get(PRODUCTS), 'list');
  });

  it('have different names, and say why they are blank in a column of texts', () => {
    const names = JOINED_COLUMNS.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const texts = new Set(JOINED_COLUMNS.flatMap(({ name, type }) => (type === 'text' ? [name] : [])));
    const named = JOINED_COLUMN_INFOS.flatMap(({ blanksIn }) => blanksIn ?? []);
    assert.deepEqual(
      named.filter((name) => !texts.has(name)),
      [],
    );
    assert.ok(named.length > JOINED_COLUMNS.length / 2);
  });

  it('begin with a few that one can read: who has which licenses, and was active when', () => {
    const first = JOINED_COLUMNS.map(({ name }) => name).filter((name) => !HIDDEN_AT_FIRST.includes(name));
    const services = ['Exchange', 'OneDrive', 'SharePoint', 'Teams', 'Viva Engage', 'Microsoft 365 Apps'];
    assert.deepEqual(first, [
      ...['User Principal Name', 'Display Name', 'Assigned Products'],
      ...['Last Activity Date', 'Days Since Last Activity', 'Activity Status'],
      ...[...services, 'Microsoft 365 Copilot'].map((service) => `${service} Last Activity Date`),
    ]);
    assert.equal(first.length + HIDDEN_AT_FIRST.length, JOINED_COLUMNS.length);
  });

  it('are those that the quick filters of users ask for', () => {
    const kinds = userQuickFiltersOf(JOINED_COLUMN_INFOS, '2026-11-18', () => true) ?? [];
    assert.deepEqual([...new Set(kinds.map(({ kind, subject }) => [kind, subject].filter(Boolean).join(' ')))].sort(), [
      'deleted',
      'deletedStorage Mailbox',
      'deletedStorage OneDrive',
      'inactive',
      'licensedUnused Exchange',
      'licensedUnused Microsoft 365 Copilot',
      'licensedUnused OneDrive',
      'licensedUnused SharePoint',
      'licensedUnused Skype for Business',
      'licensedUnused Teams',
      'licensedUnused Viva Engage',
      'mailOnly',
      'nearQuota Mailbox',
      'nearQuota OneDrive',
      'neverActive',
    ]);
  });

  it('are a report of no function', () => {
    assert.equal(catalog.findArchived(USERS_REPORT.name), undefined);
    assert.deepEqual(USERS_REPORT.versions, []);
  });
});
