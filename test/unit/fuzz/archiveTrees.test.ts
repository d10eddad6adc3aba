import fc from 'fast-check';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { copyTenant } from '../../../src/services/archive/copy.js';
import {
  fetchedOf,
  keyOf,
  refreshDayOf,
  reportOf,
  type SnapshotKey,
  tenantOf,
} from '../../../src/services/archive/names.js';
import { shownName } from '../../../src/services/files/storageErrors.js';
import { fuzz } from '../../support/fuzz.js';
import { keep, textOf } from '../services/archive/support.js';

const good: SnapshotKey = { tenant: 'contoso', report: 'getMailboxUsageDetail', period: 'D7' };
const GOOD_TEXT = 'good';
const now = new Date('2026-11-25T00:00:00Z');

/** What others may have put somewhere. Special files and links that need no right; Windows has neither. */
const ODD = [
  'file',
  'empty folder',
  'link to a file',
  'link to a folder',
  'link to nothing',
  'link to itself',
  'loop',
  'pipe',
  'socket',
] as const;
const NAMES = [
  ...[
    'tenant=contoso',
    'tenant=other',
    'Tenant=contoso',
    'tenant=a b',
    '.tmp',
    '.tmp-0123456789ab',
    '.tmp-deleted-0123456789ab',
  ],
  ...[
    'report=getMailboxUsageDetail',
    'report=getOther',
    'period=D7',
    'period=D30',
    'period=2026-11-10',
    'date=2026-11-10',
  ],
  ...['refresh=2026-11-18', 'refresh=2026-11-19', 'refresh=9999-12-31', 'refresh=unknown'],
  ...['fetched=20261120T080000Z-0123abcd', 'fetched=99991231T080000Z-0123abcd'],
  ...['meta.json', 'checked.json', 'part.csv', '_history.json', '.migrated', 'notes.txt'],
];

/** Contents of a meta.json or checked.json that is not ours. */
const hostileMeta = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '['.repeat(50_000),
    '{"formatVersion":4}',
    '{"formatVersion":1e999}',
    JSON.stringify({ formatVersion: 3, fetchedAt: '2026-99-99T00:00:00.000Z' }),
  ),
  fc
    .record({
      formatVersion: fc.constantFrom(1, 2, 3),
      sha256: fc.constant(sha256Of('x')),
      fetchedAt: fc.constantFrom('2026-11-20T08:00:00.000Z', '9999-12-31T08:00:00.000Z', '+275760-09-13T00:00:00.000Z'),
      checkedAt: fc.constantFrom('2026-11-20T08:00:00.000Z', '9999-12-31T08:00:00.000Z', '1970-01-01T00:00:00.000Z'),
      version: fc.constant('v1.0'),
      format: fc.constantFrom('csv', 'json'),
      bytes: fc.constantFrom(1, 0, 1e15, -1, 1e308),
      parts: fc.constantFrom(
        [{ file: 'part.csv', bytes: 1 }],
        [{ file: 'part.csv', bytes: 1e15 }],
        [{ file: '../../part.csv', bytes: 1 }],
        [
          { file: 'part.csv', bytes: 0.5 },
          { file: 'part.csv', bytes: 0.5 },
        ],
        Array.from({ length: 20_000 }, () => ({ file: 'part.csv', bytes: 0 })),
      ),
      rowCount: fc.constantFrom(1, 1e308),
      columns: fc.constant([]),
      etag: fc.constantFrom(undefined, '"a\r\nb"', 'ü'),
      refreshDate: fc.constantFrom(
        undefined,
        { day: '2026-11-18', from: 'report' },
        { day: '9999-12-31', from: 'report' },
      ),
    })
    .map((meta) => JSON.stringify(meta)),
);

