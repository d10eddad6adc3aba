import assert from 'node:assert/strict';
import {
  saveFile,
  type Conflict,
  type ExportFileSystem,
  type SaveOptions,
} from '../../../../src/core/export/saveFile.js';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';

/** A folder in memory that behaves like VS Code's file system. Its steps can fail or be interrupted. */
class MemoryFiles implements ExportFileSystem<string> {
  readonly files = new Map<string, string>();
  readonly folders = new Set<string>();
  before: (step: string, target: string) => void = () => undefined;

  join(folder: string, name: string): string {
    return `${folder}/${name}`;
  }

  async stat(target: string): Promise<{ size: number } | undefined> {
    await this.#step('stat', target);
    const content = this.files.get(target);
    return content === undefined ? undefined : { size: content.length };
  }

  async fingerprint(target: string): Promise<string> {
    await this.#step('fingerprint', target);
    return `SHA-256 of ${this.#existing(target)}`;
  }

  async writeFile(target: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    assert.ok(!this.files.has(target));
    this.files.set(target, '');
    await this.#step('writeFile', target);
    for await (const chunk of chunks) {
      this.files.set(target, this.#existing(target) + Buffer.from(chunk).toString());
    }
  }

  async rename(from: string, to: string, { overwrite }: { overwrite: boolean }): Promise<void> {
    await this.#step('rename', to);
    if (!overwrite && this.files.has(to)) {
      throw new Error('FileExists');
    }
    this.files.set(to, this.#existing(from));
    this.files.delete(from);
  }

  async delete(target: string): Promise<void> {
    await this.#step('delete', target);
    this.#existing(target);
    this.files.delete(target);
  }

  async createDirectory(folder: string): Promise<void> {
    await this.#step('createDirectory', folder);
    this.folders.add(folder);
  }

  async #step(step: string, target: string): Promise<void> {
    await Promise.resolve();
    this.before(step, target);
  }

  #existing(target: string): string {
    const content = this.files.get(target);
    if (content === undefined) {
      throw new Error('FileNotFound');
    }
    return content;
  }
}

const noConflict = () => assert.fail('nobody has to be asked');
const answering = (...answers: Conflict[]) => {
  const asked: string[] = [];
  const onConflict = (existing: string) => {
    asked.push(existing);
    return Promise.resolve(answers.shift() ?? assert.fail('asked too often'));
  };
  return { asked, onConflict };
};
const bytes = (text: string) => [Buffer.from(text.slice(0, 2)), Buffer.from(text.slice(2))];

