import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CollectController, type CollectControllerOptions } from '../../src/features/collect/collectController.js';
import type { CollectionState } from '../../src/features/collect/collectionState.js';
import { UNFINISHED_KEY } from '../../src/features/collect/unfinishedKey.js';
import { UnfinishedStore } from '../../src/features/collect/unfinishedStore.js';
import { Emitter } from '../../src/base/emitter.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { UsageReportsError } from '../../src/base/errors.js';
import { DIRECTORY_DATASETS } from '../../src/core/directory/names.js';
import { catalog } from '../support/catalog.js';
import { temporaryFolder } from './support/extension.js';

const STARTED_AT = '2026-11-18T08:00:00.000Z';
const SET = 'getEmailActivityCounts,getMailboxUsageStorage,getOffice365ActivationCounts';

describe('a collection that ends early', () => {
  const northlight = { ...SAMPLE_CONNECTION, id: 'northlight', name: 'Northlight' };
  let stored: Map<string, unknown>;
  let warnings: string[];
  let states: CollectionState[];
  const changed = new Emitter<void>();
  /** Reports whose requests never get an answer. */
  let unanswered: (report: string) => boolean;
  let requested: string[];
  let archived: Map<string, { checkedAt: string; fetchedAt: string }>;
  /** The notifications so far, and what is chosen at the last one. */
  let asked: { readonly text: string; readonly buttons: readonly string[]; choose(button: string): void }[];
  const { showInformationMessage, showWarningMessage } = vscode.window;
  let controller: CollectController;

  beforeEach(() => {
    stored = new Map();
    warnings = [];
    states = [];
    requested = [];
    asked = [];
    archived = new Map();
    unanswered = () => false;
    const show = (text: string, ...items: (string | vscode.MessageOptions)[]) =>
      new Promise((resolve) => {
        const buttons = items.filter((item) => typeof item === 'string');
        asked.push({ text, buttons, choose: resolve });
        changed.fire();
      });
    Object.assign(vscode.window, { showInformationMessage: show, showWarningMessage: show });
    controller = create();
  });
  afterEach(() => {
    controller.dispose();
    Object.assign(vscode.window, { showInformationMessage, showWarningMessage });
  });

  /** A window with the memory of the one before. */
  function create(other: object = {}): CollectController {
    const log = { warn: (message: string) => void warnings.push(message), info: () => undefined };
    const connections = { get: () => northlight, all: [northlight], active: northlight };
    const memento: Pick<vscode.Memento, 'get' | 'update'> = {
      get: (key: string) => stored.get(key),
      update: (key, value) => Promise.resolve(void (value === undefined ? stored.delete(key) : stored.set(key, value))),
    };
    const options = {
      catalog: () => catalog,
      connections,
      signIn: { state: () => Promise.resolve({ kind: 'sample' }) },
      service: {
        archivedFacts: ({ report }: { report: string }) => Promise.resolve(archived.get(report)),
        use: async (
          { report }: { report: string },
          { signal }: { signal: AbortSignal },
          use: (opened: object) => unknown,
        ) => {
          requested.push(report);
          changed.fire();
          if (unanswered(report)) {
            await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
          }
          archived.set(report, { checkedAt: new Date().toISOString(), fetchedAt: new Date().toISOString() });
          return use({});
        },
      },
      favorites: { all: [] },
      errors: { attempt: (step: () => Promise<void>) => step() },
      unfinished: new UnfinishedStore({ memento, connections, log }),
      log,
      now: () => new Date(),
      // Nothing of the directory is switched on.
      directory: () => Promise.resolve({ switchedOn: () => [], newest: () => Promise.resolve(undefined) }),
      overviewChosen: () => undefined,
      collected: () => undefined,
      stateChanged: (state: CollectionState) => {
        states.push(state);
        changed.fire();
      },
      ...other,
    };
    return new CollectController(options as unknown as CollectControllerOptions);
  }

  function once<T>(found: () => T | undefined | false): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const value = found();
        if (value !== undefined && value !== false) {
          subscription.dispose();
          resolve(value);
        }
      };
      const subscription = changed.event(look);
      look();
    });
  }
  const notification = (text: RegExp) => once(() => asked.findLast((one) => text.test(one.text)));

  /** Cancels a collection with one report of three done. */
  async function canceled() {
    unanswered = (report) => report !== 'getEmailActivityCounts';
    void controller.collect({ set: SET });
    await once(() => requested.length === 3);
    await controller.cancel();
    return notification(/ended early: 1 fetched, 2 not requested/);
  }

  for (const [where, resume] of [
    ['the notification', async () => (await notification(/ended early/)).choose('Resume')],
    ['the command and the status bar', () => void controller.resume()],
    [
      'the window that is opened next',
      async () => {
        controller.dispose();
        controller = create();
        void controller.offerToResume();
        (await notification(/^The collection of reports for Northlight isn't finished: 1 of 3 done\.$/)).choose(
          'Resume',
        );
      },
    ],
  ] as const) {
    it(`can be resumed after Cancel from ${where}, and requests the rest`, async () => {
      assert.deepEqual((await canceled()).buttons, ['Resume', 'Open Overview']);
      assert.equal(controller.state.kind, 'interrupted');
      assert.equal(stored.size, 1);
      unanswered = () => false;
      requested = [];
      states = [];
      await resume();
      await notification(/^Collected reports for Northlight: 2 fetched, 1 already up to date\.$/);
      assert.deepEqual(requested.sort(), ['getMailboxUsageStorage', 'getOffice365ActivationCounts']);
      assert.deepEqual([controller.state.kind, stored.size], ['none', 0]);
      const counts = states.flatMap((state) => (state.kind === 'running' ? [`${state.done} of ${state.total}`] : []));
      assert.deepEqual([...new Set(counts)], ['1 of 3', '2 of 3', '3 of 3'], 'what was done before counts');
    });
  }

  it('answers a notification that is out of date: already running, or over', async () => {
    const old = await canceled();
    unanswered = (report) => report === 'getMailboxUsageStorage';
    void controller.resume();
    await once(() => controller.state.kind === 'running' && controller.state.done === 2);
    old.choose('Resume');
    const running = await notification(/^Collecting reports for Northlight: 2 of 3 done\.$/);
    assert.deepEqual(running.buttons, ['Pause', 'Cancel']);
    await controller.cancel();
    await once(() => controller.state.kind === 'interrupted');
    await controller.cancel();
    assert.deepEqual([controller.state.kind, stored.size], ['none', 0]);
    running.choose('Pause');
    await notification(/no longer open/);
    await controller.resume();
    await notification(/^There is no collection to resume\.$/);
  });

  it('is over once nobody wants to resume it', async () => {
    await canceled();
    void controller.offerToResume();
    (await notification(/isn't finished/)).choose("Don't Resume");
    await once(() => controller.state.kind === 'none');
    assert.equal(stored.size, 0);
  });

  const question = () => notification(/^The collection of reports for Northlight isn't finished: 1 of 3 done\.$/);
  const ANOTHER = { set: 'getOffice365GroupsActivityCounts', confirm: true } as const;

  it('is not replaced by another one without a question, and is resumed where that is the answer', async () => {
    await canceled();
    unanswered = () => false;
    requested = [];
    void controller.collect(ANOTHER);
    const asks = await question();
    assert.deepEqual([asks.buttons, requested], [['Resume', 'New Collection'], []]);
    asks.choose('Resume');
    await notification(/^Collected reports for Northlight: 2 fetched/);
    assert.deepEqual(requested.sort(), ['getMailboxUsageStorage', 'getOffice365ActivationCounts']);
    assert.deepEqual([controller.state.kind, stored.size], ['none', 0]);
  });

  it('stays as it is where neither is wanted, and is replaced where the new one is', async () => {
    await canceled();
    const kept = structuredClone([...stored]);
    const neither = controller.collect(ANOTHER);
    (await question()).choose('');
    await neither;
    assert.deepEqual([controller.state.kind, [...stored]], ['interrupted', kept]);
    unanswered = () => false;
    requested = [];
    const { showQuickPick } = vscode.window;
    Object.assign(vscode.window, { showQuickPick: (items: readonly unknown[]) => Promise.resolve(items[0]) });
    try {
      void controller.collect(ANOTHER);
      (await once(() => asked.filter(({ buttons }) => buttons.includes('New Collection'))[1])).choose('New Collection');
      await notification(/^Collected reports for Northlight: 1 fetched/);
    } finally {
      Object.assign(vscode.window, { showQuickPick });
    }
    assert.deepEqual([requested, stored.size], [[ANOTHER.set], 0]);
  });

  it('is replaced without a question by a program, or a key, that names its set', async () => {
    await canceled();
    unanswered = () => false;
    requested = [];
    void controller.collect({ set: ANOTHER.set });
    await notification(/^Collected reports for Northlight: 1 fetched/);
    assert.deepEqual([requested, controller.state.kind], [[ANOTHER.set], 'none']);
  });

  it('is paused and resumed by the same commands', async () => {
    unanswered = (report) => report === 'getMailboxUsageStorage';
    void controller.collect({ set: SET });
    await once(() => requested.includes('getMailboxUsageStorage'));
    controller.pause();
    const paused = await notification(/is paused\. Requests in progress will finish\.$/);
    assert.deepEqual([paused.buttons, controller.state.kind], [['Resume', 'Cancel'], 'paused']);
    paused.choose('Resume');
    await once(() => controller.state.kind === 'running');
  });

  it('by schedule tells the log how much of the directory was read and which part failed, and names nobody', async function () {
    const { fsPath } = await temporaryFolder(this);
    const signedIn = { ...northlight, kind: 'delegated' as const };
    const lines: string[] = [];
    const read: string[] = [];
    const scheduled = create({
      connections: { get: () => signedIn, all: [signedIn], active: signedIn },
      signIn: { state: () => Promise.resolve({ kind: 'signedIn', account: 'ada@northlight.example' }) },
      archiveFolder: () => fsPath,
      tenantKey: () => 'northlight',
      budget: { usage: () => Promise.resolve({ used: 0, limit: 100, endIn: [], pauseSeconds: 0 }) },
      log: { warn: (line: string) => void lines.push(line), info: (line: string) => void lines.push(line) },
      directory: () =>
        Promise.resolve({
          switchedOn: () => DIRECTORY_DATASETS,
          newest: () => Promise.resolve(undefined),
          fetch: (_: unknown, dataset: string) => {
            read.push(dataset);
            return dataset === 'subscribedSkus'
              ? Promise.reject(new UsageReportsError('forbidden', 'Microsoft Graph denied access (403).'))
              : Promise.resolve(640_000);
          },
        }),
    });
    await scheduled.runScheduled(24, SET);
    assert.deepEqual([...read].sort(), [...DIRECTORY_DATASETS].sort());
    assert.deepEqual(lines, [
      `Collecting ${SET} of Northlight, as scheduled.`,
      'Scheduled collection of Northlight: {"fetched":5,"unchanged":0,"failed":1}',
      ...lines.slice(2),
    ]);
    assert.equal(lines.length, 3);
    assert.match(lines[2] ?? '', /^subscribedSkus: .*denied access/);
    assert.doesNotMatch(lines.join('\n'), /@|\.example/);
    scheduled.dispose();
  });

  it('is the only one, whatever the schedule does meanwhile', async function () {
    const { fsPath } = await temporaryFolder(this);
    const signedIn = { ...northlight, kind: 'delegated' as const };
    let planned = 0;
    const scheduling = create({
      connections: { get: () => signedIn, all: [signedIn], active: signedIn },
      signIn: { state: () => Promise.resolve({ kind: 'signedIn', account: 'ada@northlight.example' }) },
      archiveFolder: () => fsPath,
      tenantKey: () => 'northlight',
      budget: { usage: () => Promise.resolve({ used: 0, limit: 100, endIn: [], pauseSeconds: 0 }) },
      service: {
        archivedFacts: async () => {
          // The first plan is the schedule's. While it is made, a person begins a collection.
          if (++planned === 1) {
            void scheduling.collect({ set: SET });
            await once(() => requested.length === 2);
          }
          return undefined;
        },
        use: async ({ report }: { report: string }, { signal }: { signal: AbortSignal }) => {
          requested.push(report);
          changed.fire();
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
        },
      },
    });
    // Two requests at a time, which get no answer.
    await Promise.race([scheduling.runScheduled(24, SET), once(() => requested.length > 2)]);
    assert.equal(requested.length, 2);
    await scheduling.cancel();
    await once(() => scheduling.state.kind === 'interrupted');
    scheduling.dispose();
  });

  it('is an error once where its set is no set of today, and forgotten then', async () => {
    stored.set(UNFINISHED_KEY, { connection: 'northlight', set: 'getWhatIsGone', startedAt: STARTED_AT });
    await assert.rejects(controller.resume(), { reason: 'invalidRequest' });
    assert.deepEqual([controller.state.kind, stored.size], ['none', 0]);
    await controller.resume();
    await notification(/no collection to resume/);
  });

  it('is forgotten where it is stored in another form', async () => {
    for (const step of ['resume', 'offerToResume'] as const) {
      stored.set(UNFINISHED_KEY, { connection: 'northlight', startedAt: STARTED_AT });
      await controller[step]();
      assert.equal(stored.size, 0, step);
    }
    assert.equal(warnings.length, 2);
  });

  it('is not offered where its connection is gone', async () => {
    stored.set(UNFINISHED_KEY, { connection: 'southlight', set: SET, startedAt: STARTED_AT });
    await controller.offerToResume();
    assert.deepEqual([asked, controller.state.kind], [[], 'none']);
  });
});
