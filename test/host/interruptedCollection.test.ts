import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CollectController, type CollectControllerOptions } from '../../src/features/collect/collectController.js';
import { UNFINISHED_KEY } from '../../src/features/collect/unfinished.js';
import { catalog } from '../support/catalog.js';

describe('a collection that was interrupted and cannot be resumed', () => {
  const startedAt = '2026-11-18T08:00:00.000Z';
  let stored: Map<string, unknown>;
  let warnings: string[];
  let controller: CollectController;
  beforeEach(() => {
    stored = new Map();
    warnings = [];
    const connection = { id: 'northlight', name: 'Northlight', kind: 'delegated', cloud: 'global' };
    const memento: Pick<vscode.Memento, 'get' | 'update'> = {
      get: (key: string) => stored.get(key),
      update: (key, value) => Promise.resolve(void (value === undefined ? stored.delete(key) : stored.set(key, value))),
    };
    controller = new CollectController({
      catalog: () => catalog,
      connections: { get: () => connection, all: [connection], active: connection },
      favorites: { all: [] },
      memento,
      log: { warn: (message: string) => void warnings.push(message) },
    } as unknown as CollectControllerOptions);
  });
  afterEach(async () => {
    controller.dispose();
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('is an error once where its set is no set of today, and forgotten then', async () => {
    stored.set(UNFINISHED_KEY, { connection: 'northlight', set: 'getWhatIsGone', startedAt });
    await assert.rejects(controller.resume(), { reason: 'invalidRequest' });
    assert.equal(stored.size, 0);
    await controller.resume();
  });

  it('is forgotten where it is stored in another form', async () => {
    for (const step of ['resume', 'offerToResume'] as const) {
      stored.set(UNFINISHED_KEY, { connection: 'northlight', startedAt });
      await controller[step]();
      assert.equal(stored.size, 0, step);
    }
    assert.equal(warnings.length, 2);
  });
});
