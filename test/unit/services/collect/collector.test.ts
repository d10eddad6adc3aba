import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Collector, type CollectProgress, countOutcomes } from '../../../../src/services/collect/collector.js';
import { type CollectPlan, planCollection } from '../../../../src/services/collect/plan.js';
import { RunFile } from '../../../../src/services/collect/runFile.js';
import { Schedule } from '../../../../src/services/collect/schedule.js';
import type { Report } from '../../../../src/services/reports/report.js';
import type { ArchivedFacts } from '../../../../src/services/reports/archivedFacts.js';
import type { OpenOptions } from '../../../../src/services/reports/openOptions.js';
import { type AccessProblem, UsageReportsError } from '../../../../src/base/errors.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog, temporaryFolder } from './support.js';

const signal = () => new AbortController().signal;
const planOf = (): Promise<CollectPlan> =>
  planCollection({
    set: { kind: 'product', product: 'onedrive' },
    catalog,
    connection: 'x',
    cloud: 'global',
    access: undefined,
    format: 'csv',
    archivedFacts: () => Promise.resolve(undefined),
  });

function never(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    const end = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', end);
    if (signal.aborted) {
      end();
    }
  });
}

/** A service that responds as the test says. */
class FakeService {
  readonly requests: string[] = [];
  archivedFacts = (): Promise<ArchivedFacts | undefined> => Promise.resolve(undefined);

  constructor(
    private readonly answer: (ref: ReportRef, nth: number, options: OpenOptions) => Promise<object | void> = () =>
      Promise.resolve(),
  ) {}

  async use<T>(ref: ReportRef, options: OpenOptions, use: (report: Report) => Promise<T>): Promise<T> {
    this.requests.push(`${ref.report}/${ref.period}`);
    assert.deepEqual([options.unattended, options.interactive ?? false], [true, false]);
    return use(((await this.answer(ref, this.requests.length, options)) ?? {}) as Report);
  }
}

describe('a collector', () => {
  it('waits only where every request that has begun waits, and until the first may be sent', async () => {
    const plan = await planOf();
    let now = 1_000_000;
    const waits: (number | undefined)[] = [];
    const begun: { readonly options: OpenOptions; readonly finish: () => void }[] = [];
    const both = new Promise<void>((resolve) => {
      const service = new FakeService(
        (_, nth, options) =>
          new Promise<void>((finish) => {
            begun.push({ options, finish });
            if (nth === 2) {
              resolve();
            }
          }),
      );
      void new Collector({ plan, service, now: () => now, onProgress: (one) => waits.push(one.waitSeconds) }).run(
        signal(),
      );
    });
    await both;
    const [first, second] = begun;
    first?.options.onStep?.({ step: 'waiting', seconds: 60 });
    assert.equal(waits.at(-1), undefined, 'the other one is on its way');
    second?.options.onStep?.({ step: 'waiting', seconds: 90 });
    assert.equal(waits.at(-1), 60);
    now += 20_000;
    second?.options.onStep?.({ step: 'waiting', seconds: 70 });
    assert.equal(waits.at(-1), 40, 'time has passed');
    first?.options.onStep?.({ step: 'requesting' });
    assert.equal(waits.at(-1), undefined);
  });

  it('goes on after a failure, and says what became of each', async () => {
    const plan = await planOf();
    const service = new FakeService((_, nth) =>
      nth === 2 ? Promise.reject(new UsageReportsError('forbidden', 'no')) : Promise.resolve(),
    );
    const progress: CollectProgress[] = [];
    const result = await new Collector({ plan, service, onProgress: (one) => progress.push(one) }).run(signal());
    assert.deepEqual(countOutcomes(result), { fetched: plan.requested.length - 1, unchanged: 0, failed: 1 });
    assert.deepEqual([result.notRequested, result.stopped], [[], undefined]);
    assert.equal(progress.at(-1)?.done, plan.requested.length);
    assert.equal(new Set(service.requests).size, plan.requested.length);
  });

  for (const reason of ['signInRequired', 'signInFailed', 'unauthorized', 'storage'] as const) {
    it(`ends where all would fail alike: ${reason}`, async () => {
      const plan = await planOf();
      const error = new UsageReportsError(reason, 'no');
      const service = new FakeService(() =>
        reason === 'storage' ? Promise.resolve({ storageError: error }) : Promise.reject(error),
      );
      const result = await new Collector({ plan, service }).run(signal());
      assert.ok(service.requests.length <= 2);
      assert.deepEqual(result.stopped, { kind: 'failure', error });
      assert.equal(result.finished.length + result.notRequested.length, plan.requested.length);
    });
  }

  it('asks again for what was throttled, after the others, and not for ever', async () => {
    const plan = await planOf();
    const [first] = plan.requested;
    const service = new FakeService((ref) =>
      ref.report === first?.ref.report
        ? Promise.reject(new UsageReportsError('throttled', 'later'))
        : Promise.resolve(),
    );
    const result = await new Collector({ plan, service, concurrency: 1 }).run(signal());
    const tries = service.requests.filter((request) => request.startsWith(`${first?.ref.report}/`)).length;
    assert.equal(tries, 5 * plan.requested.filter(({ ref }) => ref.report === first?.ref.report).length);
    assert.equal(countOutcomes(result).failed, tries / 5);
    assert.equal(result.finished.length, plan.requested.length);
  });

  it('begins nothing while it is paused, and goes on where it was', async () => {
    const plan = await planOf();
    const service = new FakeService((_, nth) => Promise.resolve(nth === 3 ? collector.pause() : undefined));
    const paused = new Promise<void>(
      (resolve) =>
        (service.archivedFacts = () =>
          Promise.resolve(service.requests.length >= 3 ? resolve() : undefined).then(() => undefined)),
    );
    const collector: Collector = new Collector({ plan, service, concurrency: 1 });
    const running = collector.run(signal());
    await paused;
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([collector.isPaused, service.requests.length], [true, 3]);
    collector.resume();
    assert.equal((await running).finished.length, plan.requested.length);
    assert.equal(new Set(service.requests).size, plan.requested.length);
  });

  it('can be canceled while it is paused, and while it works', async () => {
    const plan = await planOf();
    for (const pause of [true, false]) {
      const controller = new AbortController();
      const hanging = new FakeService((_, __, options) => never(options.signal));
      const collector = new Collector({ plan, service: hanging });
      if (pause) {
        collector.pause();
      }
      const running = collector.run(controller.signal);
      controller.abort();
      const result = await running;
      assert.deepEqual(
        [result.finished.length, result.notRequested.length, result.stopped],
        [0, plan.requested.length, { kind: 'cancelled' }],
      );
    }
  });

  it('tells what is unchanged from what is new', async () => {
    const facts = {
      fetchedAt: '2026-11-19T00:00:00.000Z',
      checkedAt: '2026-11-19T00:00:00.000Z',
      refreshDate: null,
      isFresh: false,
    };
    const plan = await planCollection({
      set: { kind: 'product', product: 'onedrive' },
      catalog,
      connection: 'x',
      cloud: 'global',
      access: undefined,
      format: 'csv',
      archivedFacts: () => Promise.resolve(facts),
    });
    const service = new FakeService();
    service.archivedFacts = () =>
      Promise.resolve({
        ...facts,
        fetchedAt: service.requests.length > 1 ? facts.fetchedAt : '2026-11-20T00:00:00.000Z',
      });
    const result = await new Collector({ plan, service, concurrency: 1 }).run(signal());
    assert.deepEqual(countOutcomes(result), { fetched: 1, unchanged: plan.requested.length - 1, failed: 0 });
  });
});

