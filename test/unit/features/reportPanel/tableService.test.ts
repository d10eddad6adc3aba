import assert from 'node:assert/strict';
import type { TablePage } from '../../../../src/features/common/tablePage.js';
import { isNotAsked, tableService } from '../../../../src/features/reportPanel/tableService.js';
import { isCancelled } from '../../../../src/base/errors.js';
import type { Connection } from '../../../../src/services/auth/connections/connection.js';
import type { OpenOptions } from '../../../../src/services/reports/openOptions.js';
import { REF, reportOf, tableOf } from './support.js';

describe('the service behind a table of a feature', () => {
  const ref = { connection: 'northlight', report: 'users' };
  const connectionOf = () => ({ id: 'northlight' }) as Connection;
  const { signal } = new AbortController();
  const table = tableOf();
  const report = reportOf({ ...REF }, table);

  function pageThat(asks: boolean): TablePage & { readonly opened: OpenOptions[] } {
    const opened: OpenOptions[] = [];
    return {
      opened,
      open: (_, options) => {
        opened.push(options);
        return Promise.resolve(report);
      },
      describe: () => ({}),
      notice: () => undefined,
      run: () => Promise.resolve('other'),
      ...(asks ? { askAfterReload: { text: 'Names are hidden.', button: 'Show Users' } } : {}),
    };
  }

  it('opens nothing that names users before somebody has asked, and is no failure then', async () => {
    const page = pageThat(true);
    const service = tableService(page, () => false);
    await assert.rejects(
      service.open(ref, { signal, interactive: false }),
      (error) => isNotAsked(error) && isCancelled(error),
    );
    await assert.rejects(service.open(ref, { signal }), isNotAsked);
    assert.deepEqual(page.opened, []);
    assert.equal(await service.open(ref, { signal, interactive: true }), report);
  });

  it('opens again what somebody looks at already', async () => {
    const page = pageThat(true);
    assert.equal(await tableService(page, () => true).open(ref, { signal, interactive: false }), report);
    assert.equal(page.opened.length, 1);
  });

  it('asks nobody for a table that names no users', async () => {
    const service = tableService(pageThat(false), () => false);
    assert.equal(await service.open(ref, { signal, interactive: false }), report);
  });

  it('tells other cancellations from a table that nobody has asked for', () => {
    const stopped = new AbortController();
    stopped.abort();
    assert.equal(isNotAsked(stopped.signal.reason), false);
  });

  it('has no periods, no snapshots, and nothing archived', async () => {
    const service = tableService(pageThat(false), () => true);
    assert.throws(() => service.check(ref), { reason: 'invalidRequest' });
    assert.throws(() => service.archivedSnapshots(connectionOf(), 'users'), { reason: 'invalidRequest' });
    assert.equal(await service.openArchived(ref, signal), undefined);
  });

  it('disposes of a table that was only used', async () => {
    await tableService(pageThat(false), () => true).use(ref, { signal }, (used) => {
      assert.equal(used, report);
      return Promise.resolve();
    });
    assert.equal(table.isDisposed, true);
  });
});
