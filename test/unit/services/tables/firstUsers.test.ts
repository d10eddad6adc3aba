import assert from 'node:assert/strict';
import { ACTIVE_USERS } from '../../../../src/core/users/joined/joinedReports.js';
import { type FirstUsers, showFirstUsers } from '../../../../src/services/tables/firstUsers.js';
import type { SizedUserFile } from '../../../../src/services/tables/userFile.js';
import { catalog } from '../../../support/catalog.js';

const EMAIL = 'getEmailActivityUserDetail';
/** Enough for the beginning of a file. */
const ROWS = 5_000;
const LARGE = 80_000_000;

const nameOf = (row: number) => `user${row}@contoso.com`;

/** A file that is said to have so many bytes, and of which nothing is read beyond its beginning. */
function file(report: string, bytes: number, text: string = csv()): SizedUserFile {
  const definition = catalog.find(report) ?? assert.fail(report);
  const facts = {
    definition,
    format: 'csv',
    refreshDate: '2026-11-19',
    fetchedAt: '2026-11-21T10:00:00.000Z',
  } as const;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    const all = new TextEncoder().encode(text);
    for (let from = 0; from < all.length; from += 64 * 1024) {
      yield await Promise.resolve(all.slice(from, from + 64 * 1024));
    }
    throw new Error('Read to its end.');
  }
  return { facts, bytes, chunks };
}

function csv(rows = ROWS): string {
  const lines = Array.from({ length: rows }, (_, row) => `2026-11-19,${nameOf(row)},${'x'.repeat(60)}`);
  return ['Report Refresh Date,User Principal Name,Display Name', ...lines, ''].join('\n');
}

async function shown(files: readonly SizedUserFile[], over = new AbortController()): Promise<FirstUsers | undefined> {
  let found: FirstUsers | undefined;
  await showFirstUsers(files, (first) => (found = first), over.signal);
  return found;
}

describe('the first users of files that are joined', () => {
  it('are those of the first report, whose beginning alone is read', async () => {
    const files = [file(ACTIVE_USERS, LARGE), file(EMAIL, LARGE)];
    const { table, from, files: all } = (await shown(files)) ?? assert.fail();
    assert.equal(from, files[0]?.facts);
    assert.deepEqual(
      all,
      files.map(({ facts }) => facts),
    );
    assert.ok(table.rowCount > 100 && table.rowCount < ROWS);
    const { rows } = await table.rows({}, table.rowCount - 1, table.rowCount);
    assert.equal(rows[0]?.[0], nameOf(table.rowCount - 1));
    table.dispose();
  });

  it('are those of the next report if the first is small: the table begins with few of them', async () => {
    const { table, from } = (await shown([file(ACTIVE_USERS, 1_000), file(EMAIL, LARGE)])) ?? assert.fail();
    assert.equal(from.definition.name, EMAIL);
    table.dispose();
  });

  it('are not shown where all are joined in less than a second', async () => {
    assert.equal(await shown([file(ACTIVE_USERS, 30_000_000), file(EMAIL, 30_000_000)]), undefined);
  });

  it('are not shown any more when all are joined, or that has failed', async () => {
    const over = new AbortController();
    const showing = shown([file(ACTIVE_USERS, LARGE)], over);
    over.abort();
    assert.equal(await showing, undefined);
  });

  it('are not shown where the beginning cannot be read, which the join says', async () => {
    for (const text of ['', `<html>${'x'.repeat(300_000)}`, csv(10)]) {
      assert.equal(await shown([file(ACTIVE_USERS, LARGE, text)]), undefined);
    }
  });
});
