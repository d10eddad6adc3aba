import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statusCommand } from '../../../src/cli/statusCommand.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { keep, series, useTemporaryFolder } from '../services/archive/support.js';

describe('the status of an archive', () => {
  const folder = useTemporaryFolder();

  async function tenantEvent(): Promise<ReporterEvent> {
    const events: ReporterEvent[] = [];
    assert.equal(await statusCommand(folder.path, false, { report: (event) => void events.push(event) }), 0);
    const [tenant, ...others] = events.filter(({ event }) => event === 'tenant');
    assert.ok(tenant !== undefined && others.length === 0);
    return tenant;
  }

  it('has no day and no check of the future, however many reports say one, and counts those reports', async () => {
    const archive = new Archive(folder.path);
    const ahead = fc.integer({ min: 2100, max: 9998 });
    let reports = 0;
    await fc.assert(
      fc.asyncProperty(ahead, async (year) => {
        const key = { ...series, report: `getReport${reports++}` };
        await keep(archive, `of ${year}`, `${year}-01-01`, { key, fetchedAt: `${year}-01-02T08:00:00.000Z` });
        const { newestRefreshDate, lastChecked, reports: counted } = await tenantEvent();
        assert.deepEqual([newestRefreshDate, lastChecked, counted], [null, null, reports]);
      }),
      { numRuns: 5, endOnFailure: true },
    );
    await keep(archive, 'good', '2026-11-18');
    const { newestRefreshDate, lastChecked } = await tenantEvent();
    assert.deepEqual([newestRefreshDate, lastChecked], ['2026-11-18', '2026-11-20T08:00:00.000Z']);
  });

  it('counts files that somebody added, and takes none for a check of the service', async () => {
    const archive = new Archive(folder.path);
    const origin = { kind: 'file', name: 'downloaded.csv' } as const;
    const key = { tenant: series.tenant, report: 'exportVisioUsers' };
    await keep(archive, 'from a file', '2026-11-19', { key, origin, fetchedAt: '2026-11-20T09:00:00.000Z' });
    const only = await tenantEvent();
    assert.deepEqual([only['reports'], only['newestRefreshDate'], only['lastChecked']], [1, '2026-11-19', null]);
    await keep(archive, 'fetched', '2026-11-17', { fetchedAt: '2026-11-18T08:00:00.000Z' });
    await keep(archive, 'a newer file', '2026-11-18', { origin, fetchedAt: '2026-11-20T10:00:00.000Z' });
    const both = await tenantEvent();
    const { reports, newestRefreshDate, lastChecked } = both;
    assert.deepEqual([reports, newestRefreshDate, lastChecked], [2, '2026-11-19', '2026-11-18T08:00:00.000Z']);
  });

  const status = async (isShared: boolean) => {
    const lines: string[] = [];
    const code = await statusCommand(folder.path, isShared, { report: (_, text) => lines.push(text ?? '') });
    assert.equal(code, 0);
    return lines;
  };

  it('names what it passed over, once, and reports the rest', async () => {
    await keep(new Archive(folder.path), 'x', '2026-11-18');
    await writeFile(join(folder.path, 'tenant=contoso', 'report=getX'), '');
    const lines = await status(false);
    assert.equal(lines.filter((line) => line.includes('"tenant=contoso/report=getX"')).length, 1);
    assert.equal(lines.filter((line) => line.startsWith('contoso: 1 report,')).length, 1);
    assert.equal(lines.length, 2);
  });

  (process.platform === 'win32' ? it.skip : it)('says what others can read, unless it is shared', async () => {
    await keep(new Archive(folder.path, { isShared: () => true }), 'x', '2026-11-18');
    await chmod(folder.path, 0o755);
    await chmod(join(folder.path, 'tenant=contoso'), 0o755);
    const said = (lines: readonly string[]) => lines.filter((line) => line.includes('chmod -R go-rwx tenant=contoso'));
    assert.equal(said(await status(false)).length, 1);
    assert.deepEqual(said(await status(true)), []);
  });
});
