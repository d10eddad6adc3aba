import assert from 'node:assert/strict';
import { catalog } from '../../../support/catalog.js';
import { csvOf, service } from './support.js';

const open = service({ users: 60 });
const concealed = service({ users: 60, concealed: true });
const hash = /^[0-9A-F]{32}$/;
const hashOrGuest = /^([0-9A-F]{32}|<PII:H105\([0-9A-F]+\)>@northlight\.example)$/;
const zeros = '00000000-0000-0000-0000-000000000000';

describe('Concealed names in the sample tenant', () => {
  it('are in one report anyway, and in no other', async () => {
    let checked = 0;
    for (const { name, kind, columns } of catalog.reports) {
      if (
        kind === 'detail' &&
        columns.some((column) => column.name === 'User Principal Name') &&
        name !== 'getSkypeForBusinessDeviceUsageUserDetail'
      ) {
        const { rows } = await csvOf(open, name, name === 'getOffice365ActivationsUserDetail' ? {} : { period: 'D7' });
        assert.equal(hash.test(rows[0]!['User Principal Name']!), name === 'getOneDriveActivityUserDetail', name);
        checked++;
      }
    }
    assert.ok(checked > 10);
  });

  it('can be had in all reports', async () => {
    let texts = 0;
    for (const { name, kind, columns, periods } of catalog.reports.filter((report) => report.kind === 'detail')) {
      const { rows } = await csvOf(concealed, name, periods.length === 0 ? {} : { period: 'D7' });
      for (const column of columns.filter(({ identity }) => identity && kind === 'detail')) {
        for (const text of rows.map((row) => row[column.name]).filter((text) => text !== undefined && text !== '')) {
          texts++;
          if (/Tenant|Network/.test(column.name)) {
            assert.doesNotMatch(text!, hash);
          } else if (column.name.endsWith(' Id')) {
            assert.equal(text, zeros, `${name} ${column.name}`);
          } else if (column.name === 'Owner Display Name') {
            assert.equal(text, '(Unknown)');
          } else {
            assert.match(text!, hashOrGuest, `${name} ${column.name}`);
          }
        }
      }
    }
    assert.ok(texts > 100);
  });

  it('leave no address of a site', async () => {
    const { rows } = await csvOf(concealed, 'getSharePointSiteUsageDetail', { period: 'D7' });
    assert.ok(rows.length > 0 && rows.every((row) => row['Site URL'] === ''));
    const named = await csvOf(open, 'getSharePointSiteUsageDetail', { period: 'D7' });
    assert.ok(named.rows.length === rows.length && named.rows.every((row) => row['Site URL'] !== ''));
  });

  it('hash a person to the same text in every report, and change no number', async () => {
    const [mail, teams] = await Promise.all([
      csvOf(concealed, 'getEmailActivityUserDetail', { period: 'D7' }),
      csvOf(concealed, 'getYammerActivityUserDetail', { period: 'D7' }),
    ]);
    assert.ok(mail.rows.length > 0);
    assert.deepEqual(
      mail.rows.map((row) => row['User Principal Name']),
      teams.rows.map((row) => row['User Principal Name']),
    );
    const named = await csvOf(open, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.deepEqual(
      mail.rows.map((row) => row['Send Count']),
      named.rows.map((row) => row['Send Count']),
    );
  });

  it('do not touch counts of a day', async () => {
    assert.deepEqual(
      await csvOf(concealed, 'getTeamsUserActivityCounts', { period: 'D7' }),
      await csvOf(open, 'getTeamsUserActivityCounts', { period: 'D7' }),
    );
  });
});
