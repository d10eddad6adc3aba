import fc from 'fast-check';
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { keyFolders, type SnapshotKey } from '../../../src/services/archive/names.js';
import { type FileSystem, nodeFileSystem } from '../../../src/services/files/fileSystem.js';
import { shownName } from '../../../src/services/files/storageErrors.js';
import { newestDetailSnapshots } from '../../../src/services/reports/archivedSnapshots.js';
import { catalog } from '../../support/catalog.js';
import { fuzz } from '../../support/fuzz.js';
import { keep } from '../services/archive/support.js';

const now = new Date('2026-11-25T00:00:00Z');
const TENANTS = ['contoso', 'fabrikam'];
const REPORTS = ['getEmailActivityUserDetail', 'getMailboxUsageDetail'];
const KEYS: readonly SnapshotKey[] = TENANTS.flatMap((tenant) =>
  REPORTS.flatMap((report) => ['D7', 'D30'].map((period) => ({ tenant, report, period }))),
);
const DAYS = ['2026-11-18', '2026-11-19'];

interface Denied {
  readonly path: string;
  /** Without the right to list, or only without the right to enter (modes 0 and r--). */
  readonly mayList: boolean;
}

/** Root may read everything, so what a system says to others is said by this. */
function denying(denied: readonly Denied[]): FileSystem {
  const isBelow = (path: string) => denied.some((one) => path.startsWith(one.path + sep));
  const isIn = (path: string) => isBelow(path) || denied.some((one) => !one.mayList && path === one.path);
  const refuse = (is: (path: string) => boolean, name: keyof FileSystem) =>
    ((...args: readonly [string, ...unknown[]]) =>
      is(args[0])
        ? Promise.reject(Object.assign(new Error(`EACCES: ${name}`), { code: 'EACCES' }))
        : (nodeFileSystem[name] as (...args: unknown[]) => unknown)(...args)) as never;
  return {
    ...nodeFileSystem,
    readdir: refuse(isIn, 'readdir'),
    open: refuse(isIn, 'open'),
    rm: refuse(isIn, 'rm'),
    rmdir: refuse(isIn, 'rmdir'),
    lstat: refuse(isBelow, 'lstat'),
    stat: refuse(isBelow, 'stat'),
    rename: refuse(isBelow, 'rename'),
  };
}

/** What is denied: how deep below the archive's folder, and which of all there, as a share. A file is denied altogether. */
const choices = fc.array(
  fc.record({
    depth: fc.integer({ min: 1, max: 6 }),
    share: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
    mayList: fc.boolean(),
  }),
  { minLength: 1, maxLength: 3 },
);

describe('An archive with places that may not be read', () => {
  let place = '';

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'denied-places-'));
  });

  afterEach(() => rm(place, { recursive: true, force: true }));

  async function build() {
    const root = await mkdtemp(join(place, 'archive-'));
    for (const key of KEYS) {
      for (const day of DAYS) {
        await keep(new Archive(root), `${day} ${key.period}`, day, { key, fetchedAt: `${day}T08:00:00.000Z` });
      }
    }
    return root;
  }

  fuzz('is walked as far as it can be read, and the rest is named', 40, choices, async (chosen) => {
    const root = await build();
    const all = (await readdir(root, { recursive: true })).sort();
    const ofDepth = (depth: number) => all.filter((name) => name.split(sep).length === depth);
    const denied = chosen.map(({ depth, share, mayList }) => ({
      name: ofDepth(depth)[Math.floor(share * ofDepth(depth).length)] ?? '',
      mayList: mayList && depth < 6,
    }));
    const names = denied.map(({ name }) => name);
    const touches = (folder: string) =>
      names.some((name) => name === folder || name.startsWith(folder + sep) || folder.startsWith(name + sep));
    const open = KEYS.filter((key) => !touches(join(...keyFolders(key))));
    const fileSystem = denying(denied.map(({ name, mayList }) => ({ path: join(root, name), mayList })));
    const warnings: string[] = [];
    const archive = new Archive(root, {
      fileSystem,
      now: () => now,
      retention: () => ({ snapshots: 1 }),
      onWarning: ({ message }) => warnings.push(message),
    });

    // The walks themselves never fail: status, sizes, lists, Find a User.
    assert.deepEqual(await archive.tenants(), TENANTS);
    await archive.readableByOthers();
    for (const tenant of TENANTS) {
      await archive.sizeOf(tenant);
      const listed: string[] = [];
      for await (const key of archive.keys(tenant)) {
        listed.push(keyFolders(key).join(sep));
        await archive.latest(key).catch((error: unknown) => assert.ok(error instanceof UsageReportsError));
      }
      const found = await newestDetailSnapshots(archive, catalog, { connection: 'any', tenant });
      for (const report of REPORTS) {
        await (await archive.reportFolder(tenant, report)).list();
        if (open.some((key) => key.tenant === tenant && key.report === report)) {
          assert.ok(
            found.some(({ ref }) => ref.report === report),
            `${tenant} ${report}`,
          );
        }
      }
      const openOnes = open.filter((key) => key.tenant === tenant).map((key) => keyFolders(key).join(sep));
      assert.deepEqual(
        openOnes.filter((name) => !listed.includes(name)),
        [],
      );
    }
    // Reads the metadata of the older ones, too.
    await archive.cleanUp();
    for (const name of names) {
      // Of one within another, the outer one is named.
      const outer = [...names].sort().find((other) => name === other || name.startsWith(other + sep)) ?? name;
      const shown = shownName(outer.replaceAll(sep, '/')).slice(0, -1);
      // Of parts, these walks need the size only.
      if (!outer.includes(`${sep}part`)) {
        assert.ok(
          warnings.some((message) => message.includes(shown)),
          `${shown} is not in ${warnings.join('\n')}`,
        );
      }
    }
    assert.equal(new Set(warnings).size, warnings.length);

    for (const key of open) {
      assert.equal((await readdir(join(root, ...keyFolders(key)))).length, 1, keyFolders(key).join('/'));
    }
    await archive.migrate().catch((error: unknown) => assert.ok(error instanceof UsageReportsError));
    const moved = archive.moveTenant('contoso', 'adatum');
    await moved.catch((error: unknown) => assert.ok(error instanceof UsageReportsError));
    await archive.delete().catch((error: unknown) => {
      assert.ok(error instanceof UsageReportsError);
      assert.equal(error.details.code, 'notAllDeleted');
    });
    const left = (await readdir(root)).filter((name) => name.startsWith('tenant='));
    assert.deepEqual(
      left.filter((name) => !touches(name) && name !== 'tenant=adatum'),
      [],
    );
  });

  it('says what is in a folder that may be listed and not entered, and finds nothing there', async () => {
    const root = await build();
    const warnings: string[] = [];
    const archive = new Archive(root, {
      fileSystem: denying([{ path: root, mayList: true }]),
      onWarning: ({ message }) => warnings.push(message),
    });
    assert.deepEqual(await archive.tenants(), TENANTS);
    assert.deepEqual(await archive.readableByOthers(), []);
    assert.deepEqual(await archive.sizeOf('contoso'), { snapshots: 0, bytes: 0 });
    assert.deepEqual(warnings, ['"tenant=contoso" cannot be read: access is denied.']);
  });
});
