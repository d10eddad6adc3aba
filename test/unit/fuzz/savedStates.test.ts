import assert from 'node:assert/strict';
import fc from 'fast-check';
import type * as vscode from 'vscode';
import { restoreModel } from '../../../media/report/panelModel.js';
import { parseUnfinished } from '../../../src/features/collect/unfinished.js';
import { Favorites } from '../../../src/features/common/favorites.js';
import { indexKey } from '../../../src/features/archiveAdmin/indexKey.js';
import {
  readConnections,
  SAMPLE_CONNECTION,
  SAMPLE_CONNECTIONS,
} from '../../../src/services/auth/connections/connection.js';
import { Connections } from '../../../src/services/auth/connections/connections.js';
import { withEntry, withoutEntry } from '../../../src/services/auth/connections/connectionSetting.js';
import { TenantIdStore } from '../../../src/services/auth/connections/tenantIdStore.js';
import { AccountStore } from '../../../src/services/auth/delegated/accountStore.js';
import { settingDefaults, settingNames, settingValue } from '../../../src/settingDefaults.js';
import { parsePanelState } from '../../../src/shared/pages/savedPanel.js';
import { fuzz } from '../../support/fuzz.js';
import { changedJson } from '../../support/mutations.js';

/** A memento that holds one value under every key, and whatever is stored after that. */
class StrayMemento {
  readonly stored = new Map<string, unknown>();

  constructor(readonly stray: unknown) {}

  keys = () => [...this.stored.keys()];
  get = <T>(key: string, fallback?: T) => (this.stored.has(key) ? this.stored.get(key) : (this.stray ?? fallback)) as T;
  update = (key: string, value: unknown) => {
    this.stored.set(key, value);
    return Promise.resolve();
  };
}

const memento = (stray: unknown) => new StrayMemento(stray) as unknown as vscode.Memento;
/** What another version, a damaged storage, or somebody with an editor may have left. */
const anything = fc.oneof(fc.jsonValue(), fc.anything({ withDate: true, withNullPrototype: true, maxDepth: 3 }));

describe('favorites of a storage that holds anything', () => {
  const stored = fc.oneof(anything, changedJson(['getTeamsUserActivityCounts', 'getEmailActivityCounts']));
  fuzz('are names, and can be changed', 200, stored, async (stray) => {
    const favorites = new Favorites(memento(stray));
    assert.ok(favorites.all.every((name) => typeof name === 'string'));
    await favorites.set('getX', true);
    assert.ok(favorites.has('getX'));
    await favorites.set('getX', false);
    assert.ok(!favorites.has('getX'));
    favorites.dispose();
  });

  it('are none of 7 and {}, and those that are names of a list with others', () => {
    assert.deepEqual(
      [7, {}, 'getX', ['getX', 7, null]].map((stray) => new Favorites(memento(stray)).all),
      [[], [], [], ['getX']],
    );
  });
});

describe('a panel saved by another version', () => {
  const ref = { connection: 'northlight', report: 'getTeamsUserActivityUserDetail', period: 'D7' };
  const saved = {
    ref,
    view: {
      sort: [
        { column: 1, descending: true },
        { column: 3, descending: false },
      ],
      filter: 'ann',
      filters: [{ column: 2, kind: 'range', from: 1 }],
    },
    compared: [ref],
    largeChart: { picked: ['Calls'], overlay: 'month' },
    rowsPlace: {
      ...{ top: 37.5, windowTop: -120, active: { row: 43, column: 2 }, focused: true },
      selection: {
        ...{ kind: 'cells', rows: [{ start: 41, end: 44 }], columns: { start: 1, end: 3 } },
        anchor: { row: 41, column: 1 },
      },
      ...{ fetchedAt: '2026-11-18T08:00:00.000Z', rowCount: 180 },
    },
  };
  fuzz('is restored as far as it is understood', 500, fc.oneof(changedJson(saved), anything), (raw) => {
    const state = parsePanelState(raw);
    const { compared = [], largeChart, leftAt } = restoreModel(raw);
    if (leftAt !== undefined) {
      const { top, windowTop, active, rowCount } = leftAt.place;
      assert.ok([top, windowTop, active.row, active.column, rowCount].every(Number.isFinite));
    }
    assert.ok(compared.every(({ connection, report }) => typeof connection === 'string' && typeof report === 'string'));
    assert.ok(largeChart?.picked.every((id) => typeof id === 'string') ?? true);
    if (state !== undefined) {
      assert.equal(typeof state.ref.report, 'string');
      assert.equal(typeof state.view, 'object');
    }
  });

  it('opens its report, without a view that this version does not know', () => {
    assert.deepEqual(parsePanelState({ ref, view: { ...saved.view, pinned: [1] } }), { ref, view: {} });
    assert.deepEqual(parsePanelState(saved), saved);
  });

  it('is in the order of the one key that an earlier version knew', () => {
    const key = { column: 1, descending: true };
    assert.deepEqual(parsePanelState({ ref, view: { sort: key, filter: 'ann' } }), {
      ref,
      view: { sort: [key], filter: 'ann' },
    });
  });
});

