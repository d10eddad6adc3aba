import assert from 'node:assert/strict';
import { isCancelled, UsageReportsError } from '../../../../src/base/errors.js';
import { STORAGE_REPORT_NAMES } from '../../../../src/core/storage/storageReports.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { joinStorageLocally } from '../../../../src/services/tables/localStorage.js';
import type { SizedStorageFile, StorageTable } from '../../../../src/services/tables/storageFile.js';
import { openStorageTable } from '../../../../src/services/tables/storageTable.js';
import { joinStorageInWorker } from '../../../../src/services/tables/workerStorage.js';
import { catalog } from '../../../support/catalog.js';
import { sampleFile } from '../../../support/sampleFiles.js';
import { checkFoundReasons } from './foundReasons.js';
import { ended, threadsOf } from './threads.js';

const CHUNK = 5000;

/** @param breaks what is thrown after the first chunk */
async function* chunksOf(bytes: Uint8Array, breaks?: Error): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += CHUNK) {
    yield await Promise.resolve(bytes.slice(from, from + CHUNK));
    if (breaks !== undefined) {
      throw breaks;
    }
  }
}

describe('the table of storage of files', () => {
  const samples = new Map<string, Uint8Array>();
  before(async () => {
    for (const name of STORAGE_REPORT_NAMES) {
      const definition = catalog.find(name) ?? assert.fail(name);
      samples.set(name, new TextEncoder().encode(await sampleFile(definition, 'csv', 'D180')));
    }
  });
  const opened: StorageTable[] = [];
  const keep = (storage: StorageTable) => {
    opened.push(storage);
    return storage;
  };
  afterEach(() => opened.splice(0).forEach(({ table }) => table.dispose()));

  /** Each report twice, a month apart. @param breaks the second file of each throws it */
  function files(breaks?: Error, size?: number): SizedStorageFile[] {
    return STORAGE_REPORT_NAMES.flatMap((name) =>
      ['2026-11-19', '2026-10-20'].map((refreshDate, at): SizedStorageFile => {
        const bytes = samples.get(name) ?? assert.fail(name);
        return {
          facts: {
            definition: catalog.find(name) ?? assert.fail(name),
            ...{
              format: 'csv',
              period: 'D180',
              refreshDate,
              fetchedAt: `${refreshDate}T10:00:00.000Z`,
              isNewest: at === 0,
            },
          },
          bytes: size ?? bytes.length,
          chunks: () => chunksOf(bytes, at === 1 ? breaks : undefined),
        };
      }),
    );
  }
  const all = async ({ table }: StorageTable) => (await table.rows({}, 0, table.rowCount)).rows;

  it('is looked in by why cells are blank, as a page writes it, here and in a thread', async () => {
    for (const { table } of [keep(await joinStorageLocally(files())), keep(await joinStorageInWorker(files()))]) {
      await checkFoundReasons(table, 'notGrowing');
    }
  });

  it('is the same in a thread and here, with the attributes of owners', async () => {
    const attributes = {
      name: 'hr.csv',
      content: {
        bytes: new TextEncoder().encode(sampleAttributes()),
        keys: { principalName: 'userPrincipalName' },
        attributes: [{ column: 'department', name: 'Department' }],
      },
    } as const;
    const here = keep(await joinStorageLocally(files(), { attributes: [attributes] }));
    const there = keep(await joinStorageInWorker(files(), { attributes: [attributes] }));
    assert.deepEqual(there.facts, here.facts);
    assert.deepEqual(there.table.columns, here.table.columns);
    assert.ok(
      here.table.columns.some(({ name, attributesFile }) => name === 'Department' && attributesFile === 'hr.csv'),
    );
    assert.ok(here.table.rowCount > 200);
    assert.deepEqual(await all(there), await all(here));
  });

  it('is made in a thread where its files are large, and says which it reads', async () => {
    const steps: string[] = [];
    const small = await threadsOf(async () => keep(await openStorageTable(files())));
    assert.equal(small.length, 0);
    const onProgress = (file: number, of: number) => steps.push(`${file}/${of}`);
    const large = await threadsOf(async () =>
      keep(await openStorageTable(files(undefined, 2_000_000), { onProgress })),
    );
    assert.equal(large.length, 1);
    assert.deepEqual(steps, ['1/6', '2/6', '3/6', '4/6', '5/6', '6/6']);
    opened.splice(0).forEach(({ table }) => table.dispose());
    await ended(large);
  });

  it('goes on without an earlier snapshot that cannot be read, here and in a thread', async () => {
    const broken = new UsageReportsError('storage', 'Damaged.');
    for (const join of [joinStorageLocally, joinStorageInWorker]) {
      const { facts, table } = keep(await join(files(broken)));
      assert.ok(table.rowCount > 200);
      assert.deepEqual(
        facts.sources.map(({ state, earlier }) => [state, earlier.map((one) => one.state)]),
        facts.sources.map(() => ['used', ['unreadable']]),
      );
    }
  });

  it('can be canceled at every file, and leaves no thread behind', async () => {
    for (const at of files().keys()) {
      for (const size of [undefined, 2_000_000]) {
        const stop = new AbortController();
        const onProgress = (file: number) => (file === at + 1 ? stop.abort() : undefined);
        const opening = () => openStorageTable(files(undefined, size), { signal: stop.signal, onProgress });
        await ended(await threadsOf(() => assert.rejects(opening(), isCancelled)));
      }
    }
  });
});
