import assert from 'node:assert/strict';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { Comparisons, MAX_COMPARISONS } from '../../../../src/features/reportPanel/comparisons.js';
import type { TableHandle } from '../../../../src/services/tables/tableHandle.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { HistoryContext } from '../../../../src/services/reports/reportHistory.js';
import type { ReportService } from '../../../../src/services/reports/reportService.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { Chart, ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { seriesOf } from '../../media/series.js';

const CONNECTION = readConnections([{ id: 'fabrikam', name: 'Fabrikam' }]).connections[0]!;
const REF: ReportRef = { connection: 'fabrikam', report: 'getEmailActivityCounts', period: 'D7' };
const FORBIDDEN = new UsageReportsError('forbidden', 'no role');

/** Answers when it is told to. */
class Service implements Pick<ReportService, 'check' | 'use' | 'openArchived'> {
  readonly history = { loadContext: (): Promise<HistoryContext | undefined> => Promise.resolve(undefined) };
  readonly asked: { ref: ReportRef; interactive: boolean; signal: AbortSignal }[] = [];
  readonly charts: Chart[] = [seriesOf([1, 2])];
  archived = false;
  disposed = 0;
  answer: (report: Report) => Promise<Report> = (report) => Promise.resolve(report);

  check(ref: ReportRef): ReturnType<ReportService['check']> {
    const definition = catalog.find(ref.report);
    if (definition?.periods.some((period) => period === ref.period) !== true) {
      throw new UsageReportsError('invalidRequest', 'There is no such report.', { argument: 'report' });
    }
    return { ref, definition, connection: CONNECTION };
  }

