import assert from 'node:assert/strict';
import { isNumeric, unitOf } from '../../../../src/shared/measures.js';
import { catalog } from '../../../support/catalog.js';

/** What the admin center shows first, as agreed for these reports. */
const first: Readonly<Record<string, string>> = {
  getOffice365ActiveUserCounts: 'Office 365',
  getTeamsDeviceUsageUserCounts: 'Windows',
  getTeamsUserActivityCounts: 'Private Chat Messages',
  getEmailAppUsageUserCounts: 'Outlook For Windows',
  getMailboxUsageQuotaStatusMailboxCounts: 'Not in good status',
  getMicrosoft365CopilotUserCountTrend: 'Any App Active Users',
  getFormsUserActivityUserCounts: 'Total Users',
  getYammerActivityCounts: 'Read',
  getOffice365GroupsActivityGroupCounts: 'Active',
  getApiUsage: 'Total requests',
};

describe('The measures that lead in the catalog', () => {
  for (const { name, kind, leads, totals = [], columns } of catalog.reports) {
    it(`${name}: ${kind === 'daily-series' ? 'has some' : 'has none'}`, () => {
      assert.equal(leads !== undefined && leads.length > 0, kind === 'daily-series');
      const measures = [...columns.filter(isNumeric), ...totals].map((measure) => measure.name);
      assert.deepEqual(
        (leads ?? []).filter((lead) => !measures.includes(lead)),
        [],
        'measures that the report does not have',
      );
      assert.equal(new Set(leads).size, leads?.length ?? 0, 'each once');
      assert.equal(leads?.[0], first[name] ?? leads?.[0]);
    });
  }

  it('names only reports that there are', () => {
    assert.deepEqual(
      Object.keys(first).filter((name) => catalog.find(name)?.name !== name),
      [],
    );
  });
});

describe('The totals of the catalog', () => {
  for (const { name, kind, totals, leads, columns } of catalog.reports.filter(
    (report) => report.totals !== undefined,
  )) {
    it(`${name}: are of columns of one unit, and have names of their own`, () => {
      assert.equal(kind, 'daily-series');
      for (const total of totals ?? []) {
        const parts = total.columns.map((part) => columns.find((column) => column.name === part));
        assert.ok(parts.length > 0 && parts.every((part) => part !== undefined && isNumeric(part)), total.name);
        assert.equal(new Set(parts.map((part) => part && unitOf(part))).size, 1);
        assert.ok(leads?.includes(total.name), `${total.name} leads`);
        assert.ok(columns.every((column) => column.name !== total.name && column.label !== total.name));
      }
    });
  }
});