describe('what a collection leaves beside the archive', () => {
  it('is the word of a run that was interrupted, for a day and for the same set', async function () {
    const folder = temporaryFolder(this);
    const file = new RunFile(folder, 'Northlight.Example');
    const startedAt = '2026-11-20T06:00:00.000Z';
    const at = (hours: number) => new Date(Date.parse(startedAt) + hours * 3_600_000);
    assert.equal(await file.interrupted('daily', at(1)), undefined);
    await file.begin({ set: 'daily', startedAt });
    assert.deepEqual(await new RunFile(folder, 'northlight.example').interrupted('daily', at(1)), {
      set: 'daily',
      startedAt,
    });
    assert.equal(await file.interrupted('all', at(1)), undefined);
    assert.equal(await file.interrupted('daily', at(25)), undefined);
    assert.equal(await file.interrupted('daily', at(-1)), undefined, 'a clock was set back');
    await file.end();
    assert.equal(await file.interrupted('daily', at(1)), undefined);
  });

  it('gives a scheduled collection to one of many windows, again when it is due or when that one was lost', async function () {
    const folder = temporaryFolder(this);
    const at = (hours: number) => new Date(Date.parse('2026-11-20T06:00:00Z') + hours * 3_600_000);
    const windows = Array.from({ length: 8 }, () => new Schedule(folder, 'northlight.example'));
    const takers = async (hours: number) =>
      (await Promise.all(windows.map((window) => window.take(24, at(hours))))).filter(Boolean).length;
    assert.equal(await takers(0), 1);
    assert.equal(await takers(0.2), 0);
    assert.equal(await takers(1), 1, 'whoever took it was lost');
    await windows[0]!.done(at(1));
    assert.equal(await takers(2), 0);
    assert.equal(await takers(24.9), 0);
    assert.equal(await takers(25.1), 1);
    assert.equal(await new Schedule(folder, 'other.example').take(24, at(2)), true);
  });

  it('collects again where a clock was set back, or where the time of the last collection cannot be read', async function () {
    const folder = temporaryFolder(this);
    const at = (hours: number) => new Date(Date.parse('2026-11-20T06:00:00Z') + hours * 3_600_000);
    const schedule = new Schedule(folder, 'Northlight.Example');
    assert.equal(await schedule.take(24, at(100)), true);
    await schedule.done(at(100));
    assert.equal(await schedule.take(24, at(0)), true);
    await schedule.done(at(0));
    assert.equal(await schedule.take(24, at(2)), false);
    const file = path.join(folder, '.collect', 'schedule-northlight.example.json');
    for (const [hours, content] of [
      [4, '{"doneAt":"yesterday"}'],
      [6, '{'],
    ] as const) {
      writeFileSync(file, content);
      assert.equal(await schedule.take(24, at(hours)), true, content);
    }
  });

  it('keeps one claim of a tenant, whatever its name’s case, and none of another goes with it', async function () {
    const folder = temporaryFolder(this);
    const at = (hours: number) => new Date(Date.parse('2026-11-20T06:00:00Z') + hours * 3_600_000);
    await new Schedule(folder, 'other.example').take(24, at(0));
    await new Schedule(folder, 'northlight.example').take(24, at(0));
    assert.equal(await new Schedule(folder, 'Northlight.Example').take(24, at(0)), false);
    assert.equal(await new Schedule(folder, 'Northlight.Example').take(24, at(1)), true);
    const claims = readdirSync(path.join(folder, '.collect')).filter((name) => name.startsWith('turn-'));
    assert.deepEqual(claims.map((name) => name.replace(/\d+$/, '')).sort(), [
      'turn-northlight.example-',
      'turn-other.example-',
    ]);
  });

  it('says that a claim cannot be written, and does not take it for another window’s', async function () {
    const schedule = new Schedule(temporaryFolder(this), 'no such folder/x');
    await assert.rejects(schedule.take(24, new Date()), { code: 'ENOENT' });
  });
});

