import assert from 'node:assert/strict';
import { singleChunk } from '../../../../src/base/bytes.js';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { attributeCautions } from '../../../../src/cli/attributes.js';
import { DIRECTORY_DEFINITIONS } from '../../../../src/core/directory/datasets.js';
import { DIRECTORY_DATASETS, type DirectoryDataset } from '../../../../src/core/directory/names.js';
import { decodeJson } from '../../../../src/core/table/json/decodeJson.js';
import { addAttributes } from '../../../../src/core/users/attributes/addAttributes.js';
import { warningText } from '../../../../src/l10n/warningTexts.js';
import { withDirectory } from '../../../../src/services/attributes/directoryAttributes.js';
import { SAMPLE_CONNECTION } from '../../../../src/services/auth/connections/connection.js';
import type { DirectorySnapshot } from '../../../../src/services/directory/archivedDirectory.js';
import { LARGE_REPORT_BYTES } from '../../../../src/services/tables/openTable.js';
import { csv, csvFile, definition, names } from '../../core/table/support.js';
import { ended, threadsOf } from '../tables/threads.js';

const ID = '11111111-0000-4000-8000-000000000000';
const report = definition([{ name: 'User Id', type: 'text', identity: true }]);
const ANSWERS: Readonly<Record<DirectoryDataset, object>> = {
  directoryUsers: { id: ID, userPrincipalName: 'ann@a.example', department: 'Sales' },
  subscribedSkus: { skuId: 'other', skuPartNumber: 'PARTNER_ADDON', prepaidUnits: {} },
  directorySignIns: { id: ID, signInActivity: { lastSignInDateTime: '2026-11-18T08:00:00Z' } },
};
const DAYS: Readonly<Record<DirectoryDataset, string>> = {
  directoryUsers: '2026-11-20',
  subscribedSkus: '2026-11-19',
  directorySignIns: '2026-11-18',
};

/**
 * @param damaged cannot be read; or, where it `isLost`, cannot even be opened
 * @param absent is not archived
 * @param bytes size that each part is said to have
 */
async function joinedWithout(
  damaged: readonly DirectoryDataset[],
  isLost: boolean,
  absent: readonly DirectoryDataset[] = [],
  bytes?: number,
) {
  const newest = (_: unknown, dataset: DirectoryDataset): Promise<DirectorySnapshot | undefined> => {
    if (absent.includes(dataset)) {
      return Promise.resolve(undefined);
    }
    const isDamaged = damaged.includes(dataset);
    if (isDamaged && isLost) {
      return Promise.reject(new UsageReportsError('storage', 'The folder cannot be read.'));
    }
    const text = isDamaged ? '{"value":{}}' : JSON.stringify({ value: [ANSWERS[dataset]] });
    const of = DIRECTORY_DEFINITIONS[dataset];
    const chunks = () => singleChunk(new TextEncoder().encode(text));
    const day = DAYS[dataset];
    const facts = { definition: of, format: 'json' as const, bytes: bytes ?? text.length, rowCount: 1, chunks, day };
    return Promise.resolve({ ...facts, fetchedAt: `${day}T12:00:00.000Z`, table: () => decodeJson(chunks(), of) });
  };
  const attributes = withDirectory(() => Promise.resolve([]), { newest });
  const table = await csv(csvFile([['User Id'], [ID]]), report);
  return addAttributes(table, report, await attributes(report, SAMPLE_CONNECTION));
}

