import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../src/base/emitter.js';
import type { ActiveAlert } from '../../src/core/alerts/alertState.js';
import { readRules } from '../../src/core/alerts/rulesFile.js';
import { LastChecks } from '../../src/features/alerts/lastChecks.js';
import { type AlertsFeature, type AlertsNode, registerAlerts } from '../../src/features/alerts/registerAlerts.js';
import { Archive } from '../../src/services/archive/archive.js';
import { catalog } from '../support/catalog.js';
import { MemoryMemento } from '../support/memento.js';
import { activated, temporaryFolder } from './support/extension.js';
import { startTenant, type Tenant } from './support/tenant.js';

const REPORT = 'getMailboxUsageDetail';
const RULE = {
  id: 'mailboxes',
  title: 'Many mailboxes',
  sentence: 'Mailboxes: {value}',
  severity: 'warning',
  query: { version: 1, source: { report: REPORT, period: 'D180' }, aggregates: [{ kind: 'count' }] },
};
const rulesText = (limit: number) =>
  JSON.stringify({ version: 1, rules: [{ ...RULE, compare: { kind: 'number', above: limit } }] });
const log = vscode.window.createOutputChannel('Alerts under test', { log: true });

/** What the feature makes of the view of alerts, without taking it from the extension that runs. */
interface View {
  readonly tree: vscode.TreeDataProvider<AlertsNode>;
  readonly view: { badge?: vscode.ViewBadge | undefined; visible: boolean };
  readonly badge: (is: (badge: vscode.ViewBadge | undefined) => boolean) => Promise<void>;
}

