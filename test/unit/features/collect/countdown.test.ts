import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Countdown, type CountdownClock } from '../../../../src/features/collect/countdown.js';

/** Time that passes when the test says so. */
class FakeClock implements CountdownClock {
  time = 1_000_000;
  readonly timers = new Set<{ readonly at: number; readonly call: () => void }>();
  readonly now = () => this.time;
  readonly after = (milliseconds: number, call: () => void) => {
    const timer = { at: this.time + milliseconds, call };
    this.timers.add(timer);
    return { dispose: () => void this.timers.delete(timer) };
  };

  pass(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const next = [...this.timers].sort((a, b) => a.at - b.at)[0];
      if (next === undefined || next.at > end) {
        break;
      }
      this.timers.delete(next);
      this.time = next.at;
      next.call();
    }
    this.time = end;
  }
}

describe('a countdown', () => {
  it('ticks at every full second of what is left, to the end, and has no timer then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (wait) => {
        const clock = new FakeClock();
        const until = clock.time + wait;
        const left: number[] = [];
        const countdown = new Countdown(() => left.push(until - clock.time), clock);
        countdown.set(until);
        clock.pass(wait + 5_000);
        const seconds = Math.ceil(wait / 1000);
        assert.deepEqual(
          left,
          Array.from({ length: seconds }, (_, index) => (seconds - 1 - index) * 1000),
        );
        assert.equal(clock.timers.size, 0);
      }),
    );
  });

  it('has no timer where nothing is waited for', () => {
    const clock = new FakeClock();
    const countdown = new Countdown(() => assert.fail(), clock);
    countdown.set(undefined);
    countdown.set(clock.time - 1);
    assert.equal(clock.timers.size, 0);
    countdown.set(clock.time + 5_000);
    assert.equal(clock.timers.size, 1);
    countdown.set(undefined);
    assert.equal(clock.timers.size, 0);
    countdown.set(clock.time + 5_000);
    countdown.dispose();
    assert.equal(clock.timers.size, 0);
  });

  it('follows a wait that turns out longer', () => {
    const clock = new FakeClock();
    let ticks = 0;
    const countdown = new Countdown(() => ticks++, clock);
    countdown.set(clock.time + 3_000);
    clock.pass(2_500);
    countdown.set(clock.time + 2_000);
    assert.equal(clock.timers.size, 1);
    clock.pass(10_000);
    assert.equal(ticks, 2 + 2);
  });
});
