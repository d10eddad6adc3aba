import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import type { AttributesContent } from '../../../../src/core/users/attributes/attributesFile.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { joinUsersLocally } from '../../../../src/services/tables/localUsers.js';
import type { SizedUserFile, UsersTable } from '../../../../src/services/tables/userFile.js';
import { openUsersTable } from '../../../../src/services/tables/usersTable.js';
import { joinUsersInTwoWorkers, joinUsersInWorker } from '../../../../src/services/tables/workerUsers.js';
import { catalog } from '../../../support/catalog.js';
import { sampleFile } from '../../../support/sampleFiles.js';
import { checkFoundReasons } from './foundReasons.js';
import { ended, threadsOf } from './threads.js';

const NAMES = JOINED_REPORTS.map(({ report }) => report).slice(0, 6);
const CHUNK = 5000;

interface Sample {
  readonly definition: ReportDefinition;
  readonly bytes: Uint8Array;
}

/** @param error what is thrown after the first chunk */
async function* chunksOf(bytes: Uint8Array, size: number, error?: Error): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) {
    yield await Promise.resolve(bytes.slice(from, from + size));
    if (error !== undefined) {
      throw error;
    }
  }
}

/** Begins as a file does, and never ends. */
async function* hanging(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    yield chunk;
    await new Promise(() => undefined);
  }
}

