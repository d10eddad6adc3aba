import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { defaultLimits, limitsFrom, unattendedLimit } from '../../../../src/services/throttling/limits.js';
import { LimitCounter } from '../../../support/limitCounter.js';
import { CollectorHarness, CONNECTION, temporaryFolder, VirtualTime } from '../collect/support.js';

describe('the limits', () => {
  it('leave a tenth to people, but never nothing to a collection', () => {
    assert.deepEqual([1, 2, 10, 14, 40, 100].map(unattendedLimit), [1, 1, 9, 12, 36, 90]);
  });

  it('are the service’s own where what is configured is no count', () => {
    for (const csvPerTenant of [undefined, null, 0, -1, 1.5, NaN, Infinity, '20']) {
      assert.deepEqual(limitsFrom({ csvPerTenant }), defaultLimits, String(csvPerTenant));
    }
    assert.deepEqual(limitsFrom({ csvPerFunction: 1, csvPerTenant: 2, jsonPerTenant: 3 }), {
      csvPerFunction: 1,
      csvPerTenant: 2,
      jsonPerTenant: 3,
    });
  });
});

describe('collecting inside the service’s limits', () => {
  const throttled = (retryAfter?: string) =>
    new Response('{"error":{"code":"TooManyRequests","message":"Slow down."}}', {
      status: 429,
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
    });

  it('three collectors at once, slow requests and 429s thrown in, never exceed them by the service’s own count', async function () {
    this.timeout(60_000);
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    let sent = 0;
    const onGraph = () => {
      sent++;
      const latency = (sent * 7) % 20;
      return sent % 37 === 5 ? { latency, answer: throttled(['90', '2.5', undefined, '400'][sent % 4]) } : { latency };
    };
    const set = { kind: 'product', product: 'teams' } as const;
    const harnesses = [1, 2, 3].map(() => new CollectorHarness({ folder, time, counter, thin: true, onGraph }));
    const plans = await Promise.all(harnesses.map((harness) => harness.plan(set)));
    const results = await Promise.all(harnesses.map((harness, index) => harness.collect(plans[index]!)));
    for (const [index, { finished, notRequested }] of results.entries()) {
      assert.deepEqual([finished.length, notRequested.length], [plans[index]!.requested.length, 0]);
      assert.deepEqual(
        finished.filter(({ outcome }) => outcome.kind === 'failed'),
        [],
      );
    }
    assert.ok(counter.total > 100, `${counter.total} requests`);
    assert.ok(
      counter.most.csvPerTenant <= 36,
      `${counter.most.csvPerTenant} of 40 within ten minutes, a tenth left for people`,
    );
    assert.ok(counter.most.csvPerTenant > 30, `${counter.most.csvPerTenant}: the limit is made use of`);
    assert.ok(counter.most.csvPerFunction <= 14);
  });

  it('one function over and over stays below its own limit', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const harness = new CollectorHarness({ folder, time, counter, thin: true });
    const set = { kind: 'reports', reports: ['getTeamsUserActivityUserDetail'] } as const;
    for (let round = 0; round < 8; round++) {
      await harness.collect(await harness.plan(set));
    }
    assert.equal(counter.total, 32);
    assert.equal(counter.most.csvPerFunction, 12, '14, two of them left for people');
  });

  it('JSON has its own limit, and every page counts', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const limits = { csvPerFunction: 14, csvPerTenant: 40, jsonPerTenant: 10 };
    const harness = new CollectorHarness({ folder, time, counter, limits, format: 'json', thin: true });
    const plan = await harness.plan({ kind: 'product', product: 'activeUsers' });
    assert.equal((await harness.collect(plan)).finished.length, plan.requested.length);
    assert.equal(counter.most.jsonPerTenant, 9);
  });

  it('a pause that the service asks one for is kept by the others', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const { signal } = new AbortController();
    const question = {
      connection: CONNECTION,
      format: 'csv',
      report: 'getEmailActivityCounts',
      unattended: true,
    } as const;
    const [one, other] = [1, 2].map(() => new CollectorHarness({ folder, time, counter }));
    const gate = one!.budget.gate(question, () => Promise.resolve(throttled('300')));
    await gate.fetch(`${CONNECTION.graphOrigin}/v1.0/reports/x`, {});
    const started = time.ms;
    const waits: number[] = [];
    await time.during(() => other!.budget.take(question, signal, (seconds) => waits.push(seconds)));
    assert.ok(time.ms - started >= 300_000 && time.ms - started < 320_000, `${(time.ms - started) / 1000} s`);
    assert.equal(Math.round(waits[0]!), 300);
    // A person's request goes out at once.
    await gate.fetch(`${CONNECTION.graphOrigin}/v1.0/reports/x`, {});
    await other!.budget.take({ ...question, unattended: false }, signal);
    assert.equal((await other!.budget.usage(CONNECTION, 'csv')).used, 2);
  });

  it('a pause that the host of the downloads asks for is not one of the service; without a time it is 30 seconds', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const { budget } = new CollectorHarness({ folder, time, counter });
    const question = { connection: CONNECTION, format: 'csv', report: 'getX', unattended: false } as const;
    const gate = budget.gate(question, () => Promise.resolve(throttled()));
    const pause = async () => Math.round((await budget.usage(CONNECTION, 'csv')).pauseSeconds);
    await gate.fetch('https://download.example/report.csv', {});
    assert.equal(await pause(), 0);
    await gate.fetch(`${CONNECTION.graphOrigin}/v1.0/reports/x`, {});
    assert.equal(await pause(), 30);
  });

  it('a download is no request', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const harness = new CollectorHarness({ folder, time, counter });
    await harness.service.use(
      { connection: CONNECTION.id, report: 'getEmailActivityCounts', period: 'D7' },
      { signal: new AbortController().signal },
      () => Promise.resolve(),
    );
    assert.equal((await harness.budget.usage(CONNECTION, 'csv')).used, 1);
  });

  for (const [what, skewMs] of [
    ['forward', 3_600_000],
    ['back', -3_600_000],
  ] as const) {
    it(`a clock that is set ${what} opens nothing and locks nobody out for longer than a window`, async function () {
      const [folder, time, counter] = [
        temporaryFolder(this),
        new VirtualTime('2026-11-20T06:00:00Z'),
        new LimitCounter(),
      ];
      const harness = new CollectorHarness({ folder, time, counter, thin: true });
      const set = { kind: 'product', product: 'teams' } as const;
      await harness.collect(await harness.plan(set));
      time.skewMs = skewMs;
      const started = time.ms;
      await harness.collect(await harness.plan(set));
      assert.ok(counter.most.csvPerTenant <= 36, `${counter.most.csvPerTenant}`);
      assert.ok(time.ms - started < 3 * 3_600_000);
    });
  }

  it('entries from the future count for one window, and are gone after it', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    time.skewMs = 365 * 86_400_000;
    const { signal } = new AbortController();
    const question = {
      connection: CONNECTION,
      format: 'csv',
      report: 'getEmailActivityCounts',
      unattended: true,
    } as const;
    await new CollectorHarness({ folder, time, counter }).budget.take(question, signal);
    time.skewMs = 0;
    const later = new CollectorHarness({ folder, time, counter });
    assert.equal((await later.budget.usage(CONNECTION, 'csv')).used, 1);
    time.ms += 700_000;
    assert.equal((await later.budget.usage(CONNECTION, 'csv')).used, 0);
    time.ms += 3_600_000;
    assert.equal((await later.budget.usage(CONNECTION, 'csv')).used, 0);
    assert.deepEqual(readdirSync(path.join(folder, '.collect', 'northlight.example')), ['.gitignore']);
  });

  it('where nothing can be written down, this process still keeps to the limits by itself', async function () {
    const [time, counter] = [new VirtualTime('2026-11-20T06:00:00Z'), new LimitCounter()];
    const harness = new CollectorHarness({ folder: '/dev/null/archive', time, counter });
    const { signal } = new AbortController();
    const started = time.ms;
    await time.during(async () => {
      for (let request = 0; request < 40; request++) {
        await harness.budget.take(
          { connection: CONNECTION, format: 'csv', report: `getX${request}`, unattended: true },
          signal,
        );
      }
    });
    assert.ok(time.ms - started >= 600_000);
  });

  it('waiting for the limits is over at once when it is canceled', async function () {
    const [folder, time, counter] = [
      temporaryFolder(this),
      new VirtualTime('2026-11-20T06:00:00Z'),
      new LimitCounter(),
    ];
    const harness = new CollectorHarness({ folder, time, counter });
    const question = {
      connection: CONNECTION,
      format: 'csv',
      report: 'getEmailActivityCounts',
      unattended: true,
    } as const;
    const controller = new AbortController();
    const never = time.during(
      () => new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve())),
    );
    const taking = time.during(async () => {
      for (;;) {
        await harness.budget.take(question, controller.signal, () => controller.abort());
      }
    });
    await assert.rejects(taking, { name: 'AbortError' });
    await never;
  });
});