describe('saveFile', () => {
  let fs: MemoryFiles;
  beforeEach(() => {
    fs = new MemoryFiles();
  });
  const content = () => Object.fromEntries(fs.files);
  const save = (text: string, options: SaveOptions<string>) => saveFile(fs, 'out', 'a.csv', bytes(text), options);

  it('writes a new file under a temporary name first', async () => {
    const steps: string[] = [];
    fs.before = (step, target) => steps.push(`${step} ${target.replace(/\.[0-9a-f]{8}\./, '.*.')}`);
    assert.deepEqual(await save('new', { onConflict: noConflict }), { outcome: 'written', target: 'out/a.csv' });
    assert.deepEqual(content(), { 'out/a.csv': 'new' });
    assert.deepEqual(steps, [
      'createDirectory out',
      'writeFile out/.a.csv.*.tmp',
      'stat out/a.csv',
      'rename out/a.csv',
    ]);
  });

  it('leaves a file with the same bytes as it is', async () => {
    fs.files.set('out/a.csv', 'same');
    fs.before = (step) => assert.notEqual(step, 'rename');
    assert.deepEqual(await save('same', { onConflict: noConflict }), { outcome: 'unchanged', target: 'out/a.csv' });
    assert.deepEqual(content(), { 'out/a.csv': 'same' });
  });

  it('replaces a different file only after a question', async () => {
    fs.files.set('out/a.csv', 'old');
    const { asked, onConflict } = answering('replace');
    assert.deepEqual(await save('new', { onConflict }), { outcome: 'replaced', target: 'out/a.csv' });
    assert.deepEqual(asked, ['out/a.csv']);
    assert.deepEqual(content(), { 'out/a.csv': 'new' });
  });

  it('also asks if the length is the same', async () => {
    fs.files.set('out/a.csv', 'one');
    assert.equal((await save('two', answering('skip'))).outcome, 'skipped');
    assert.deepEqual(content(), { 'out/a.csv': 'one' });
  });

  it('keeps both files, with the next free number', async () => {
    fs.files.set('out/a.normalized.csv', 'old');
    fs.files.set('out/a (2).normalized.csv', 'older');
    const result = await saveFile(fs, 'out', 'a.normalized.csv', bytes('new'), answering('keepBoth'));
    assert.deepEqual(result, { outcome: 'written', target: 'out/a (3).normalized.csv' });
    assert.equal(fs.files.size, 3);
    const again = await saveFile(fs, 'out', 'a.normalized.csv', bytes('new'), answering('keepBoth'));
    assert.deepEqual(again, { outcome: 'unchanged', target: 'out/a (3).normalized.csv' });
    fs.files
      .set('out/my.own.name.csv', 'x')
      .set('out/README', 'x')
      .set('out/.env', 'x')
      .set('out/skype.usage-report.json', 'x');
    const nameOfCopy = async (name: string) =>
      (await saveFile(fs, 'out', name, bytes('new'), answering('keepBoth'))).target;
    // A template is known by its ending.
    assert.equal(await nameOfCopy('skype.usage-report.json'), 'out/skype (2).usage-report.json');
    assert.equal(await nameOfCopy('my.own.name.csv'), 'out/my.own.name (2).csv');
    assert.equal(await nameOfCopy('README'), 'out/README (2)');
    assert.equal(await nameOfCopy('.env'), 'out/.env (2)');
  });

  it('never replaces a file that appeared while it was writing', async () => {
    fs.before = (step) => {
      if (step === 'rename' && !fs.files.has('out/a.csv')) {
        fs.files.set('out/a.csv', "somebody else's");
      }
    };
    const { asked, onConflict } = answering('skip');
    assert.equal((await save('new', { onConflict })).outcome, 'skipped');
    assert.deepEqual(asked, ['out/a.csv']);
    assert.deepEqual(content(), { 'out/a.csv': "somebody else's" });
  });

  it('asks again if the file changed before the answer', async () => {
    fs.files.set('out/a.csv', 'old');
    let asked = 0;
    const onConflict = () => {
      if (++asked === 1) {
        fs.files.set('out/a.csv', 'changed');
        return Promise.resolve('replace' as const);
      }
      return Promise.resolve('skip' as const);
    };
    assert.equal((await save('new', { onConflict })).outcome, 'skipped');
    assert.equal(asked, 2);
    assert.deepEqual(content(), { 'out/a.csv': 'changed' });
  });

  for (const failing of ['createDirectory', 'stat', 'writeFile', 'rename']) {
    it(`leaves the folder as it was when ${failing} fails`, async () => {
      fs.files.set('out/other.csv', 'other');
      fs.before = (step) => {
        if (step === failing) {
          throw new Error('NoPermissions');
        }
      };
      await assert.rejects(save('new', { onConflict: noConflict }), (error) => {
        assert.ok(error instanceof UsageReportsError);
        assert.equal(error.reason, 'exportFailed');
        assert.equal(error.message, 'a.csv could not be written: NoPermissions');
        return true;
      });
      fs.before = () => undefined;
      assert.deepEqual(content(), { 'out/other.csv': 'other' });
    });
  }

  it('throws the first failure even if the temporary file cannot be removed', async () => {
    fs.before = (step) => {
      if (step === 'rename' || step === 'delete') {
        throw new Error(step);
      }
    };
    await assert.rejects(save('new', { onConflict: noConflict }), /could not be written: rename/);
  });

  it('keeps the old file if replacing it fails', async () => {
    fs.files.set('out/a.csv', 'old');
    fs.before = (step) => {
      if (step === 'rename') {
        throw new Error('Unavailable');
      }
    };
    await assert.rejects(save('new', answering('replace')), /Unavailable/);
    assert.deepEqual(content(), { 'out/a.csv': 'old' });
  });

  it('throws what the report fails with', async () => {
    const failure = new UsageReportsError('storage', 'gone', { code: 'snapshotGone' });
    const chunks = (function* () {
      yield Buffer.from('a');
      throw failure;
    })();
    await assert.rejects(saveFile(fs, 'out', 'a.csv', chunks, { onConflict: noConflict }), failure);
    assert.deepEqual(content(), {});
  });

  it('throws what the report fails with, whatever the file system makes of it', async () => {
    const failure = new UsageReportsError('storage', 'gone', { code: 'snapshotGone' });
    const failing = (async function* () {
      yield await Promise.resolve(Buffer.from('a'));
      throw failure;
    })();
    class Rewording extends MemoryFiles {
      override writeFile(target: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
        return super.writeFile(target, chunks).catch((cause: unknown) => Promise.reject(new Error('EIO', { cause })));
      }
    }
    fs = new Rewording();
    await assert.rejects(saveFile(fs, 'out', 'a.csv', failing, { onConflict: noConflict }), failure);
    assert.deepEqual(content(), {});
  });

  it('writes a file as it comes, and asks for the next chunk only when the last is written', async () => {
    let written = 0;
    const chunks = (function* () {
      for (let given = 0; given < 5; given++) {
        const [draft] = fs.files.values();
        assert.equal(draft, 'x'.repeat(given));
        written++;
        yield Buffer.from('x');
      }
    })();
    await saveFile(fs, 'out', 'a.csv', chunks, { onConflict: noConflict });
    assert.equal(written, 5);
    assert.deepEqual(content(), { 'out/a.csv': 'xxxxx' });
  });

  for (const at of ['createDirectory', 'stat', 'writeFile']) {
    it(`stops at ${at} when canceled, and leaves nothing`, async () => {
      const controller = new AbortController();
      fs.before = (step) => {
        if (step === at) {
          controller.abort();
        }
      };
      await assert.rejects(save('new', { onConflict: noConflict, signal: controller.signal }), isCancelled);
      assert.deepEqual(content(), {});
    });
  }

  it('stops between chunks when canceled', async () => {
    const controller = new AbortController();
    let given = 0;
    const chunks = (function* () {
      for (;;) {
        if (++given === 3) {
          controller.abort();
        }
        yield Buffer.from('x');
      }
    })();
    const options = { onConflict: noConflict, signal: controller.signal };
    await assert.rejects(saveFile(fs, 'out', 'a.csv', chunks, options), isCancelled);
    assert.equal(given, 3);
    assert.deepEqual(content(), {});
  });

  it('takes a dismissed question for a cancellation', async () => {
    fs.files.set('out/a.csv', 'old');
    const dismissed = Object.assign(new Error('Canceled'), { name: 'Canceled' });
    await assert.rejects(save('new', { onConflict: () => Promise.reject(dismissed) }), dismissed);
    assert.deepEqual(content(), { 'out/a.csv': 'old' });
  });
});