describe('alerts in the extension host', () => {
  const { createTreeView, showWarningMessage } = vscode.window;
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
  const rulesFile = () => path.join(folder(), '.vscode', 'usage-reports.rules.json');
  const setArchive = (value: string | undefined) =>
    vscode.workspace
      .getConfiguration('usageReports.archive')
      .update('folder', value, vscode.ConfigurationTarget.Global);
  let tenant: Tenant;

  before(async () => {
    await activated();
    tenant = await startTenant();
  });
  after(async () => {
    Object.assign(vscode.window, { createTreeView, showWarningMessage });
    await setArchive(undefined);
    await rm(path.dirname(rulesFile()), { recursive: true, force: true });
    await tenant.close();
    log.dispose();
  });

  async function writeRules(limit: number): Promise<void> {
    await mkdir(path.dirname(rulesFile()), { recursive: true });
    await writeFile(rulesFile(), rulesText(limit));
  }

  /** The feature on the archive that the extension writes: what its view has is seen here, and there it isn't. */
  function alertsOn(archive: Archive, memento: MemoryMemento): View & { readonly feature: AlertsFeature } {
    let tree: View['tree'] | undefined;
    const changed = new Emitter<void>();
    let badge: vscode.ViewBadge | undefined;
    const view = {
      visible: false,
      get badge() {
        return badge;
      },
      set badge(value) {
        badge = value;
        changed.fire();
      },
      dispose: () => undefined,
    };
    Object.assign(vscode.window, {
      createTreeView: (_: string, options: { readonly treeDataProvider: View['tree'] }) => {
        tree = options.treeDataProvider;
        return view;
      },
    });
    const connection = { id: tenant.connection, name: 'Test tenant' };
    const feature = registerAlerts({
      ...{ archive, log, catalog: () => catalog, now: () => new Date(), memento },
      storage: vscode.Uri.file(path.join(folder(), 'none')),
      commands: { register: () => () => Promise.resolve() } as never,
      connections: { active: connection, get: () => connection, onDidChange: new Emitter<void>().event } as never,
      errors: { attempt: (action: () => Promise<unknown>) => action() } as never,
      service: { tenantOf: () => Promise.resolve(tenant.connection) } as never,
      openReport: () => Promise.resolve(),
      openTable: {} as never,
    });
    Object.assign(vscode.window, { createTreeView });
    assert.ok(tree);
    return {
      ...{ feature, tree, view },
      badge: (is) =>
        is(badge)
          ? Promise.resolve()
          : new Promise((resolve) => {
              const subscription = changed.event(() => {
                if (is(badge)) {
                  subscription.dispose();
                  resolve();
                }
              });
            }),
    };
  }

  /** What the extension warns of next. */
  function nextWarning(): Promise<{ readonly text: string; readonly buttons: readonly string[] }> {
    return new Promise((resolve) => {
      const show = (text: string, ...buttons: readonly string[]) => {
        Object.assign(vscode.window, { showWarningMessage });
        resolve({ text, buttons });
        return Promise.resolve(undefined);
      };
      Object.assign(vscode.window, { showWarningMessage: show });
    });
  }

  async function alertsIn(root: vscode.Uri): Promise<readonly ActiveAlert[]> {
    const text = await readFile(path.join(root.fsPath, `tenant=${tenant.connection}`, 'alerts.json'), 'utf8');
    return (JSON.parse(text) as { readonly alerts: readonly ActiveAlert[] }).alerts;
  }

  it('are raised by a collection, listed and counted, and cleared by a check', async function () {
    const root = await temporaryFolder(this);
    await setArchive(root.fsPath);
    await writeRules(0);
    const warned = nextWarning();
    await vscode.commands.executeCommand('usageReports.collect', { connection: tenant.connection, set: REPORT });
    const { text, buttons } = await warned;
    assert.match(text, /^Test tenant: Many mailboxes – Mailboxes: \d/);
    assert.deepEqual(buttons, ['Open Report', 'Show Alerts']);
    const raised = await alertsIn(root);
    assert.deepEqual(
      raised.map(({ rule, group }) => [rule, group]),
      [['mailboxes', '']],
    );
    const count = raised[0]?.reading.compared ?? 0;
    assert.ok(count > 0);

    const memento = new MemoryMemento();
    const { feature, tree, badge } = alertsOn(new Archive(root.fsPath), memento);
    try {
      const listed = (await tree.getChildren()) ?? [];
      assert.equal(listed.length, 1);
      const [alert] = listed;
      assert.ok(alert !== undefined && alert !== 'none' && 'alert' in alert);
      const item = await tree.getTreeItem(alert);
      assert.equal(item.label, 'Many mailboxes');
      assert.match(String(item.description), new RegExp(`^${count.toLocaleString('en')} · since `));
      assert.match(item.accessibilityInformation?.label ?? '', /^Warning, Many mailboxes, Mailboxes: \d/);
      await badge((shown) => shown?.value === 1);

      // What a broken file has no rules for is remembered still.
      await writeFile(rulesFile(), '{ "version": 1,\n "rules": [}');
      const [mistake, ...kept] = (await tree.getChildren()) ?? [];
      assert.ok(mistake !== undefined && mistake !== 'none' && 'error' in mistake);
      const { label, command } = await tree.getTreeItem(mistake);
      assert.deepEqual([label, command?.command], ['Mistake in Rules File', 'vscode.open']);
      const [, { selection }] = command?.arguments as [unknown, { readonly selection: vscode.Range }];
      assert.equal(selection.start.line, 1);
      assert.equal(kept.length, 1);
      await badge((shown) => shown?.value === 1);

      await writeRules(1_000_000);
      await vscode.commands.executeCommand('usageReports.checkRules', { connection: tenant.connection });
      assert.deepEqual(await alertsIn(root), []);
      // This view knows of no check, and does not say that all is well.
      const [unchecked, ...others] = (await tree.getChildren()) ?? [];
      assert.deepEqual([unchecked, others], [{ unchecked: 1 }, []]);
      const { label: asked, command: check } = await tree.getTreeItem(unchecked ?? 'none');
      assert.deepEqual(
        [asked, check?.command, check?.arguments],
        ['1 rule not checked yet', 'usageReports.checkRules', [{ connection: tenant.connection }]],
      );
      const [rule] = readRules(rulesText(1_000_000)).rules;
      assert.ok(rule);
      const lastChecks = new LastChecks(memento);
      await lastChecks.remember(tenant.connection, [rule], [{ rule, reason: { kind: 'noRows' } }]);
      const [unjudged] = (await tree.getChildren()) ?? [];
      const { label: title, description, command: edit } = await tree.getTreeItem(unjudged ?? 'none');
      assert.deepEqual(
        [title, description, edit?.command],
        ['Many mailboxes', 'Not judged: The report has no rows. Collect it again.', 'usageReports.editRule'],
      );
      await lastChecks.remember(tenant.connection, [rule], []);
      assert.deepEqual(await tree.getChildren(), ['none']);
      await badge((shown) => shown === undefined);
    } finally {
      feature.dispose();
    }
  });
});
