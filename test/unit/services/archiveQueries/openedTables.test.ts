import assert from 'node:assert/strict';
import fc from 'fast-check';
import { OpenedTables } from '../../../../src/services/archiveQueries/openedTables.js';
import { fuzz } from '../../../support/fuzz.js';

const KEYS = ['a', 'b', 'c', 'd', 'e'];

interface Opened {
  readonly key: string;
  readonly table: { dispose(): void };
}

/** Opens tables that say whether they are open. */
class Tables {
  readonly open: string[] = [];
  opened = 0;

  readonly of = (key: string) => {
    this.opened++;
    this.open.push(key);
    return Promise.resolve({
      key,
      table: {
        dispose: () => {
          assert.ok(this.open.includes(key), 'a table is closed once');
          this.open.splice(this.open.indexOf(key), 1);
        },
      },
    });
  };
}

/** What was closed is closed when all that wait have run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('tables that stay open', () => {
  it('are opened once for several questions', async () => {
    const tables = new Tables();
    const opened = new OpenedTables<Opened>(3);
    for (const key of ['a', 'b', 'a', 'b', 'a']) {
      assert.equal(
        await opened.use(
          key,
          () => tables.of(key),
          (one) => Promise.resolve(one.key),
        ),
        key,
      );
    }
    assert.equal(tables.opened, 2);
    opened.dispose();
    await settled();
    assert.deepEqual(tables.open, []);
  });

  fuzz(
    'are those that were used last, and never closed while one is used',
    200,
    fc.array(fc.constantFrom(...KEYS), { maxLength: 30 }),
    async (keys) => {
      const tables = new Tables();
      const opened = new OpenedTables<Opened>(2);
      // Each question is asked while the one before it is.
      const ask = async ([key, ...rest]: readonly string[]): Promise<void> => {
        if (key !== undefined) {
          await opened.use(
            key,
            () => tables.of(key),
            async () => {
              await ask(rest);
              assert.ok(tables.open.includes(key));
            },
          );
        }
      };
      await ask(keys);
      for (const key of keys) {
        await opened.use(
          key,
          () => tables.of(key),
          () => Promise.resolve(),
        );
        await settled();
        assert.ok(tables.open.length <= 2);
        assert.ok(tables.open.includes(key));
      }
      opened.dispose();
      await settled();
      assert.deepEqual(tables.open, []);
    },
  );

  it('fail every question with what opening failed with', async () => {
    const opened = new OpenedTables<Opened>(2);
    const failure = new Error('gone');
    for (const key of ['a', 'a']) {
      await assert.rejects(
        opened.use(
          key,
          () => Promise.reject(failure),
          () => Promise.resolve(),
        ),
        failure,
      );
    }
    opened.dispose();
  });
});
