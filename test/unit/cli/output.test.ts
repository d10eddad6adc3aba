import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Output, type OutputStream } from '../../../src/cli/output.js';
import { fileStream } from '../../../src/cli/streams.js';

/** A stream whose reader reads when the test says so. */
class SlowReader implements OutputStream {
  readonly read: string[] = [];
  readonly #waiting: { readonly text: string; readonly done: (error?: Error | null) => void }[] = [];
  #onError: (error: Error) => void = () => undefined;

  write(text: string, done: (error?: Error | null) => void): void {
    this.#waiting.push({ text, done });
  }

  on(_: 'error', listener: (error: Error) => void): void {
    this.#onError = listener;
  }

  get waiting(): number {
    return this.#waiting.reduce((sum, { text }) => sum + text.length, 0);
  }

  readLines(count: number): void {
    for (const { text, done } of this.#waiting.splice(0, count)) {
      this.read.push(text);
      done();
    }
  }

  close(): void {
    const error = Object.assign(new Error('closed'), { code: 'EPIPE' });
    this.#waiting.splice(0).forEach(({ done }) => done(error));
    this.#onError(error);
  }
}

const skippedLine = (lines: number) => `${lines} skipped`;

describe('the output of the command line', () => {
  it('keeps a bounded amount for a reader that stands still, says what it left out, and loses no result', () => {
    const stream = new SlowReader();
    const output = new Output(stream, { maxWaiting: 1000, skippedLine });
    for (let line = 0; line < 100_000; line++) {
      output.write(`progress ${line}`, true);
    }
    assert.ok(stream.waiting <= 1000, String(stream.waiting));
    output.write('the end');
    stream.readLines(Infinity);
    const [skipped = '', end] = stream.read.slice(-2);
    const kept = stream.read.length - 2;
    assert.deepEqual([skipped, end], [`${100_000 - kept} skipped\n`, 'the end\n']);
    output.write('more', true);
    stream.readLines(Infinity);
    assert.equal(stream.read.at(-1), 'more\n');
  });

  it('is flushed when all is read; and given up where nothing at all is read, if the caller has not all time', async () => {
    const stream = new SlowReader();
    const output = new Output(stream);
    await output.flushed();
    output.write('a');
    output.write('b');
    let isFlushed = false;
    const flushed = output.flushed().then(() => (isFlushed = true));
    stream.readLines(1);
    await Promise.resolve();
    assert.equal(isFlushed, false);
    stream.readLines(1);
    await flushed;
    output.write('c');
    await output.flushed(1);
    assert.deepEqual(stream.read, ['a\n', 'b\n']);
    const closed = output.flushed();
    stream.close();
    await closed;
  });

  it('writes nothing more after any failure, says it once, and never ends what it is for', async () => {
    const failures = fc.constantFrom('EIO', 'EAGAIN', 'ENOSPC', 'EPIPE', 'EFBIG');
    const ways = fc.constantFrom('throws', 'calls back', 'emits');
    await fc.assert(
      fc.asyncProperty(failures, ways, fc.nat({ max: 5 }), async (code, way, good) => {
        const error = Object.assign(new Error(code), { code });
        const written: string[] = [];
        const lost: Error[] = [];
        let emit: (error: Error) => void = () => undefined;
        const output = new Output(
          {
            write: (text, done) => {
              if (written.length < good || (written.length > good && way !== 'throws')) {
                written.push(text);
                done();
              } else if (way === 'throws') {
                throw error;
              } else if (way === 'calls back') {
                written.push('');
                done(error);
              } else {
                written.push('');
                emit(error);
              }
            },
            on: (_, listener) => (emit = listener),
          },
          { lost: (failure) => lost.push(failure) },
        );
        for (let line = 0; line < 8; line++) {
          output.write(String(line));
        }
        await output.flushed();
        assert.deepEqual(
          written.filter((text) => text !== ''),
          ['0\n', '1\n', '2\n', '3\n', '4\n'].slice(0, good),
        );
        assert.deepEqual(lost, [error]);
      }),
    );
  });

  it('to a file goes on with no line after half a line, whatever a disk takes', () => {
    const disk = fc.array(fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 30 }) }, fc.constantFrom(0, -1)), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(disk, (answers) => {
        let file = '';
        let call = 0;
        const stream = fileStream((bytes) => {
          const answer = answers[call++ % answers.length] ?? 0;
          if (answer < 0) {
            throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          }
          file += Buffer.from(bytes.subarray(0, answer)).toString('latin1');
          return Math.min(answer, bytes.length);
        });
        const output = new Output(stream);
        const lines = Array.from({ length: 10 }, (_, line) => JSON.stringify({ event: 'report', line }));
        lines.forEach((line) => output.write(line));
        const expected = lines.map((line) => `${line}\n`).join('');
        assert.ok(expected.startsWith(file), file);
        assert.ok(file.length === expected.length || answers.some((answer) => answer <= 0));
      }),
      { numRuns: 500 },
    );
  });
});
