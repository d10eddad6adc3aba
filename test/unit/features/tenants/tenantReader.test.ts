import assert from 'node:assert/strict';
import { TenantReader } from '../../../../src/features/tenants/tenantReader.js';
import type { ReportService } from '../../../../src/services/reports/reportService.js';
import type { Connections } from '../../../../src/services/auth/connections/connections.js';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { defaultMeasures } from '../../../../src/features/tenants/measureChoices.js';
import { catalog } from '../../../support/catalog.js';

const measures = defaultMeasures(catalog);

/** @param tenants the archive's name for the tenant of each connection */
function readerOf(tenants: Readonly<Record<string, string>>) {
  const all = readConnections(Object.keys(tenants).map((id) => ({ id, name: `Name of ${id}` }))).connections;
  const asked: { connection: string; report: string }[] = [];
  let running = 0;
  let most = 0;
  const service = {
    tenantOf: ({ id }: { id: string }) => Promise.resolve(tenants[id] ?? id),
    state: () => Promise.resolve({ kind: 'never' }),
    history: {
      read: async (ref: { connection: string; report: string }, signal: AbortSignal) => {
        asked.push(ref);
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running--;
        signal.throwIfAborted();
        return undefined;
      },
    },
  } as unknown as ReportService;
  const connections = { all } as unknown as Connections;
  const reader = new TenantReader({ service, connections, catalog: () => catalog });
  return { reader, asked, ids: all.map(({ id }) => id), mostAtOnce: () => most };
}

describe('reading all tenants', () => {
  it('names them in the order of the connections, and knows those that are the same tenant', async () => {
    const { reader } = readerOf({ a: 'one', b: 'two', c: 'one' });
    assert.deepEqual(
      (await reader.tenants()).map(({ id, isSample, sameAs }) => [id, isSample, sameAs]),
      [
        ['a', false, undefined],
        ['b', false, undefined],
        ['c', false, 'Name of a'],
        ['sample', true, undefined],
        ['sample-concealed', true, undefined],
      ],
    );
    assert.deepEqual(reader.sharing('c'), ['a', 'c']);
    assert.deepEqual(reader.sharing('b'), ['b']);
    assert.deepEqual(reader.sharing('gone'), []);
  });

  it('tells each row once, a few at a time, and reads each report of a tenant once', async () => {
    const names = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`t${index}`, `tenant${index}`]));
    const { reader, asked, ids, mostAtOnce } = readerOf(names);
    const rows: string[] = [];
    await reader.read(ids, measures, { signal: new AbortController().signal, fill: false }, (id, cells) => {
      rows.push(id);
      assert.equal(cells.length, measures.length);
    });
    assert.deepEqual(rows.sort(), [...ids].sort());
    assert.equal(asked.length, ids.length * new Set(measures.map(({ report }) => report)).size);
    assert.ok(mostAtOnce() > 1 && mostAtOnce() <= 4, `${mostAtOnce()}`);
  });

  it('ends early when it is canceled, and tells nothing more', async () => {
    const { reader, ids, asked } = readerOf({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' });
    const canceling = new AbortController();
    const rows: string[] = [];
    const reading = reader.read(ids, measures, { signal: canceling.signal, fill: false }, (id) => {
      rows.push(id);
      canceling.abort();
    });
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(rows.length, 1);
    const { length } = asked;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked.length, length);
  });

  it('leaves out a connection that is gone', async () => {
    const { reader } = readerOf({ a: 'a' });
    const rows: string[] = [];
    await reader.read(['gone', 'a'], measures, { signal: new AbortController().signal, fill: false }, (id) => {
      rows.push(id);
    });
    assert.deepEqual(rows, ['a']);
  });
});