describe('what is archived of the directory', () => {
  it('is read by a thread if it is large, which ends, and has the same columns and notices', async () => {
    for (const damaged of [[], ['directoryUsers'], ['directorySignIns', 'subscribedSkus']] as const) {
      const here = await joinedWithout(damaged, false);
      const threads = await threadsOf(async () => {
        const there = await joinedWithout(damaged, false, [], LARGE_REPORT_BYTES.json);
        assert.deepEqual([there.columns, there.warnings], [here.columns, here.warnings]);
        assert.deepEqual(there.rows(0, 1), here.rows(0, 1));
      });
      assert.equal(threads.length, 1);
      await ended(threads);
    }
  });

  it('says which of it cannot be read, in a notice and on the command line, and takes no other columns away', async () => {
    for (const isLost of [false, true]) {
      for (let set = 0; set < 2 ** DIRECTORY_DATASETS.length; set++) {
        const damaged = DIRECTORY_DATASETS.filter((_, at) => (set & (2 ** at)) !== 0);
        const joined = await joinedWithout(damaged, isLost);
        const has = (name: string) => names(joined).includes(name);
        const lacksUsers = damaged.includes('directoryUsers');
        const label = `${damaged.join()} ${isLost}`;
        assert.equal(has('Department'), !lacksUsers, label);
        assert.equal(has('Last Sign-in'), !lacksUsers && !damaged.includes('directorySignIns'), label);
        // Without users, nothing else can be joined.
        const said = lacksUsers ? ['directoryUsers'] : damaged;
        const unreadable = joined.warnings.filter((warning) => warning.kind === 'directoryUnreadable');
        assert.deepEqual(unreadable.map(({ dataset }) => dataset).sort(), [...said].sort(), label);
        assert.equal(joined.warnings.length, unreadable.length, label);
        assert.deepEqual(
          attributeCautions(joined.warnings),
          unreadable.map((warning) => warningText(warning)),
          label,
        );
      }
    }
  });

  it('is the sign-ins alone where users are not archived, and nothing where neither is', async () => {
    for (const isLost of [false, true]) {
      const alone = await joinedWithout([], isLost, ['directoryUsers']);
      assert.deepEqual(names(alone).slice(1), [
        ...['Last Sign-in', 'Last Non-Interactive Sign-in', 'Last Successful Sign-in', 'Directory Status'],
      ]);
      assert.equal(alone.columns[1]?.directoryDay, DAYS.directorySignIns);
      const none = await joinedWithout([], isLost, ['directoryUsers', 'directorySignIns']);
      assert.deepEqual([names(none), none.warnings], [['User Id'], []]);
      const damaged = await joinedWithout(['directorySignIns'], isLost, ['directoryUsers']);
      assert.deepEqual(names(damaged), ['User Id']);
      assert.deepEqual(
        damaged.warnings.map((warning) => warning.kind === 'directoryUnreadable' && warning.dataset),
        ['directorySignIns'],
      );
    }
  });

  it('reads again what could not be read, and nothing else', async () => {
    const text = (dataset: DirectoryDataset) => JSON.stringify({ value: [ANSWERS[dataset]] });
    let failures = 2;
    const reads: string[] = [];
    const newest = (_: unknown, dataset: DirectoryDataset): Promise<DirectorySnapshot> => {
      const of = DIRECTORY_DEFINITIONS[dataset];
      const chunks = () => {
        reads.push(dataset);
        return dataset === 'directorySignIns' && failures-- > 0
          ? failing()
          : singleChunk(new TextEncoder().encode(text(dataset)));
      };
      const table = () => decodeJson(chunks(), of);
      const facts = { definition: of, format: 'json' as const, bytes: 1, rowCount: 1, chunks, day: DAYS[dataset] };
      return Promise.resolve({ ...facts, fetchedAt: `${DAYS[dataset]}T12:00:00.000Z`, table });
    };
    const attributes = withDirectory(() => Promise.resolve([]), { newest });
    const unread: unknown[] = [];
    for (let time = 0; time < 4; time++) {
      unread.push((await attributes(report, SAMPLE_CONNECTION))[0]?.unread);
    }
    assert.deepEqual(unread, [['directorySignIns'], ['directorySignIns'], [], []]);
    assert.equal(reads.filter((dataset) => dataset === 'directorySignIns').length, 3);
  });

  it('has the day of the sign-ins at their columns', async () => {
    const { columns } = await joinedWithout([], false);
    const days = columns.flatMap(({ name, directoryDay }) =>
      name === 'Last Sign-in' || name === 'Department' ? [directoryDay] : [],
    );
    assert.deepEqual(days, [DAYS.directoryUsers, DAYS.directorySignIns]);
  });
});

/** @throws UsageReportsError `storage` */
async function* failing(): AsyncGenerator<Uint8Array> {
  yield await Promise.reject(new UsageReportsError('storage', 'The drive is busy.'));
}
