import assert from 'node:assert/strict';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { assignedChange } from '../../../../src/services/licenses/assignedChange.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { catalog } from '../../../support/catalog.js';
import { keep, useTemporaryFolder } from '../archive/support.js';

const REPORT = 'getOffice365ActiveUserDetail';
const signal = new AbortController().signal;

describe('the change of assigned licenses', () => {
  const folder = useTemporaryFolder();

  /** @param snapshots by day, the products of each user */
  async function change(snapshots: Readonly<Record<string, readonly string[]>>) {
    const archive = new Archive(folder.path);
    for (const [day, users] of Object.entries(snapshots)) {
      const rows = users.map((products, at) => `${day},user${at}@contoso.example,${products},180`);
      const csv = ['Report Refresh Date,User Principal Name,Assigned Products,Report Period', ...rows, ''].join('\r\n');
      await keep(archive, csv, day, { key: { tenant: 'sample', report: REPORT, period: 'D180' } });
    }
    const service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive,
      fetchReport: () => Promise.reject(new Error('Nothing is requested.')),
      now: () => new Date('2026-11-30T09:00:00Z'),
      settings: () => ({ format: 'csv', freshHours: 100 }),
    });
    const refreshDate = Object.keys(snapshots).at(-1) ?? '';
    const source = { report: REPORT, state: 'used', refreshDate, period: 'D180' };
    const facts = { sources: [source] } as unknown as Parameters<typeof assignedChange>[2];
    try {
      const found = await assignedChange(service, SAMPLE_CONNECTION.id, facts, signal);
      return found === undefined ? undefined : [found.since, Object.fromEntries(found.changes)];
    } finally {
      service.dispose();
    }
  }

  it('is that to the snapshot before; all who have a product are new where nobody had it', async () => {
    assert.deepEqual(await change({ '2026-11-10': ['E3', 'E3'], '2026-11-20': ['E3', 'E3+COPILOT', 'COPILOT'] }), [
      '2026-11-10',
      { E3: 0, COPILOT: 2 },
    ]);
  });

  it('is of one product where the snapshots write it in two ways', async () => {
    const [old, other, now] = ['COPILOT FOR MICROSOFT 365', 'Microsoft 365 Copilot', 'MICROSOFT 365 COPILOT'];
    const given = { '2026-11-10': [old, old, other], '2026-11-20': [now, now, old, now, 'e3'] };
    assert.deepEqual(await change(given), ['2026-11-10', { [now]: 1, E3: 1 }]);
  });

  it('is not known where there is no snapshot before, or one that says nothing', async () => {
    assert.equal(await change({ '2026-11-20': ['E3'] }), undefined);
    assert.deepEqual(await change({ '2026-11-10': [], '2026-11-20': ['E3'] }), ['2026-11-10', {}]);
  });
});