  async use<T>(
    ref: ReportRef,
    { interactive = false, signal }: { interactive?: boolean; signal: AbortSignal },
    use: (report: Report) => Promise<T>,
  ): Promise<T> {
    this.asked.push({ ref, interactive, signal });
    const report = await this.answer(this.#report(ref));
    signal.throwIfAborted();
    return use(report);
  }

  openArchived(ref: ReportRef): Promise<Report | undefined> {
    return Promise.resolve(this.archived ? this.#report(ref) : undefined);
  }

  #report(ref: ReportRef): Report {
    const table = {
      charts: () => Promise.resolve(this.charts),
      dispose: () => void this.disposed++,
    } as unknown as TableHandle;
    return {
      ...this.check(ref),
      table,
      source: 'network',
      refreshDate: '2026-11-18',
      fetchedAt: '2026-11-20T00:00:00.000Z',
      version: 'v1.0',
      format: 'csv',
    };
  }
}

describe('comparisons of a panel', () => {
  let service: Service;
  let comparisons: Comparisons;
  let states: string[];
  let logged: string[];
  beforeEach(() => {
    service = new Service();
    states = [];
    logged = [];
    comparisons = new Comparisons({
      service,
      noticeFor: (error) => ({
        severity: 'error',
        text: String((error as Error).message),
        actions: [{ id: 'retry', label: 'Retry' }],
      }),
      changed: () => states.push(comparisons.all.map(({ state }) => state).join()),
      log: { error: (message) => logged.push(message) },
    });
  });
  afterEach(() => comparisons.dispose());

  it('show that they are loading, then the charts', async () => {
    await comparisons.add(REF, true);
    assert.deepEqual(states, ['loading', 'shown']);
    const [only] = comparisons.all;
    assert.deepEqual(
      [only!.title, only!.tenant, only!.refreshDate, only!.charts.length],
      [catalog.find(REF.report)!.title, 'Fabrikam', '2026-11-18', 1],
    );
    assert.equal(service.asked[0]!.interactive, true);
  });

  it('know the days before, once the archive has been read', async () => {
    const charts = [seriesOf([1, 2], { earlier: { firstDay: '2026-10-31', values: [9] } })];
    service.history.loadContext = () => Promise.resolve({ charts, archivedDays: 3 });
    await comparisons.add(REF, true);
    assert.deepEqual(states, ['loading', 'shown', 'shown']);
    assert.deepEqual(comparisons.all[0]!.charts, charts);
  });

  it('are shown all the same where the archive cannot be read', async () => {
    service.history.loadContext = () => Promise.reject(new UsageReportsError('storage', 'damaged'));
    await comparisons.add(REF, true);
    assert.deepEqual([states, comparisons.all[0]!.charts.length, logged.length], [['loading', 'shown'], 1, 1]);
  });

  it('refuse what does not exist, and stay as they are', async () => {
    await assert.rejects(comparisons.add({ ...REF, report: 'getNothing' }, true), { reason: 'invalidRequest' });
    assert.deepEqual(comparisons.all, []);
  });

  it('say why one could not be had; it has no charts then', async () => {
    service.answer = () => Promise.reject(FORBIDDEN);
    await comparisons.add(REF, true);
    const [only] = comparisons.all;
    assert.deepEqual([only!.state, only!.charts, only!.notice?.text], ['failed', [], 'no role']);
    assert.equal(comparisons.problem(only!.id)?.error, FORBIDDEN);
    assert.equal(logged.length, 1);
  });

  it('show the archive’s where the service cannot be reached, beside the reason', async () => {
    service.archived = true;
    service.answer = () => Promise.reject(new UsageReportsError('network', 'no network'));
    await comparisons.add(REF, true);
    const [only] = comparisons.all;
    assert.deepEqual([only!.state, only!.charts.length, only!.notice?.severity], ['shown', 1, 'warning']);
    assert.equal(service.disposed, 1, 'the archived table is let go');
  });

  it('are mended by another try', async () => {
    service.answer = () => Promise.reject(FORBIDDEN);
    await comparisons.add(REF, true);
    service.answer = (report) => Promise.resolve(report);
    await comparisons.retry(comparisons.all[0]!.id);
    assert.deepEqual([comparisons.all[0]!.state, comparisons.all[0]!.notice], ['shown', undefined]);
  });

  it('follow to another period without asking anybody, and say so where a report has no such period', async () => {
    await comparisons.add(REF, true);
    await comparisons.follow({ ...REF, connection: 'own', period: 'D30' });
    assert.deepEqual(
      comparisons.all.map(({ ref, state }) => [ref.period, state]),
      [['D30', 'shown']],
    );
    assert.equal(service.asked.at(-1)!.interactive, false);
    await comparisons.follow({ ...REF, period: 'D30' });
    assert.equal(service.asked.length, 2, 'the same period is not asked for again');
    await comparisons.follow({ ...REF, period: 'ALL' });
    assert.equal(comparisons.all[0]!.state, 'failed');
  });

  it('that are removed stop loading, and a late answer brings nothing back', async () => {
    let arrive: () => void = () => undefined;
    service.answer = (report) => new Promise((resolve) => (arrive = () => resolve(report)));
    const adding = comparisons.add(REF, true);
    comparisons.remove(comparisons.all[0]!.id);
    assert.equal(service.asked[0]!.signal.aborted, true);
    arrive();
    await adding;
    assert.deepEqual(comparisons.all, []);
    assert.deepEqual(logged, [], 'cancelled is not failed');
  });

  it('are as many as can be told apart: the first goes for one too many', async () => {
    const reports = catalog.reports
      .filter(({ kind, periods }) => kind === 'daily-series' && periods.includes('D7'))
      .slice(0, MAX_COMPARISONS + 1);
    for (const { name } of reports) {
      await comparisons.add({ ...REF, report: name }, true);
    }
    assert.deepEqual(
      comparisons.all.map(({ ref }) => ref.report),
      reports.slice(1).map(({ name }) => name),
    );
  });

  it('come back after a reload, a broken one with the reason', async () => {
    await comparisons.restore([REF, { ...REF, report: 'getNothing' }]);
    assert.deepEqual(
      comparisons.all.map(({ state }) => state),
      ['shown', 'failed'],
    );
    assert.deepEqual(
      service.asked.map(({ interactive }) => interactive),
      [false],
    );
  });
});
