import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../src/base/errors.js';
import { answerView } from '../../../src/api/answerView.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { SAMPLE_CONNECTION } from '../../../src/services/auth/connections/connection.js';
import { ReportService } from '../../../src/services/reports/reportService.js';
import type { PlacedView } from '../../../src/shared/views/savedView.js';
import { catalog } from '../../support/catalog.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const REPORT = 'getEmailActivityUserDetail';
const CSV = 'User Principal Name,Display Name,Send Count\r\nann@x.example,Ann,5\r\nbob@x.example,Bob,7\r\n';
const placed = (place: string, view: Partial<PlacedView['view']>): PlacedView => ({
  place,
  view: { name: 'Mine', report: REPORT, ...view },
});
const views = [
  placed('computer', {
    columns: { pinned: ['Gone'] },
    filters: [{ column: 'Send Count', kind: 'range', from: 6 }],
  }),
  placed('computer', { name: 'Unfit', filters: [{ column: 'Gone', kind: 'blank' }] }),
  placed('file:///w', { columns: { hidden: ['User Principal Name'] } }),
  placed('computer', {
    name: 'Domains',
    grouping: {
      keys: [{ column: 'User Principal Name', by: 'domain' }],
      measures: [{ kind: 'sum', column: 'Send Count' }],
    },
  }),
  placed('computer', { report: 'getMailboxUsageDetail', name: 'Other' }),
];

describe('a saved view that a program asks for', () => {
  const folder = useTemporaryFolder();
  const ask = async (view: string, place?: string, minimumGroupSize = 1) => {
    const archive = new Archive(folder.path);
    const now = () => new Date('2026-11-20T09:00:00Z');
    await keep(archive, CSV, '2026-11-18', { key: { tenant: 'sample', report: REPORT, period: 'D30' } });
    const service = new ReportService({
      catalog: () => catalog,
      connection: () => SAMPLE_CONNECTION,
      archive,
      fetchReport: () => Promise.reject(new Error('Nothing is requested.')),
      now,
      settings: () => ({ format: 'csv', freshHours: 100 }),
    });
    const ref = { connection: 'sample', report: REPORT, period: 'D30' };
    const request = place === undefined ? { view } : { view, place };
    const { table, notApplied } = await answerView(
      service,
      ref,
      request,
      { views, minimumGroupSize },
      new AbortController().signal,
    );
    try {
      const { rows } = await table.rows({}, 0, 10);
      return { columns: table.columns.map(({ name }) => name), rows, notApplied, read: table.provenance.rowsRead };
    } finally {
      table.dispose();
      service.dispose();
    }
  };

  it('has its rows and columns, and what could not be applied', async () => {
    assert.deepEqual(await ask('Mine'), {
      columns: ['User Principal Name', 'Display Name', 'Send Count'],
      rows: [['bob@x.example', 'Bob', 7]],
      notApplied: ['Gone'],
      read: 2,
    });
    assert.deepEqual((await ask('Mine', 'file:///w')).columns, ['Display Name', 'Send Count']);
  });

  it('is refused where a filter cannot be applied: the answer had users that the view leaves out', async () => {
    await assert.rejects(ask('Unfit'), (error) => {
      assert.ok(error instanceof UsageReportsError);
      assert.deepEqual([error.reason, error.details.code], ['invalidRequest', 'unfitView']);
      return true;
    });
  });

  it('has its groups in place of rows, without those that are too small to be shown', async () => {
    const { columns, rows, read } = await ask('Domains');
    assert.deepEqual(
      { columns, rows, read },
      { columns: ['User Principal Name: domain', 'Sum of Send Count'], rows: [['x.example', 12]], read: 2 },
    );
    assert.deepEqual((await ask('Domains', undefined, 3)).rows, []);
  });

  it('is refused with the names that there are where there is no such one', async () => {
    await assert.rejects(ask('Other'), /no view "Other".*"Mine".*"Domains"/);
    await assert.rejects(ask('Mine', 'file:///v'), /no view "Mine"/);
  });
});
