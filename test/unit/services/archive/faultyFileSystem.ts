import assert from 'node:assert/strict';
import { nodeFileSystem, type FileSystem } from '../../../../src/services/files/fileSystem.js';

type AnyFunction = (...args: unknown[]) => unknown;

/**
 * The real file system up to operation number `failAt`. `once`: that operation fails and the next ones work (a disk that is full
 * for a moment). `dead`: nothing works any more, as for a process that was killed there.
 */
export class FaultyFileSystem {
  operations = 0;
  failed: string | undefined;
  /** Runs before each operation on a path: what another process might do just then. */
  before: (operation: string, path: string) => Promise<void> = () => Promise.resolve();
  readonly fs: FileSystem;

  constructor(
    private readonly failAt = Infinity,
    private readonly mode: 'once' | 'dead' = 'once',
    private readonly code = 'ENOSPC',
  ) {
    this.fs = this.#wrap(nodeFileSystem) as unknown as FileSystem;
  }

  #wrap(target: object): object {
    return new Proxy(target, {
      get: (object, name: string) => {
        const member: unknown = Reflect.get(object, name, object);
        if (typeof member !== 'function') {
          return member;
        }
        return async (...args: unknown[]) => {
          // A killed process closes its files too; only the test must not leak them.
          if (name !== 'close') {
            this.#count(name);
            // Bytes that are read or written are no path, and their text would be four times as long as they are.
            await this.before(name, typeof args[0] === 'string' ? args[0] : '');
          }
          if (name === 'sync') {
            // Counted, but not done: nobody pulls the plug in these tests, and it takes most of their time.
            return;
          }
          const result = await (member as AnyFunction).apply(object, args);
          return name === 'open' ? this.#wrap(result as object) : result;
        };
      },
    });
  }

  #count(name: string): void {
    // A look changes nothing: it makes no difference whether a process is killed before or after it.
    this.operations += name === 'lstat' ? 0 : 1;
    if (this.mode === 'dead' ? this.operations >= this.failAt : this.operations === this.failAt && name !== 'lstat') {
      this.failed ??= name;
      throw Object.assign(new Error(`${this.code}: ${name} failed on purpose`), { code: this.code });
    }
  }
}

/** Moves a fault from the first operation to behind the last one, some at a time; `attempt` says whether it came too late. */
export async function atEveryStep(attempt: (step: number) => Promise<boolean>): Promise<void> {
  const atATime = 8;
  for (let first = 1; ; first += atATime) {
    assert.ok(first < 2000, 'the fault moves on');
    const late = await Promise.all(Array.from({ length: atATime }, (_, index) => attempt(first + index)));
    if (late.includes(true)) {
      return;
    }
  }
}