/** One thing in the tree: names from the root on, and what is there. */
const entry = fc.record({
  path: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 5 }),
  what: fc.oneof(
    fc.constantFrom(...ODD),
    hostileMeta.map((text) => ({ text })),
  ),
});
/** The folders of the good snapshot from the root on, so that entries come beside it. */
const depth = fc.integer({ min: 0, max: 4 });
const trees = fc.array(fc.tuple(depth, entry), { minLength: 1, maxLength: 12 });

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * What has a name of the archive's and is of another kind, as the archive says it; sorted.
 * @param only `snapshots`: without what is inside of them, which is no matter of cleaning up
 */
async function notOurs(root: string, only?: 'snapshots'): Promise<string[]> {
  const found = new Set<string>();
  const look = async (names: readonly string[]) => {
    const [, report, ...below] = names;
    for (const entry of await readdir(join(root, ...names), { withFileTypes: true })) {
      const { name } = entry;
      const isFolder =
        [
          () => tenantOf(name) !== undefined,
          () => reportOf(name) !== undefined,
          () => keyOf('any', report ?? '', name) !== undefined,
          () => refreshDayOf(name) !== undefined,
        ][names.length] ?? (() => fetchedOf(name) !== undefined);
      const files = only === undefined ? /^(part.*|meta\.json|checked\.json)$/ : /^meta\.json$/;
      const isFile = below.length >= 2 && files.test(name);
      if (isFolder() && entry.isDirectory() && only !== undefined && names.length >= 4) {
        continue;
      } else if (isFolder() && entry.isDirectory()) {
        await look([...names, name]);
      } else if (isFolder() || (isFile && !entry.isFile())) {
        found.add(shownName([...names, name].join('/')));
      }
    }
  };
  await look([]);
  return [...found].sort();
}

/** Everything below a folder: kinds, contents and modes. */
async function fingerprint(folder: string): Promise<string> {
  const lines: string[] = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const stats = await lstat(join(folder, name));
    lines.push(`${name} ${stats.mode} ${stats.isFile() ? await readFile(join(folder, name), 'utf8') : ''}`);
  }
  return lines.join('\n');
}

/** Ends in time, with what it is to do or with an error of ours. */
async function orRefused<T>(work: Promise<T>): Promise<T | UsageReportsError> {
  try {
    return await work;
  } catch (error) {
    assert.ok(error instanceof UsageReportsError, String(error instanceof Error ? error.stack : error));
    return error;
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
  }
  return found;
}

