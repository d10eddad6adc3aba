import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Connections } from '../../src/services/auth/connections/connections.js';
import { connectionSettings } from '../../src/settings.js';
import { activated, EXTENSION_ID, failureOf } from './support/extension.js';
import { setConnections } from './support/tenant.js';

/** Entries written by hand, by another version, or by mistake. They stay as they are. */
const FOREIGN = [
  { id: 'a', note: 'by hand' },
  7,
  { id: '../bad', name: 'Faulty' },
  { id: 'b', name: 'B', note: ['kept'] },
];

describe('entries of the setting', () => {
  let connections: Connections;
  let state: vscode.Memento;
  before(() => activated());
  beforeEach(async () => {
    await setConnections(FOREIGN as object[]);
    state = memento();
    const log = { warn: () => undefined } as unknown as vscode.LogOutputChannel;
    connections = new Connections(connectionSettings, state, log);
  });
  afterEach(async () => {
    connections.dispose();
    await setConnections(undefined);
  });

  const entries = () =>
    vscode.workspace.getConfiguration('usageReports').inspect<unknown[]>('connections')?.globalValue;

  it('without configuration there are the sample tenants only', async () => {
    await setConnections(undefined);
    assert.deepEqual(
      connections.all.map(({ id }) => id),
      ['sample', 'sample-concealed'],
    );
    assert.equal(connections.active.id, 'sample');
  });

  it('adds one at the end, leaves all others, and has it at once', async () => {
    const entry = { id: 'c', name: 'C', kind: 'delegated', cloud: 'usgov' } as const;
    const connection = await connections.add(entry);
    assert.equal(connection.graphOrigin, 'https://graph.microsoft.us');
    assert.deepEqual(entries(), [...FOREIGN, entry]);
    assert.equal(connections.get('c').name, 'C');
  });

  it('adds neither an entry with an existing ID nor an invalid one', async () => {
    for (const entry of [
      { id: 'b' },
      { id: 'sample' },
      { id: '../c' },
      { id: 'c', kind: 'appOnly' },
      { id: 'c', graphEndpoint: 'http://evil.example' },
    ] as const) {
      assert.equal((await failureOf(connections.add(entry))).reason, 'invalidRequest', JSON.stringify(entry));
    }
    assert.deepEqual(entries(), FOREIGN);
  });

  it('changes one in its place, and fires the event', async () => {
    let told = 0;
    connections.onDidChange(() => told++);
    await connections.update({ id: 'b', name: 'New' });
    assert.deepEqual(entries(), [...FOREIGN.slice(0, 3), { note: ['kept'], id: 'b', name: 'New' }]);
    assert.ok(told > 0);
    assert.equal((await failureOf(connections.update({ id: 'nobody' }))).reason, 'invalidRequest');
  });

  it('removes one, and shows the sample tenant if that one was shown', async () => {
    await connections.activate(connections.get('b'));
    assert.equal(connections.active.id, 'b');
    await connections.remove(connections.get('b'));
    assert.deepEqual(entries(), FOREIGN.slice(0, 3));
    assert.equal(connections.active.id, 'sample');
    await connections.add({ id: 'b' });
    assert.equal(connections.active.id, 'sample', 'another one with its id is not shown of itself');
  });

  it('the schema knows every field of an entry', () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as {
      contributes: {
        configuration: {
          properties: Record<string, { items: { properties: object; defaultSnippets: { body: object }[] } }>;
        }[];
      };
    };
    const sections = manifest.contributes.configuration.map(({ properties }) => properties);
    const { items } = sections.find((section) => 'usageReports.connections' in section)!['usageReports.connections']!;
    const fields = [
      'id',
      'name',
      'kind',
      'cloud',
      'graphEndpoint',
      'authority',
      'tenantId',
      'clientId',
      'certificatePath',
    ];
    assert.deepEqual(Object.keys(items.properties), fields);
    assert.equal(items.defaultSnippets.length, 5);
  });
});

function memento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, fallback?: unknown) => values.get(key) ?? fallback,
    update: (key: string, value: unknown) => {
      values.set(key, value);
      return Promise.resolve();
    },
  } as vscode.Memento;
}
