import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Ending } from '../../../src/cli/ending.js';
import { exitCodes } from '../../../src/cli/exitCodes.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';

type Step = 'SIGINT' | 'SIGTERM' | 'end' | 'fail' | 'storage' | 'network' | 'unknown';

function run(steps: readonly Step[]) {
  const events: ReporterEvent[] = [];
  const shown: string[] = [];
  const exits: number[] = [];
  const ending = new Ending({
    reporter: { report: (event) => void events.push(event) },
    showError: (text) => void shown.push(text),
    exit: (code) => void exits.push(code),
  });
  const returned = steps.flatMap((step) => {
    switch (step) {
      case 'SIGINT':
        return ending.interrupt(exitCodes.interrupted) ?? [];
      case 'SIGTERM':
        return ending.interrupt(exitCodes.terminated) ?? [];
      case 'end':
        return ending.end(exitCodes.someFailed);
      case 'fail':
        return ending.fail(new UsageReportsError('signInFailed', 'No.'));
      case 'storage':
        return ending.fail(Object.assign(new Error('EACCES: mkdir'), { syscall: 'mkdir', path: '/x' }));
      case 'network':
        return ending.fail(new UsageReportsError('network', 'No.', { host: 'login.example', code: 'ENOTFOUND' }));
      case 'unknown':
        return ending.fail(new TypeError('x is not a function'));
    }
  });
  return { ending, events, shown, exits, returned };
}

describe('the end of a run', () => {
  it('is said once, with the exit code that every way out of the process has', () => {
    const steps = fc.array(fc.constantFrom<Step>('SIGINT', 'SIGTERM', 'end', 'fail', 'storage', 'network', 'unknown'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, (list) => {
        const { ending, events, exits, returned } = run(list);
        const isOver = list.some((step) => !step.startsWith('SIG')) || list.length > 1;
        assert.equal(events.length, isOver ? 1 : 0);
        const [last] = events;
        const codes = [...exits, ...returned];
        assert.deepEqual([...new Set(codes)], isOver ? [last?.['exitCode']] : []);
        assert.equal(ending.code, last?.['exitCode']);
        if (list[0]?.startsWith('SIG') === true && isOver) {
          assert.equal(last?.['exitCode'], list[0] === 'SIGINT' ? 130 : 143);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells what a person has to mend from what is a bug', () => {
    assert.deepEqual(run(['fail']).returned, [exitCodes.signIn]);
    assert.deepEqual(run(['storage']).returned, [exitCodes.archive]);
    assert.deepEqual(run(['network']).returned, [exitCodes.network]);
    const { returned, events, shown } = run(['unknown']);
    assert.deepEqual(returned, [exitCodes.unexpected]);
    assert.deepEqual([events[0]?.event, events[0]?.['reason']], ['error', 'unexpected']);
    assert.deepEqual(shown, ['x is not a function']);
  });

  it('says in its event what helps', () => {
    const [event] = run(['network']).events;
    assert.match(String(event?.['help']), /host login\.example couldn't be found\.\nCheck your network/);
  });

  it('waits for the first signal only', () => {
    const { ending, events, exits } = run(['SIGTERM']);
    assert.deepEqual([ending.signal.aborted, events, exits], [true, [], []]);
    assert.deepEqual(run(['SIGTERM', 'SIGINT']).exits, [143]);
    assert.deepEqual(run(['end', 'SIGINT']).exits, [exitCodes.someFailed]);
  });
});
