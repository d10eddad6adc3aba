import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { Emitter } from '../../src/base/emitter.js';
import { UsageReportsError } from '../../src/base/errors.js';
import { Favorites } from '../../src/features/common/favorites.js';
import { CardLayout } from '../../src/features/overview/cardLayout.js';
import { OverviewPanel } from '../../src/features/overview/overviewPanel.js';
import type { OverviewOptions } from '../../src/features/overview/overviewOptions.js';
import { ReportPanel, type ReportPanelOptions } from '../../src/features/reportPanel/reportPanel.js';
import type { ReportRef } from '../../src/shared/report.js';
import { catalog } from '../support/catalog.js';
import { MemoryMemento } from '../support/memento.js';
import { EXTENSION_ID } from './support/extension.js';

const FAILURE = new UsageReportsError('exportFailed', 'The disk is full.');
const log = vscode.window.createOutputChannel('Panels under test', { log: true });
const daily = catalog.reports.find(({ kind }) => kind === 'daily-series')!;

/** Resolves with what a callback is called with first. */
function called<T extends readonly unknown[]>(): {
  readonly args: Promise<T>;
  readonly call: (...args: T) => void;
} {
  let resolve: (given: T) => void = () => undefined;
  const args = new Promise<T>((done) => (resolve = done));
  return {
    args,
    call: (...given: T) => {
      resolve(given);
    },
  };
}