describe('a collector whose tenant refuses', () => {
  const refusal = (serviceMessage: string, problem?: AccessProblem) =>
    new UsageReportsError('forbidden', 'no', {
      status: 403,
      code: 'S2SUnauthorized',
      serviceMessage,
      ...(problem === undefined ? {} : { problem }),
    });
  const planOfAll = () =>
    planCollection({
      set: { kind: 'all' },
      catalog,
      connection: 'x',
      cloud: 'global',
      access: 'application',
      format: 'csv',
      archivedFacts: () => Promise.resolve(undefined),
    });
  const productOf = (report: string) => catalog.find(report)?.product;
  const run = async (answer: (ref: ReportRef, nth: number) => UsageReportsError | undefined, concurrency = 2) => {
    const plan = await planOfAll();
    const service = new FakeService(async (ref, nth) => {
      // Both requests are under way before either ends.
      await new Promise((resolve) => setImmediate(resolve));
      const error = answer(ref, nth);
      return error === undefined ? undefined : Promise.reject(error);
    });
    const result = await new Collector({ plan, service, concurrency }).run(signal());
    return { plan, service, result };
  };

  for (const concurrency of [1, 2, 5]) {
    for (const [why, error] of [
      ['no consent', refusal('Invalid permission.', 'consentMissing')],
      ['no role', refusal('Invalid permission.', 'roleMissing')],
      ['no known cause', refusal('Invalid permission.')],
    ] as const) {
      it(`stops after three requests: ${why}, ${concurrency} at a time`, async () => {
        const { plan, service, result } = await run(() => error, concurrency);
        assert.ok(service.requests.length <= Math.max(3, concurrency), service.requests.join());
        assert.equal(result.failure, error);
        assert.deepEqual(result.stopped, { kind: 'failure', error });
        assert.equal(result.finished.length + result.notRequested.length, plan.requested.length);
      });
    }
  }

  it('goes on where each report is refused for another reason, or has no license, or is for the other kind of access', async () => {
    for (const answer of [
      ({ report }: ReportRef) => refusal(`No ${report} here.`),
      () => refusal('The tenant is not enabled for this report type.'),
      () => refusal("The tenant doesn't have a license for it."),
      () => refusal('Invalid permission.', 'summaryRole'),
      () => refusal('Invalid permission.', 'delegatedOnly'),
    ]) {
      const { plan, result } = await run(answer);
      assert.deepEqual([result.finished.length, result.failure], [plan.requested.length, undefined]);
    }
  });

  it('goes on where one product is refused, and stops where the consent is withdrawn meanwhile', async () => {
    const oneProduct = await run(({ report }) =>
      productOf(report) === 'teams' ? refusal('Invalid permission.') : undefined,
    );
    assert.equal(oneProduct.result.failure, undefined);
    assert.equal(oneProduct.result.finished.length, oneProduct.plan.requested.length);
    const withdrawn = await run((_, nth) => (nth > 10 ? refusal('Invalid permission.') : undefined));
    assert.notEqual(withdrawn.result.failure, undefined);
    assert.ok(withdrawn.service.requests.length < 30);
  });

  it('goes on where a success comes between the refusals, and where only one report is refused for every period', async () => {
    for (const answer of [
      (_: ReportRef, nth: number) => (nth % 3 === 0 ? undefined : refusal('Invalid permission.')),
      ({ report }: ReportRef) =>
        report === 'getTeamsUserActivityUserDetail' ? refusal('Invalid permission.') : undefined,
    ]) {
      const { plan, result } = await run(answer);
      assert.deepEqual([result.finished.length, result.failure], [plan.requested.length, undefined]);
    }
  });
});