describe('the table of all users', () => {
  let samples: readonly Sample[];
  before(async () => {
    samples = await Promise.all(
      NAMES.map(async (name) => {
        const definition = catalog.find(name);
        assert.ok(definition !== undefined);
        const text = await sampleFile(definition, 'csv', definition.periods.includes('D180') ? 'D180' : undefined);
        return { definition, bytes: new TextEncoder().encode(text) };
      }),
    );
  });
  const opened: UsersTable[] = [];
  const keep = (users: UsersTable) => {
    opened.push(users);
    return users;
  };
  afterEach(() => opened.splice(0).forEach(({ table }) => table.dispose()));

  /** @param breaks what a file throws after its first chunk */
  function files(breaks: ReadonlyMap<string, Error> = new Map(), size?: number): SizedUserFile[] {
    return samples.map(({ definition, bytes }) => ({
      facts: {
        definition,
        format: 'csv',
        period: 'D180',
        refreshDate: '2026-11-19',
        fetchedAt: '2026-11-21T10:00:00.000Z',
      },
      bytes: size ?? bytes.length,
      chunks: () => chunksOf(bytes, CHUNK, breaks.get(definition.name)),
    }));
  }

  const all = async ({ table }: UsersTable) => (await table.rows({}, 0, table.rowCount)).rows;

  it('is looked in by why cells are blank, as a page writes it, here and in a thread', async () => {
    for (const { table } of [keep(await joinUsersLocally(files())), keep(await joinUsersInWorker(files()))]) {
      await checkFoundReasons(table, 'notLicensed', 'noActivity', 'notFetched');
    }
  });

  it('is the same in a thread, in two, and here', async () => {
    const here = keep(await joinUsersLocally(files()));
    assert.ok(here.table.rowCount > 100);
    for (const there of [keep(await joinUsersInWorker(files())), keep(await joinUsersInTwoWorkers(files()))]) {
      assert.deepEqual(there.facts, here.facts);
      assert.deepEqual(
        [there.table.columns, there.table.refreshDate, there.table.warnings],
        [here.table.columns, '2026-11-19', here.table.warnings],
      );
      assert.deepEqual(await all(there), await all(here));
    }
  });

  it('becomes the same licenses in a thread and here, which outlive it', async () => {
    const made = async ({ table, facts }: UsersTable) => {
      const licenses = await table.derive({ kind: 'licenses', facts });
      const again = await licenses.derive({ kind: 'same' });
      table.dispose();
      const { columns, rowCount, refreshDate, warnings } = licenses;
      assert.ok(rowCount > 100);
      const rows = await licenses.rows({}, 0, rowCount);
      licenses.dispose();
      await assert.rejects(licenses.rows({}, 0, 1), { reason: 'invalidRequest' });
      assert.deepEqual(await again.rows({}, 0, rowCount), rows);
      again.dispose();
      return { columns, rowCount, refreshDate, warnings, rows };
    };
    const [here, there] = [await joinUsersLocally(files()), await joinUsersInWorker(files())];
    assert.deepEqual(await made(there), await made(here));
  });

  it('ends its thread when a table that is made of it was canceled, and it is disposed of', async () => {
    const threads = await threadsOf(async () => {
      const { table, facts } = await joinUsersInWorker(files());
      const cancel = new AbortController();
      const licenses = table.derive({ kind: 'licenses', facts }, cancel.signal);
      cancel.abort();
      await assert.rejects(licenses, isCancelled);
      table.dispose();
    });
    assert.equal(threads.length, 1);
    await ended(threads);
  });

  it('has the same attributes in a thread and here', async () => {
    const content: AttributesContent = {
      bytes: new TextEncoder().encode(sampleAttributes()),
      keys: { principalName: 'userPrincipalName' },
      attributes: [{ column: 'department', name: 'Department' }],
    };
    const [good, bad] = [
      { name: 'hr.csv', content },
      { name: 'gone.csv', content: { problem: 'missing' } },
    ] as const;
    for (const attributes of [good, bad]) {
      const [here, there] = [
        keep(await joinUsersLocally(files(), { attributes: [attributes] })),
        keep(await joinUsersInWorker(files(), { attributes: [attributes] })),
      ];
      assert.equal(
        here.table.columns.some(({ name, attributesFile }) => name === 'Department' && attributesFile === 'hr.csv'),
        attributes === good,
      );
      assert.ok(here.table.warnings.some(({ kind }) => kind.startsWith('attributes')));
      assert.deepEqual([there.table.columns, there.table.warnings], [here.table.columns, here.table.warnings]);
      assert.deepEqual(await all(there), await all(here));
    }
  });

  it('is in a thread if the files are large together', async () => {
    const size = Math.ceil(8_000_000 / NAMES.length);
    const small = await threadsOf(async () => keep(await openUsersTable(files(undefined, size - 1))));
    assert.equal(small.length, 0);
    const large = await threadsOf(async () => keep(await openUsersTable(files(undefined, size + 1))));
    assert.equal(large.length, 1);
    opened.splice(0).forEach(({ table }) => table.dispose());
    await ended(large);
  });

  it('is read by two threads if the files are very large together, and stays in one', async () => {
    const threads = await threadsOf(async () => keep(await openUsersTable(files(undefined, 8_000_000))));
    assert.equal(threads.length, availableParallelism() > 1 ? 2 : 1);
    assert.ok((await all(opened[0] ?? assert.fail())).length > 100);
    opened.splice(0).forEach(({ table }) => table.dispose());
    await ended(threads);
  });

  it('is lost when one of its two threads is, which ends the other', async () => {
    for (const lost of [0, 1]) {
      const hang = files().map((file) => ({ ...file, chunks: () => hanging(file.chunks()) }));
      const threads: Worker[] = [];
      const onWorker = (worker: Worker) => {
        threads.push(worker);
        if (threads.length === 2) {
          void threads[lost]?.terminate();
        }
      };
      process.on('worker', onWorker);
      await assert.rejects(joinUsersInTwoWorkers(hang), { reason: 'tableLost' });
      process.off('worker', onWorker);
      assert.equal(threads.length, 2);
      await ended(threads);
    }
  });

  for (const [where, open] of [
    ['here', joinUsersLocally],
    ['in a thread', joinUsersInWorker],
    ['in two threads', joinUsersInTwoWorkers],
  ] as const) {
    it(`lacks a file that breaks or is no report, and says so, ${where}`, async () => {
      const damaged = new UsageReportsError('storage', 'Damaged.', { code: 'damaged' });
      const broken = files(new Map([[NAMES[1] ?? '', damaged]]));
      const second = broken[3];
      assert.ok(second !== undefined);
      const html = new TextEncoder().encode(`<html>${'x'.repeat(3_000_000)}`);
      broken[3] = { ...second, chunks: () => chunksOf(html, 300_000) };
      const users = keep(await open(broken));
      const others = keep(await joinUsersLocally(files().filter((_, at) => at !== 1 && at !== 3)));
      const unreadable = users.facts.sources.flatMap(({ report, state, rowCount }) =>
        state === 'unreadable' ? [[report, rowCount]] : [],
      );
      assert.deepEqual(unreadable, [
        [NAMES[1], 0],
        [NAMES[3], 0],
      ]);
      assert.deepEqual(await all(users), await all(others));
    });

    it(`fails with what is no fault of a file, ${where}`, async () => {
      const bug = new TypeError('A bug.');
      await assert.rejects(open(files(new Map([[NAMES[1] ?? '', bug]]))), /A bug/);
    });
  }

  it('can be canceled at every file, and leaves no thread behind', async () => {
    for (const at of NAMES.keys()) {
      for (const size of [undefined, 2_000_000, 8_000_000]) {
        const stop = new AbortController();
        const threads = await threadsOf(() =>
          assert.rejects(
            openUsersTable(files(undefined, size), {
              signal: stop.signal,
              onProgress: (report) => {
                if (report === at + 1) {
                  stop.abort();
                }
              },
            }),
            isCancelled,
          ),
        );
        await ended(threads);
      }
    }
  });
});