describe('An archive in a folder that others fill', () => {
  const onPosix = process.platform !== 'win32';
  let place = '';
  const servers: Server[] = [];

  /** A name in a short folder: the path of a socket has at most 107 bytes. */
  async function listen(target: string): Promise<void> {
    const server = createServer();
    servers.push(server);
    const made = join(place, `s${servers.length}`);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(made, resolve);
    });
    await rename(made, target);
  }

  beforeEach(async () => {
    place = await mkdtemp(join(tmpdir(), 'archive-trees-'));
  });

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
    await rm(place, { recursive: true, force: true });
  });

  async function put(
    root: string,
    outside: string,
    [level, { path, what }]: [number, { path: string[]; what: (typeof ODD)[number] | { text: string } }],
    snapshot: string,
  ) {
    const base = snapshot.split('/').slice(0, level);
    const target = join(root, ...base, ...path);
    // Nothing of the good snapshot is replaced, and nothing is made behind a link.
    for (let above = dirname(target); above.length > root.length; above = dirname(above)) {
      const stats = await lstat(above).catch(() => undefined);
      if (stats !== undefined && !stats.isDirectory()) {
        return;
      }
    }
    if ((await lstat(target).catch(() => undefined)) !== undefined) {
      return;
    }
    await mkdir(dirname(target), { recursive: true });
    if (typeof what === 'object') {
      return writeFile(target, what.text);
    }
    const links: Partial<Record<(typeof ODD)[number], string>> = {
      'link to a file': join(outside, 'secret.txt'),
      'link to a folder': outside,
      'link to nothing': join(outside, 'nothing'),
      'link to itself': target,
      loop: root,
    };
    const link = links[what];
    if (link !== undefined) {
      return onPosix ? symlink(link, target) : undefined;
    }
    if (what === 'pipe') {
      return onPosix ? void execFileSync('mkfifo', [target]) : undefined;
    }
    if (what === 'socket') {
      return onPosix ? listen(target) : undefined;
    }
    return what === 'file' ? writeFile(target, 'x') : mkdir(target);
  }

  /** A tree around one good snapshot, and a folder outside with what nobody may touch. */
  async function build(tree: readonly [number, { path: string[]; what: (typeof ODD)[number] | { text: string } }][]) {
    const base = await mkdtemp(join(place, 'tree-'));
    const [root, outside] = [join(base, 'archive'), join(base, 'outside')];
    await mkdir(join(outside, 'tenant=contoso', 'report=getMailboxUsageDetail', 'period=D7'), { recursive: true });
    await writeFile(join(outside, 'secret.txt'), 'secret');
    await writeFile(join(outside, 'meta.json'), '{}');
    const archived = await keep(new Archive(root), GOOD_TEXT, '2026-11-18', { key: good });
    const { reportPath, parameter, refresh, fetched = '' } = archived.place;
    const snapshot = join(reportPath, parameter, refresh, fetched).slice(root.length + 1);
    for (const one of tree) {
      await put(root, outside, one, snapshot);
    }
    return { root, outside };
  }

  const operations: Record<string, (archive: Archive, root: string) => Promise<unknown>> = {
    status: async (archive) => {
      for (const tenant of await archive.tenants()) {
        await archive.sizeOf(tenant);
        for (const key of await all(archive.keys(tenant))) {
          await orRefused(archive.latest(key));
          await orRefused(all(archive.history(key)));
          await orRefused((await archive.reportFolder(key.tenant, key.report)).list());
        }
      }
      await archive.readableByOthers();
    },
    'cleaning up': (archive) => archive.cleanUp(),
    migrating: (archive) => archive.migrate(),
    writing: (archive) => keep(archive, 'more', '2026-11-19', { key: good, fetchedAt: '2026-11-21T08:00:00.000Z' }),
    checking: async (archive) => {
      const snapshot = await archive.latest(good);
      return snapshot && archive.markChecked(snapshot, '2026-11-22T00:00:00.000Z');
    },
    copying: (archive, root) => copyTenant(archive, 'contoso', new Archive(`${root}-copy`)),
    moving: (archive) => archive.moveTenant('contoso', 'fabrikam'),
    deleting: (archive) => archive.delete(),
  };

  fuzz('ends every operation, touches nothing outside, and loses nothing good', 40, trees, async (tree) => {
    const { root, outside } = await build(tree);
    const before = await fingerprint(outside);
    for (const [what, run] of Object.entries(operations)) {
      const warnings: Error[] = [];
      const archive = new Archive(root, {
        retention: () => ({ snapshots: 1 }),
        now: () => now,
        onWarning: (error) => warnings.push(error),
      });
      await orRefused(run(archive, root));
      assert.equal(await fingerprint(outside), before, what);
      assert.ok(
        warnings.every((error) => error instanceof UsageReportsError),
        what,
      );
      if (what !== 'moving' && what !== 'deleting') {
        const texts = await Promise.all((await all(new Archive(root, { now: () => now }).history(good))).map(readable));
        assert.ok(texts.includes(GOOD_TEXT) || texts.includes('more'), `${what}: ${texts.join()}`);
      }
    }
  });

  fuzz('names each thing in the place of one of ours, once', 25, trees, async (tree) => {
    const { root } = await build(tree);
    const expected = await notOurs(root);
    const ofSnapshots = await notOurs(root, 'snapshots');
    const tenants = (await readdir(root)).filter((name) => tenantOf(name) !== undefined).map((name) => shownName(name));
    const said = async (run: (archive: Archive) => Promise<unknown>) => {
      const names: unknown[] = [];
      const archive = new Archive(root, {
        retention: () => ({ snapshots: 1 }),
        now: () => now,
        onWarning: (error) => {
          if (error instanceof UsageReportsError && error.details.code === 'notPlain') {
            names.push(error.details.argument);
          }
        },
      });
      await orRefused(run(archive));
      assert.equal(new Set(names).size, names.length, names.join());
      return names.sort();
    };
    assert.deepEqual(await said((archive) => operations['status']!(archive, root)), expected, 'status');
    const whileCleaning = await said((archive) => archive.cleanUp());
    assert.deepEqual(
      ofSnapshots.filter((name) => !whileCleaning.includes(name)),
      [],
      'cleaning up',
    );
    const whileDeleting = await said((archive) => archive.delete());
    assert.deepEqual(
      whileDeleting.filter((name) => name !== '".tmp"'),
      expected.filter((name) => tenants.includes(name)),
      'deleting',
    );
  });

  async function readable(snapshot: Parameters<typeof textOf>[0]): Promise<string> {
    const text = await orRefused(textOf(snapshot));
    return typeof text === 'string' ? text : '';
  }

  const onlyPosix = onPosix ? it : it.skip;

  onlyPosix('never enters, moves or deletes a tenant that is a link, and says that it stays', async () => {
    const { root, outside } = await build([]);
    await symlink(outside, join(root, 'tenant=linked'));
    await writeFile(join(root, 'tenant=file'), '');
    const before = await fingerprint(outside);
    const warnings: string[] = [];
    const archive = new Archive(root, { onWarning: ({ message }) => warnings.push(message) });
    assert.deepEqual(await archive.tenants(), ['contoso']);
    assert.equal(await archive.moveTenant('linked', 'moved'), false);
    assert.equal(await archive.cleanUp(), 0);
    await assert.rejects(archive.delete(), (error: UsageReportsError) => {
      assert.equal(error.details.code, 'notAllDeleted');
      assert.match(error.message, /tenant=(file|linked)/);
      return true;
    });
    assert.deepEqual(warnings.map((message) => /"tenant=\w+"/.exec(message)?.[0]).sort(), [
      '"tenant=file"',
      '"tenant=linked"',
    ]);
    assert.deepEqual((await readdir(root)).sort(), ['tenant=file', 'tenant=linked']);
    assert.equal(await fingerprint(outside), before);
  });

  onlyPosix('cleans up the other tenants where one cannot be read, and says which', async function () {
    const { root } = await build([]);
    await keep(new Archive(root), 'old', '2026-11-17', { key: good, fetchedAt: '2026-11-19T08:00:00.000Z' });
    const unreadable = join(root, 'tenant=aaa');
    await mkdir(unreadable);
    // Root reads everything: there a file is in a report's place instead.
    const isRoot = process.getuid?.() === 0;
    await (isRoot ? writeFile(join(unreadable, 'report=getMailboxUsageDetail'), '') : chmod(unreadable, 0));
    try {
      const warnings: string[] = [];
      const archive = new Archive(root, {
        retention: () => ({ snapshots: 1 }),
        now: () => now,
        onWarning: ({ message }) => warnings.push(message),
      });
      assert.equal(await archive.cleanUp(), 1);
      assert.match(
        warnings.join(),
        isRoot ? /tenant=aaa\/report=getMailboxUsageDetail/ : /"tenant=aaa" cannot be read/,
      );
    } finally {
      await chmod(unreadable, 0o700);
    }
  });

  onlyPosix('makes folders and files for their owner only, unless it is shared on purpose', async () => {
    const modes = async (root: string) => {
      const found = new Set<string>();
      for (const name of ['', ...(await readdir(root, { recursive: true }))]) {
        const stats = await lstat(join(root, name));
        found.add(`${stats.isDirectory() ? 'd' : 'f'}${(stats.mode & 0o777).toString(8)}`);
      }
      return [...found].sort();
    };
    const umask = process.umask(0o022);
    try {
      const own = new Archive(join(place, 'own'), { compress: () => true });
      await own.markChecked(await keep(own, 'x', '2026-11-18'), '2026-11-22T00:00:00.000Z');
      assert.deepEqual(await modes(join(place, 'own')), ['d700', 'f600']);
      assert.deepEqual(await own.readableByOthers(), []);
      const shared = new Archive(join(place, 'shared'), { isShared: () => true });
      await keep(shared, 'x', '2026-11-18');
      assert.deepEqual(await modes(join(place, 'shared')), ['d755', 'f644']);
      // The folder of this test itself is private.
      await chmod(place, 0o755);
      assert.deepEqual(await new Archive(join(place, 'shared')).readableByOthers(), ['contoso']);
      assert.deepEqual(await shared.readableByOthers(), []);
    } finally {
      process.umask(umask);
    }
  });

  it('takes no snapshot of the future for the newest, and removes no good one because of it', async () => {
    const root = join(place, 'future');
    await keep(new Archive(root), 'future', '9999-12-30', { key: good, fetchedAt: '9999-12-30T08:00:00.000Z' });
    await keep(new Archive(root), 'same day, clock ahead', '2026-11-18', {
      key: good,
      fetchedAt: '2099-01-01T08:00:00.000Z',
    });
    await keep(new Archive(root), GOOD_TEXT, '2026-11-18', { key: good });
    const warnings: string[] = [];
    const archive = new Archive(root, {
      now: () => now,
      retention: () => ({ snapshots: 1 }),
      onWarning: ({ message }) => warnings.push(message),
    });
    const texts = await Promise.all((await all(archive.history(good))).map(textOf));
    assert.deepEqual(texts, [GOOD_TEXT, 'same day, clock ahead', 'future']);
    const entries = await (await archive.reportFolder(good.tenant, good.report)).list();
    assert.deepEqual(
      entries.map(({ day }) => day),
      ['9999-12-30', '2026-11-18', '2026-11-18'],
    );
    await archive.cleanUp();
    assert.equal(await textOf(await archive.latest(good)), GOOD_TEXT);
    assert.deepEqual(
      warnings.map((message) => /fetched=(\d{8}).* is from the future \((\S+)\)/.exec(message)?.slice(1)).sort(),
      [
        ['20990101', '2099-01-01T08:00:00.000Z'],
        ['99991230', '9999-12-30'],
      ],
    );
    await keep(archive, 'next', '2026-11-19', { key: good, fetchedAt: '2026-11-21T08:00:00.000Z' });
    assert.equal(await textOf(await archive.latest(good)), 'next');
  });

  it('removes what a killed writer left hours after its last write, and not before', async () => {
    const root = join(place, 'killed');
    await keep(new Archive(root), GOOD_TEXT, '2026-11-18', { key: good });
    const killed = await new Archive(root).beginSnapshot(good, { version: 'v1.0', format: 'csv' });
    await killed.write(Buffer.from('unfinished'));
    const archive = new Archive(root);
    const left = async () =>
      (await readdir(join(root, '.tmp'), { recursive: true }).catch(() => [])).filter((name) => name.includes('part'));
    await archive.cleanUp();
    assert.equal((await left()).length, 1);
    const hoursAgo = new Date(Date.now() - 3 * 3_600_000);
    for (const name of await readdir(join(root, '.tmp'), { recursive: true })) {
      await utimes(join(root, '.tmp', name), hoursAgo, hoursAgo);
    }
    await archive.cleanUp();
    assert.deepEqual(await left(), []);
    await killed.abort();
  });

  it('passes over a meta.json that is too large', async () => {
    const root = join(place, 'large');
    const snapshot = await keep(new Archive(root), GOOD_TEXT, '2026-11-17', { key: good });
    const { reportPath, parameter } = snapshot.place;
    const folder = join(reportPath, parameter, 'refresh=2026-11-18', 'fetched=20261120T080000Z-0123abcd');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'meta.json'), Buffer.alloc(5_000_000, ' '));
    const warnings: string[] = [];
    const archive = new Archive(root, { onWarning: ({ message }) => warnings.push(message) });
    assert.equal(await textOf(await archive.latest(good)), GOOD_TEXT);
    assert.match(warnings.join(), /meta\.json" is larger than 4194304 bytes/);
  });
});