describe('panels in the extension host', () => {
  const panels: vscode.WebviewPanel[] = [];
  afterEach(() => panels.splice(0).forEach((panel) => void panel.dispose()));
  after(() => log.dispose());

  function openPanel(): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('usageReports.test', 'Test', vscode.ViewColumn.Active);
    panels.push(panel);
    return panel;
  }

  /** The panel's page sends this message, as if a button were clicked. */
  function click(panel: vscode.WebviewPanel, message: object): void {
    const sent = JSON.stringify({ kind: 'message', message });
    panel.webview.options = { enableScripts: true };
    panel.webview.html = `<!DOCTYPE html><script>acquireVsCodeApi().postMessage(${sent});</script>`;
  }

  describe('a report', () => {
    const ref: ReportRef = { connection: 'northlight', report: daily.name, period: 'D7' };

    function openReport(panel: vscode.WebviewPanel, options: Partial<ReportPanelOptions>): ReportPanel {
      return new ReportPanel(
        panel,
        ref,
        {},
        {
          service: {} as never,
          catalog: () => catalog,
          now: () => new Date(),
          log,
          tabTitle: () => 'Under test',
          worksWith: () => undefined,
          opened: () => undefined,
          foldedCharts: { has: () => false, set: () => Promise.resolve() },
          reportMemento: { keys: () => [], get: () => undefined, update: () => Promise.resolve() },
          runErrorAction: () => Promise.resolve(),
          showError: () => undefined,
          exportReport: () => Promise.resolve(),
          compareWith: () => Promise.resolve(),
          findUser: () => Promise.resolve(),
          saveChart: () => Promise.resolve(),
          chooseChartFile: () => Promise.resolve(null),
          chartCopied: () => undefined,
          chartNotCopied: () => Promise.resolve(),
          ...options,
        },
      );
    }

    for (const [button, message, options] of [
      ['Export', { type: 'export' }, { exportReport: () => Promise.reject(FAILURE) }],
      ['an error', { type: 'action', id: 'openFormatSetting' }, { runErrorAction: () => Promise.reject(FAILURE) }],
    ] as const) {
      it(`shows what fails behind the button of ${button}`, async () => {
        const shown = called<[unknown, ReportRef]>();
        const panel = openPanel();
        const report = openReport(panel, { ...options, showError: shown.call });
        click(panel, message);
        assert.deepEqual(await shown.args, [FAILURE, ref]);
        report.dispose();
      });
    }
  });

  describe('an overview', () => {
    const changed = new Emitter<ReportRef>();

    function openOverview(panel: vscode.WebviewPanel, connection: string, options: Partial<OverviewOptions>) {
      const memento = new MemoryMemento();
      const favorites = new Favorites(memento);
      return new OverviewPanel(
        panel,
        connection,
        {
          extensionUri: vscode.extensions.getExtension(EXTENSION_ID)!.extensionUri,
          service: {
            onDidChangeState: changed.event,
            history: { reportsWithHistory: () => Promise.resolve([]) },
          } as never,
          catalog: () => catalog,
          connections: { get: (id: string) => ({ id, name: id, kind: 'delegated', cloud: 'global' }) } as never,
          errors: { show: () => Promise.resolve() },
          now: () => new Date(),
          log,
          openReport: () => Promise.resolve(),
          collect: () => Promise.resolve(),
          showReports: () => Promise.resolve(),
          alerts: {
            onPage: () => Promise.resolve({ alerts: [], more: 0 }),
            onDidChange: new Emitter<undefined>().event,
            open: () => Promise.resolve(),
            showAll: () => Promise.resolve(),
          },
          ...{ favorites, memento },
          ...options,
        },
        new CardLayout(memento, favorites),
      );
    }

    it('shows what fails behind a button of its page', async () => {
      const shown = called<[unknown, object]>();
      const panel = openPanel();
      const overview = openOverview(panel, 'northlight', {
        collect: () => Promise.reject(FAILURE),
        errors: { show: (error, scope) => Promise.resolve(void shown.call(error, scope)) },
      });
      click(panel, { type: 'collect' });
      assert.deepEqual(await shown.args, [FAILURE, { connection: 'northlight' }]);
      overview.dispose();
    });

    it('opens a report with the measure that its page names', async () => {
      const opened = called<[ReportRef, object]>();
      const panel = openPanel();
      const overview = openOverview(panel, 'northlight', {
        openReport: (ref, options) => Promise.resolve(opened.call(ref, options)),
      });
      click(panel, { type: 'open', report: daily.name, history: true, measure: 'Calls, All' });
      assert.deepEqual(await opened.args, [
        { connection: 'northlight', report: daily.name, history: true },
        { measure: 'Calls, All' },
      ]);
      overview.dispose();
    });

    it('requests nothing for the empty overview of a tenant of its own, also at the first look', async () => {
      const used: string[] = [];
      const service = new Proxy(
        { onDidChangeState: changed.event, history: { reportsWithHistory: () => Promise.resolve([]) } },
        {
          get(target, name, receiver) {
            used.push(String(name));
            return Reflect.get(target, name, receiver) as unknown;
          },
        },
      );
      const overview = openOverview(openPanel(), 'northlight', { service: service as never });
      await overview.load({ fill: true });
      assert.deepEqual(used, ['onDidChangeState', 'history']);
      overview.dispose();
    });

    it('fills that of a sample tenant at the first look only, and stops when its page says so', async () => {
      const requested = called<[ReportRef]>();
      const panel = openPanel();
      const overview = openOverview(panel, 'sample', {
        connections: { get: (id: string) => ({ id, name: id, kind: 'sample', cloud: 'global' }) } as never,
        service: {
          onDidChangeState: changed.event,
          history: { reportsWithHistory: () => Promise.resolve([]) },
          archivedFacts: () => Promise.resolve(undefined),
          use: (ref: ReportRef, { signal }: { readonly signal: AbortSignal }) => {
            requested.call(ref);
            return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
          },
        } as never,
      });
      // Would not end if anything were requested.
      await overview.load();
      const filled = overview.load({ fill: true });
      assert.equal((await requested.args)[0].connection, 'sample');
      click(panel, { type: 'cancel' });
      await filled;
      overview.dispose();
    });

    it('reads nothing more once it is closed, though a report changed while it read', async () => {
      const reads: string[] = [];
      let finish: () => void = () => undefined;
      const again = called<[]>();
      const serviceOf = (read: () => Promise<unknown>) =>
        ({ onDidChangeState: changed.event, history: { reportsWithHistory: read } }) as never;
      const closed = openOverview(openPanel(), 'closed', {
        service: serviceOf(() => {
          reads.push('closed');
          return new Promise((resolve) => (finish = () => resolve([])));
        }),
      });
      const open = openOverview(openPanel(), 'open', {
        service: serviceOf(() => {
          reads.push('open');
          if (reads.filter((one) => one === 'open').length === 2) {
            again.call();
          }
          return Promise.resolve([]);
        }),
      });
      const reading = closed.load();
      changed.fire({ connection: 'closed', report: daily.name });
      closed.dispose();
      finish();
      await reading;
      // What the closed one would do comes before what the open one, which is told later, does.
      await open.load();
      changed.fire({ connection: 'open', report: daily.name });
      await again.args;
      assert.deepEqual(reads, ['closed', 'open', 'open']);
      open.dispose();
    });
  });
});
