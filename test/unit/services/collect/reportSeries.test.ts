import assert from 'node:assert/strict';
import { ReportSeries } from '../../../../src/services/collect/reportSeries.js';
import type { ArchivedFacts } from '../../../../src/services/reports/archivedFacts.js';
import type { CheckedRef } from '../../../../src/services/reports/checkRef.js';
import type { OpenOptions } from '../../../../src/services/reports/openOptions.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { exportAll } from '../../../../src/core/export/exportAll.js';
import { catalog, CONNECTION } from './support.js';

const REFS: readonly ReportRef[] = catalog.reports
  .filter(({ periods }) => periods.some((period) => period === 'D7'))
  .slice(0, 30)
  .map(({ name }) => ({ connection: 'x', report: name, period: 'D7' }));
const { signal } = new AbortController();
const refusal = new UsageReportsError('forbidden', 'no', {
  status: 403,
  code: 'S2SUnauthorized',
  problem: 'roleMissing',
});
const declined = new UsageReportsError('signInFailed', 'no', { problem: 'declined' });

/** A service with an archive, which responds as the test says. */
class FakeService {
  readonly requests: string[] = [];
  readonly archived = new Map<string, { readonly isFresh: boolean }>();
  opened = 0;
  disposed = 0;

  constructor(private readonly answer: (ref: ReportRef, nth: number) => UsageReportsError | undefined) {}

  check(ref: ReportRef): CheckedRef {
    return { ref, definition: catalog.find(ref.report)!, connection: CONNECTION };
  }

  async open(ref: ReportRef, { fresh }: OpenOptions): Promise<Report> {
    this.requests.push(ref.report);
    const error = this.answer(ref, this.requests.length);
    // Both requests are under way before either ends.
    await new Promise((resolve) => setImmediate(resolve));
    const archived = fresh === true ? undefined : await this.openArchived(ref);
    if (error !== undefined && archived === undefined) {
      throw error;
    }
    return archived === undefined ? this.#report('network') : { ...archived, ...(error && { notFetched: error }) };
  }

  openArchived({ report }: ReportRef): Promise<Report | undefined> {
    return Promise.resolve(this.archived.has(report) ? this.#report('archive') : undefined);
  }

  archivedFacts({ report }: ReportRef): Promise<ArchivedFacts | undefined> {
    const facts = this.archived.get(report);
    const at = '2026-11-20T08:00:00.000Z' as const;
    return Promise.resolve(facts && { fetchedAt: at, checkedAt: at, refreshDate: null, ...facts });
  }

  #report(source: Report['source']): Report {
    this.opened++;
    return { source, table: { dispose: () => this.disposed++ } } as unknown as Report;
  }
}

/** As an export of all reports of a period does. */
async function exported(service: FakeService) {
  const series = new ReportSeries(service);
  const result = await exportAll(
    REFS,
    (ref) => series.use(ref, { signal, interactive: true }, ({ notFetched }) => Promise.resolve(notFetched)),
    { signal },
  );
  assert.equal(service.opened, service.disposed, 'every table is disposed of');
  return { series, ...result };
}

describe('a series of reports that somebody waits for', () => {
  it('is requested three times of a tenant that refuses all of them, and each says why', async () => {
    const service = new FakeService(() => refusal);
    const { series, failed, done } = await exported(service);
    assert.equal(service.requests.length, 3);
    assert.equal(series.failure, refusal);
    assert.deepEqual([done.length, failed.length], [0, REFS.length]);
    assert.ok(failed.every(({ error }) => error === refusal));
  });

  it('asks nobody again who declined to sign in', async () => {
    const service = new FakeService(() => declined);
    const { failed } = await exported(service);
    assert.ok(service.requests.length <= 2, service.requests.join());
    assert.ok(failed.length === REFS.length && failed.every(({ error }) => error === declined));
  });

  it('is read from the archive where there is no further request, and says which is old', async () => {
    const service = new FakeService(() => refusal);
    REFS.forEach(({ report }, position) => service.archived.set(report, { isFresh: position % 2 === 1 }));
    const { done, failed } = await exported(service);
    assert.equal(service.requests.length, 3);
    assert.deepEqual([done.length, failed.length], [REFS.length, 0]);
    for (const [position, { result }] of [...done.entries()].slice(3)) {
      assert.equal(result, position % 2 === 1 ? undefined : refusal);
    }
  });

  it('says why there is no request, and not that the archive is damaged', async () => {
    const service = new FakeService(() => refusal);
    service.archived.set(REFS[20]!.report, { isFresh: false });
    service.openArchived = () => Promise.reject(new UsageReportsError('storage', 'damaged'));
    const series = new ReportSeries(service);
    const errors = [];
    for (const ref of REFS) {
      const using = series.use(ref, { signal, orArchived: true, fresh: true }, () => assert.fail());
      errors.push(await using.catch((error: unknown) => error));
    }
    assert.deepEqual([...new Set(errors)], [refusal]);
  });

  it('takes a report of the archive for no success', async () => {
    const service = new FakeService((_, nth) => (nth % 2 === 1 ? refusal : undefined));
    service.archived.set(REFS[1]!.report, { isFresh: true }).set(REFS[3]!.report, { isFresh: true });
    const { series } = await exported(service);
    assert.equal(series.failure, refusal);
    assert.equal(service.requests.length, 5);
  });

  it('is canceled at once, also while a request shows whether the tenant refuses', async () => {
    const cancel = new AbortController();
    const service = new FakeService((_, nth) => (nth === 3 ? cancel.abort() : undefined, refusal));
    const series = new ReportSeries(service);
    const result = await exportAll(REFS, (ref) => series.use(ref, { signal: cancel.signal }, () => assert.fail()), {
      signal: cancel.signal,
    });
    assert.equal(service.requests.length, 3);
    assert.equal(result.failed.length + result.notDone.length, REFS.length);
    assert.ok(result.cancelled);
  });

  it('is fetched beyond a report that fails, and throws the first failure', async () => {
    const gone = new UsageReportsError('notFound', 'no', { status: 404 });
    const service = new FakeService((_, nth) => (nth === 2 ? gone : undefined));
    const begun: string[] = [];
    const fetching = new ReportSeries(service).fetchAll(REFS, signal, ({ name }) => begun.push(name));
    await assert.rejects(fetching, gone);
    assert.deepEqual(service.requests, begun);
    assert.equal(begun.length, REFS.length);
    assert.equal(service.opened, service.disposed);
  });

  it('is fetched three times of a tenant that refuses, whatever failed before, and not after a cancellation', async () => {
    const gone = new UsageReportsError('notFound', 'no', { status: 404 });
    const service = new FakeService((_, nth) => (nth === 1 ? gone : refusal));
    await assert.rejects(
      new ReportSeries(service).fetchAll(REFS, signal, () => undefined),
      refusal,
    );
    assert.equal(service.requests.length, 4);
    const cancel = new AbortController();
    const canceled = new FakeService((_, nth) => (nth === 2 ? cancel.abort() : undefined, undefined));
    const fetching = new ReportSeries(canceled).fetchAll(REFS, cancel.signal, () => undefined);
    await assert.rejects(fetching, { name: 'AbortError' });
    assert.equal(canceled.requests.length, 2);
  });
});
