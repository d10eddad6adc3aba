import assert from 'node:assert/strict';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { comparisonChoices } from '../../../../src/features/reportPanel/comparisonChoices.js';
import { catalog } from '../../../support/catalog.js';

const { connections } = readConnections([
  { id: 'contoso', name: 'Contoso' },
  { id: 'fabrikam', name: 'Fabrikam' },
  {
    id: 'gov',
    name: 'Government',
    cloud: 'usgov',
    clientId: '11111111-2222-3333-4444-555555555555',
    tenantId: '11111111-2222-3333-4444-555555555556',
  },
]);
const choicesOf = (report: string, period?: string) =>
  comparisonChoices(
    { connection: 'contoso', report, ...(period === undefined ? {} : { period }) },
    catalog,
    connections,
  );

describe('what a report can be compared with', () => {
  it('is its own days before, the same report of other tenants, then other series of the same period, the own tenant’s first', () => {
    const { earlier, sameReport, others } = choicesOf('getTeamsUserActivityCounts', 'D30')!;
    assert.ok(earlier, 'its own days before');
    assert.deepEqual(
      sameReport.map(({ ref }) => ref),
      ['fabrikam', 'gov', 'sample', 'sample-concealed'].map((connection) => ({
        connection,
        report: 'getTeamsUserActivityCounts',
        period: 'D30',
      })),
    );
    assert.deepEqual(
      others.map(({ connection }) => connection.id),
      ['contoso', 'fabrikam', 'gov', 'sample', 'sample-concealed'],
    );
    const names = others[0]!.reports.map(({ definition }) => definition.name);
    assert.ok(names.includes('getEmailActivityCounts') && !names.includes('getTeamsUserActivityCounts'));
    assert.ok(
      others.every(
        ({ reports }) =>
          reports.length > 0 &&
          reports.every(({ definition, ref }) => definition.kind === 'daily-series' && ref.period === 'D30'),
      ),
    );
  });

  it('leaves out what a tenant’s cloud does not publish', () => {
    const skype = catalog.reports.find(
      ({ kind, product, clouds }) => kind === 'daily-series' && product === 'skype' && !clouds.includes('usgov'),
    )!;
    const { sameReport, others } = choicesOf(skype.name, 'D30')!;
    assert.ok(!sameReport.some(({ connection }) => connection.id === 'gov'));
    const { reports } = others.find(({ connection }) => connection.id === 'gov')!;
    assert.ok(reports.length > 0 && reports.every(({ definition }) => definition.clouds.includes('usgov')));
  });

  it('of counts is the same report of another tenant only', () => {
    const counts = choicesOf('getOffice365ServicesUserCounts', 'D7')!;
    assert.deepEqual([counts.sameReport.length, counts.others.length, counts.earlier], [4, 0, false]);
    assert.equal(choicesOf('getOffice365ActivationCounts')!.sameReport.length, 4);
  });

  it('of people, sites and groups is nothing', () => {
    assert.equal(choicesOf('getTeamsUserActivityUserDetail', 'D7'), undefined);
    assert.equal(choicesOf('getNothing', 'D7'), undefined);
  });
});