describe('what is stored of an interrupted collection', () => {
  const stored = { connection: 'northlight', set: 'daily', startedAt: '2026-11-18T08:00:00.000Z' };
  fuzz('is read, or is nothing', 200, fc.oneof(changedJson(stored), anything), (raw) => {
    const unfinished = parseUnfinished(raw);
    if (unfinished !== undefined) {
      assert.ok(!Number.isNaN(Date.parse(unfinished.startedAt)));
    }
  });
});

describe('the key of the indexes', () => {
  fuzz('is made anew where the storage holds anything else', 50, anything, async (stray) => {
    const storage = memento(stray);
    const key = await indexKey(storage);
    assert.match(key, /^[0-9a-f]{64}$/);
    assert.equal(await indexKey(storage), key);
  });
});

describe('what is stored of sign-ins', () => {
  const [northlight] = readConnections([{ id: 'northlight' }]).connections;
  fuzz('is an account, or is nothing', 200, fc.oneof(changedJson({ id: 'a', label: 'b' }), anything), async (stray) => {
    const accounts = new AccountStore(memento(stray));
    const account = accounts.get('northlight');
    assert.ok(account === undefined || account === 'signedOut' || typeof account.label === 'string');
    await accounts.save('northlight', { id: 'a', label: 'Ann' });
    assert.deepEqual(accounts.get('northlight'), { id: 'a', label: 'Ann' });
  });

  fuzz('names a directory, or the connection', 200, anything, (stray) => {
    assert.equal(new TenantIdStore(memento(stray)).keyOf(northlight!), 'northlight');
  });
});

describe('connections of settings that hold anything', () => {
  const typed = [
    { id: 'northlight', name: 'Northlight', tenantId: 'northlight.example' },
    {
      ...{ id: 'app', kind: 'appOnly', cloud: 'usGov', tenantId: 'northlight.example' },
      ...{ clientId: '00000000-0000-0000-0000-000000000001', certificatePath: '/etc/certificate.pem' },
    },
    { id: 'own', cloud: 'custom', graphEndpoint: 'https://graph.example', authority: 'https://login.example' },
  ];
  const settings = fc.oneof(changedJson(typed), anything);
  fuzz(
    'are those that are understood, and the sample tenant',
    500,
    fc.tuple(settings, anything),
    async ([raw, stray]) => {
      let setting = raw;
      const connections = new Connections(
        {
          read: () => setting,
          write: (entries) => {
            setting = entries;
            return Promise.resolve();
          },
          onDidChange: () => ({ dispose: () => undefined }),
        },
        memento(stray),
        { warn: () => undefined },
      );
      assert.deepEqual(
        connections.all.slice(-SAMPLE_CONNECTIONS.length).map(({ id }) => id),
        SAMPLE_CONNECTIONS.map(({ id }) => id),
      );
      if (connections.all.every(({ id }) => id !== stray)) {
        assert.equal(connections.active.id, SAMPLE_CONNECTION.id);
      }
      for (const { id, name, kind, graphOrigin, authority } of connections.all) {
        assert.ok([id, name].every((text) => typeof text === 'string' && text !== ''));
        assert.ok(['sample', 'delegated', 'appOnly'].includes(kind));
        assert.ok([graphOrigin, authority].every((origin) => /^https:|^http:\/\/(localhost|127|\[::1)/.test(origin)));
      }
      assert.ok(connections.all.includes(connections.active));
      withoutEntry(setting, 'northlight');
      assert.ok(withEntry(setting, { id: 'added' }).length > 0);
      await connections.add({ id: 'added' });
      assert.equal(connections.get('added').kind, 'delegated');
      connections.dispose();
    },
  );
});

describe('a setting that was typed wrong', () => {
  const names = settingNames.filter((name) => name !== 'connections');
  fuzz(
    'is what it is meant to be, or its default',
    500,
    fc.tuple(fc.constantFrom(...names), anything),
    ([name, typed]) => {
      const value = settingValue(name, typed);
      assert.ok(value === settingDefaults[name] || Object.is(value, typed));
      assert.equal(typeof value, typeof settingDefaults[name]);
      assert.ok(typeof value !== 'number' || (Number.isFinite(value) && value >= 0));
    },
  );

  it('is what was typed where that is of its type', () => {
    assert.equal(settingValue('archive.freshHours', 0), 0);
    assert.equal(settingValue('archive.compress', true), true);
    assert.equal(settingValue('export.folder', 'reports'), 'reports');
    assert.equal(settingValue('archive.detailDays', '30'), 0);
    assert.equal(settingValue('archive.shared', 'true'), false);
  });
});
