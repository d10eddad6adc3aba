import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { UsageReportsApi } from '../../src/api/api.js';
import { Emitter } from '../../src/base/emitter.js';
import { fullTitle } from '../../src/core/catalog/catalog.js';
import { type OpenSavedViews, openSavedViews } from '../../src/features/savedViews/openSavedViews.js';
import { WORKSPACE_FILE, workspaceFile } from '../../src/features/savedViews/workspaceViews.js';
import { ViewCommands, type ViewCommandsOptions } from '../../src/features/savedViews/viewCommands.js';
import { SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { ON_COMPUTER, type OpenedView, type SavedView } from '../../src/shared/views/savedView.js';
import { catalog } from '../support/catalog.js';
import { activated, failureOf, temporaryFolder } from './support/extension.js';

const REPORT = 'getTeamsUserActivityUserDetail';
const USER = 'User Principal Name';
const view = (name: string, more: Partial<SavedView> = {}): SavedView => ({ name, report: REPORT, ...more });
const fileOf = (...views: readonly unknown[]) => JSON.stringify({ version: 1, views });

/** A message that was shown. */
interface Asked {
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
}

describe('saved views in the extension host', () => {
  const { showWarningMessage, showQuickPick, showInputBox } = vscode.window;
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail('no folder is open');
  const shared = () => workspaceFile(folder());
  let asked: Asked[];
  let logged: string[];
  /** The button that is chosen at a message. */
  let answer: (asked: Asked) => string | undefined;
  const happened = new Emitter<void>();

  beforeEach(() => {
    asked = [];
    logged = [];
    answer = () => undefined;
    const show = (text: string, ...items: readonly (string | vscode.MessageOptions)[]) => {
      const detail = items.map((item) => (typeof item === 'string' ? '' : (item.detail ?? ''))).join('');
      const one = { text, detail, buttons: items.filter((item) => typeof item === 'string') };
      asked.push(one);
      happened.fire();
      return Promise.resolve(answer(one));
    };
    Object.assign(vscode.window, { showWarningMessage: show });
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showWarningMessage, showQuickPick, showInputBox });
    await rm(path.dirname(shared().fsPath), { recursive: true, force: true });
  });

  /** Somebody else writes the file of the workspace. */
  async function writeShared(text: string): Promise<void> {
    await mkdir(path.dirname(shared().fsPath), { recursive: true });
    const temporary = `${shared().fsPath}.tmp`;
    await writeFile(temporary, text);
    await rename(temporary, shared().fsPath);
  }

  /** Somebody else writes it, and again if nothing is heard of it: a watcher of VS Code doesn't say from when on it watches. */
  async function writeUntil(text: string, views: OpenSavedViews['views'], isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await writeShared(text);
      await Promise.race([until(views, isSo), delay(1_000)]);
    }
  }

  /** Resolves when something is so; looked at again whenever a view changes or a message is shown. */
  function until(views: OpenSavedViews['views'] | undefined, isSo: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (isSo()) {
          listening.forEach((one) => one.dispose());
          resolve();
        }
      };
      const listening = [happened.event(look), ...(views === undefined ? [] : [views.onDidChange(look)])];
      look();
    });
  }

  async function opened(context: Mocha.Context): Promise<OpenSavedViews & { readonly storage: vscode.Uri }> {
    const storage = await temporaryFolder(context);
    const open = openSavedViews({ storage, log: { warn: (line: string) => void logged.push(line) } });
    context.test?.parent?.afterEach(() => open.dispose());
    await open.views.load();
    return { ...open, storage };
  }

  const names = ({ views }: OpenSavedViews) => views.all.map(({ view: { name } }) => name);

  describe('their files', () => {
    it('of this computer is for this account only, and leaves no temporary file', async function () {
      const { views, storage } = await opened(this);
      await views.save({ place: ON_COMPUTER, view: view('Mine') });
      const file = path.join(storage.fsPath, 'views.json');
      assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { version: 1, views: [view('Mine')] });
      assert.deepEqual(await readdir(storage.fsPath), ['views.json']);
      if (process.platform !== 'win32') {
        assert.equal((await stat(file)).mode & 0o777, 0o600);
      }
    });

    it('of the workspace is made with its folder, and holds what others have written beside', async function () {
      const { views } = await opened(this);
      const place = folder().toString();
      await views.save({ place, view: view('Ours') });
      assert.deepEqual(await readdir(path.dirname(shared().fsPath)), [path.basename(WORKSPACE_FILE)]);
      const later = { version: 1, later: true, views: [view('Ours'), { ...view('Theirs'), later: 1 }] };
      await writeShared(JSON.stringify(later));
      await views.save({ place, view: view('Ours', { filter: 'adele' }) });
      assert.deepEqual(JSON.parse(await readFile(shared().fsPath, 'utf8')), {
        ...later,
        views: [view('Ours', { filter: 'adele' }), later.views[1]],
      });
    });

    it('are read again when somebody else makes, changes, or deletes one', async function () {
      const open = await opened(this);
      await writeUntil(fileOf(view('One')), open.views, () => names(open).join() === 'One');
      await writeUntil(fileOf(view('One'), view('Two')), open.views, () => names(open).join() === 'One,Two');
      await rm(shared().fsPath);
      await until(open.views, () => names(open).length === 0);
      assert.deepEqual(asked, []);
    });
  });

  describe('a file of the workspace that is broken while VS Code runs', () => {
    for (const [how, text, reason] of [
      ['one wrong view', fileOf(view('One'), { ...view('Two'), filters: [{ kind: 'none' }] }), /views\.1\.filters\.0/],
      ['no JSON, as after a merge', '<<<<<<< HEAD\n{"version": 1}', /saved views/],
      ['another version', '{"version":2,"views":[]}', /version/],
    ] as const) {
      it(`is told with the reason and a button that opens it: ${how}`, async function () {
        answer = ({ buttons }) => buttons[0];
        const editor = new Promise<vscode.TextEditor | undefined>((resolve) => {
          const listening = vscode.window.onDidChangeActiveTextEditor((one) => {
            if (one?.document.uri.toString() === shared().toString()) {
              listening.dispose();
              resolve(one);
            }
          });
        });
        const open = await opened(this);
        await writeUntil(text, open.views, () => asked.length > 0);
        assert.deepEqual(asked[0]?.buttons, ['Open File']);
        assert.ok(asked[0].text.startsWith(`Not all saved views in ${WORKSPACE_FILE} can be read. `), asked[0].text);
        assert.match(asked[0].text, reason);
        assert.equal((await editor)?.document.getText(), text);
        await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
      });
    }

    it('is told once, with how many problems more are in the log, and again when it is broken anew', async function () {
      const broken = fileOf({}, {}, view('Good'));
      await writeShared(broken);
      const open = await opened(this);
      assert.deepEqual(names(open), ['Good']);
      await Promise.all([open.views.load(), open.views.load()]);
      assert.equal(asked.length, 1);
      assert.match(asked[0]?.text ?? '', /views\.0.* 1 more problem is in the log\.$/);
      assert.equal(logged.length, 2);
      await writeShared(fileOf(view('Good')));
      await open.views.load();
      await writeShared(broken);
      await open.views.load();
      assert.equal(asked.length, 2);
    });
  });

  describe('before something is replaced or shared', () => {
    const named = view('Adele', { filters: [{ column: USER, kind: 'values', values: ['adele@northlight.example'] }] });

    function commandsOf({ views }: OpenSavedViews): ViewCommands {
      return new ViewCommands({ views, catalog } as unknown as ViewCommandsOptions);
    }

    for (const [button, becomes] of [
      ['Replace', ['adele', 'adele']],
      [undefined, ['adele', 'theirs']],
    ] as const) {
      it(`a shared view of the same name is replaced only after a question: ${button ?? 'Cancel'}`, async function () {
        await writeShared(fileOf(view('Same', { filter: 'theirs' })));
        const open = await opened(this);
        await open.views.save({ place: ON_COMPUTER, view: view('Same', { filter: 'adele' }) });
        answer = ({ buttons }) => (buttons.includes('Replace') ? button : buttons[0]);
        await commandsOf(open).share({ report: REPORT, view: 'Same' });
        assert.match(asked[0]?.text ?? '', /already named "Same"/);
        assert.ok(asked[0]?.detail.includes("can't be undone"));
        assert.deepEqual(
          open.views.all.map(({ view: { filter } }) => filter),
          becomes,
        );
      });
    }

    for (const button of ['Share', undefined]) {
      it(`a view that names users is written for others only after a question: ${button ?? 'Cancel'}`, async function () {
        const open = await opened(this);
        await open.views.save({ place: ON_COMPUTER, view: named });
        answer = () => button;
        await commandsOf(open).share({ report: REPORT, view: named.name });
        assert.equal(asked.length, 1);
        assert.match(asked[0]?.detail ?? '', /1 user is named/);
        assert.equal(names(open).length, button === undefined ? 1 : 2);
        const there = await stat(shared().fsPath).then(
          () => true,
          () => false,
        );
        assert.equal(there, button !== undefined);
      });
    }
  });

  describe('of a report that only files have', () => {
    for (const definition of catalog.exports) {
      it(`are opened, exported, and shared as those of any report: ${definition.name}`, async function () {
        const { name: report, columns } = definition;
        const open = await opened(this);
        const done: OpenedView[] = [];
        const add = (one: OpenedView) => Promise.resolve(void done.push(one));
        const commands = new ViewCommands({
          views: open.views,
          catalog,
          connections: { active: SAMPLE_CONNECTION },
          recent: { periodOf: () => undefined },
          openView: add,
          exportView: add,
        } as unknown as ViewCommandsOptions);
        const ofAnyone = {
          column: columns.find(({ type }) => type === 'number')?.name ?? 'None',
          kind: 'values',
        } as const;
        const mine = view('Mine', { report, filters: [{ ...ofAnyone, values: ['1'] }] });
        await open.views.save({ place: ON_COMPUTER, view: mine });

        await commands.open({ report, view: 'Mine' });
        await commands.export({ report, view: 'Mine' });
        const offered: string[] = [];
        const pickFirst = (items: readonly vscode.QuickPickItem[]) => {
          offered.push(...items.map(({ description }) => description ?? ''));
          return Promise.resolve(items[0]);
        };
        Object.assign(vscode.window, { showQuickPick: pickFirst });
        await commands.open();
        const ref = { connection: SAMPLE_CONNECTION.id, report };
        const placed = { place: ON_COMPUTER, view: mine };
        assert.deepEqual(done, Array(3).fill({ ref, placed }));
        assert.deepEqual(offered, [fullTitle(definition, catalog)]);

        await commands.share({ report, view: 'Mine' });
        assert.deepEqual(asked, [], 'a number names nobody');
        const named = view('Named', {
          report,
          filters: [{ column: 'User Principal Name', kind: 'values', values: ['a'] }],
        });
        await open.views.save({ place: ON_COMPUTER, view: named });
        await commands.share({ report, view: 'Named' });
        const isOfUsers = columns.some(({ name }) => name === 'User Principal Name');
        assert.equal(asked.length, isOfUsers ? 1 : 0);
      });
    }
  });

  describe('for others', () => {
    let api: UsageReportsApi;
    const place = () => folder().toString();
    const shown = view('Two columns', {
      columns: { order: ['Private Chat Message Count', USER], hidden: ['Is Deleted'] },
      sort: [{ column: 'Private Chat Message Count', descending: true }],
      filters: [{ column: 'Private Chat Message Count', kind: 'range', from: 1 }],
    });
    before(async () => {
      api = await activated();
    });

    /** Resolves when the extension, which tells nobody, has read what was written. */
    async function sharedViews(text: string, isSo: (views: readonly string[]) => boolean): Promise<void> {
      await api.listViews();
      await writeShared(text);
      while (!isSo((await api.listViews()).map(({ name }) => name))) {
        await new Promise((resolve) => setImmediate(resolve));
      }
    }

    it('are listed with their place, and answered in their order without what they hide', async () => {
      await sharedViews(fileOf(shown), (all) => all.includes(shown.name));
      const listed = (await api.listViews()).find(({ name }) => name === shown.name);
      assert.deepEqual(listed, { name: shown.name, report: REPORT, place: place(), definition: shown });
      const request = { report: REPORT, view: shown.name, connection: 'sample', period: 'D7' } as const;
      const answered = await api.queryView(request);
      const columns = answered.columns.map(({ name }) => name);
      assert.deepEqual(columns.slice(0, 2), ['Private Chat Message Count', USER]);
      assert.ok(!columns.includes('Is Deleted'));
      const counts = (await answered.rows(0, answered.rowCount)).map(([count]) => Number(count));
      assert.ok(counts.length > 0 && counts.every((count) => count >= 1));
      assert.deepEqual(
        counts,
        counts.toSorted((one, other) => other - one),
      );
      const error = await failureOf(api.queryView({ ...request, view: 'None' }));
      assert.deepEqual([error.reason, error.details?.['argument']], ['invalidRequest', 'view']);
    });
  });
});
