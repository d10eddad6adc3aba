import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Archive } from '../../../../src/services/archive/archive.js';
import { copyTenant } from '../../../../src/services/archive/copy.js';
import type { FileOrigin } from '../../../../src/services/archive/fileOrigin.js';
import { parseMeta } from '../../../../src/services/archive/meta.js';
import type { Snapshot } from '../../../../src/services/archive/snapshot.js';
import { keep, series, snapshotFolder, textOf, useTemporaryFolder } from './support.js';

const NOW = new Date('2026-11-22T00:00:00Z');
const origin: FileOrigin = { kind: 'file', name: 'Teams usage.csv' };
const later = { fetchedAt: '2026-11-21T08:00:00.000Z', origin };

describe('Files that somebody added to the archive', () => {
  const folder = useTemporaryFolder();
  const archive = (more: object = {}) => new Archive(folder.path, { now: () => NOW, ...more });
  const all = async () => {
    const found: Snapshot[] = [];
    for await (const snapshot of archive().history(series)) {
      found.push(snapshot);
    }
    return found;
  };

  it('are snapshots that say so, with the name of the file alone', async () => {
    await keep(archive(), 'a', '2026-11-18', { ...later, origin: { ...origin, day: 'asked' } });
    const text = await readFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'meta.json'), 'utf8');
    assert.deepEqual((JSON.parse(text) as { origin: unknown }).origin, { ...origin, day: 'asked' });
    assert.deepEqual((await all())[0]?.meta.origin, { ...origin, day: 'asked' });
  });

  it('have no origin that is something else', async () => {
    await keep(archive(), 'a', '2026-11-18', later);
    const text = await readFile(join(await snapshotFolder(folder.path, '2026-11-18'), 'meta.json'), 'utf8');
    const meta = JSON.parse(text) as Record<string, unknown>;
    fc.assert(
      fc.property(fc.jsonValue(), (other) => {
        const isOne =
          typeof other === 'object' &&
          other !== null &&
          !Array.isArray(other) &&
          other['kind'] === 'file' &&
          typeof other['name'] === 'string';
        assert.equal(parseMeta(JSON.stringify({ ...meta, origin: other })) !== undefined, isOne);
      }),
    );
  });

  it('are archived once, and confirm nothing: only the service knows that there is nothing newer', async () => {
    const fetched = await keep(archive(), 'a', '2026-11-18');
    const added = await keep(archive(), 'a', '2026-11-18', later);
    assert.deepEqual([added.meta.fetchedAt, added.meta.checkedAt], [fetched.meta.fetchedAt, fetched.meta.checkedAt]);
    assert.equal(added.meta.origin, undefined, 'it is still what the service sent');
    assert.equal((await all()).length, 1);
  });

  it('are confirmed when the service sends the same bytes', async () => {
    await keep(archive(), 'a', '2026-11-18', { ...later, fetchedAt: '2026-11-20T08:00:00.000Z' });
    const fetched = await keep(archive(), 'a', '2026-11-18', { fetchedAt: '2026-11-21T08:00:00.000Z' });
    assert.equal(fetched.meta.checkedAt, '2026-11-21T08:00:00.000Z');
    assert.equal((await all()).length, 1);
  });

  it('come after what the service said of the same day, whenever they were added', async () => {
    await keep(archive(), 'of the service', '2026-11-18');
    await keep(archive(), 'of somebody', '2026-11-18', later);
    assert.equal(await textOf(await archive().latest(series)), 'of the service');
    assert.deepEqual(await Promise.all((await all()).map(textOf)), ['of the service', 'of somebody']);
    const entries = await (await archive().reportFolder(series.tenant, series.report)).list();
    assert.deepEqual(
      entries.map(({ isFile }) => isFile === true),
      [true, false],
      'oldest first',
    );
    // The retention keeps one fetched snapshot of each day, and what somebody added.
    await archive({ retention: () => ({ snapshots: 5 }) }).cleanUp();
    assert.deepEqual(await Promise.all((await all()).map(textOf)), ['of the service', 'of somebody']);
  });

  it('stay whatever is fetched before and after, and let nothing go that was fetched', async () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { minLength: 1, maxLength: 4 });
    const snapshots = fc.integer({ min: 1, max: 3 });
    await fc.assert(
      fc.asyncProperty(days, days, snapshots, fc.boolean(), async (added, fetched, limit, addsFirst) => {
        const root = await mkdtemp(join(folder.path, 'kept-'));
        const own = new Archive(root, { retention: () => ({ snapshots: limit }), now: () => NOW });
        const dayOf = (number: number) => `2026-11-${String(number).padStart(2, '0')}`;
        const add = async () => {
          for (const number of added) {
            await keep(own.withoutRetention(), `file ${number}`, dayOf(number), later);
          }
        };
        await (addsFirst ? add() : undefined);
        for (const number of fetched) {
          await keep(own.withoutRetention(), `service ${number}`, dayOf(number));
        }
        await (addsFirst ? undefined : add());
        await own.cleanUp();
        const left: string[] = [];
        for await (const snapshot of own.history(series)) {
          left.push(await textOf(snapshot));
        }
        const newest = [...fetched].sort((one, other) => other - one).slice(0, limit);
        assert.deepEqual(
          left.sort(),
          [...added.map((number) => `file ${number}`), ...newest.map((number) => `service ${number}`)].sort(),
        );
      }),
      { numRuns: 15 },
    );
  });

  it('go when their days are over, which begin when they were added', async () => {
    const old = { ...later, fetchedAt: '2026-11-02T08:00:00.000Z' };
    await keep(archive(), 'a', '2026-11-01', { ...old, origin: { ...origin, addedAt: '2026-11-19T08:00:00.000Z' } });
    await archive({ retention: () => ({ days: 5 }) }).cleanUp();
    assert.equal((await all()).length, 1);
    await archive({ retention: () => ({ days: 1 }) }).cleanUp();
    assert.equal((await all()).length, 0);
  });

  it('move with their tenant', async () => {
    await keep(archive(), 'a', '2026-11-18', later);
    await copyTenant(archive(), series.tenant, archive(), 'other');
    const copy = await archive().latest({ ...series, tenant: 'other' });
    assert.deepEqual(copy?.meta.origin, origin);
  });
});
