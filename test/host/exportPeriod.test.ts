import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { UsageReportsError } from '../../src/base/errors.js';
import { exportPeriod, type ExportPeriodOptions, exportReportsOf } from '../../src/features/export/exportPeriod.js';
import { parseArgument } from '../../src/commandArguments.js';
import { type Connection, SAMPLE_CONNECTION } from '../../src/services/auth/connections/connection.js';
import { DEFAULT_EXPORT_FOLDER } from '../../src/settings.js';
import type { ReportRef } from '../../src/shared/report.js';
import { catalog } from '../support/catalog.js';
import { MemoryMemento } from '../support/memento.js';
import { failureOf } from './support/extension.js';

const connection = (id: string, name: string): Connection => ({ ...SAMPLE_CONNECTION, id, name, fileLabel: id });

describe('an export of all reports of a period', () => {
  const { showQuickPick, showInformationMessage, showWarningMessage } = vscode.window;
  let folder: string;
  let active: Connection;
  let requested: ReportRef[];
  let asked: string[];
  let options: ExportPeriodOptions;
  /** Called when a format is asked for. */
  let atQuestion: () => void;

  beforeEach(async () => {
    folder = path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail(), DEFAULT_EXPORT_FOLDER);
    await mkdir(folder, { recursive: true });
    active = connection('northlight', 'Northlight');
    requested = [];
    asked = [];
    atQuestion = () => undefined;
    const firstOrNone = (
      items: readonly object[],
      { canPickMany = false, placeHolder = '' }: vscode.QuickPickOptions,
    ) => {
      atQuestion();
      asked.push(placeHolder);
      return Promise.resolve(canPickMany ? [] : items[0]);
    };
    Object.assign(vscode.window, {
      showQuickPick: firstOrNone,
      showInformationMessage: () => Promise.resolve(undefined),
      showWarningMessage: () => Promise.resolve(undefined),
    });
    const service = {
      check: (ref: ReportRef) => ({ ref, definition: catalog.find(ref.report) }),
      archivedFacts: () => Promise.resolve(undefined),
      open: (ref: ReportRef) => {
        requested.push(ref);
        return Promise.reject(new UsageReportsError('notFound', 'There is no such report.'));
      },
    };
    options = {
      catalog: () => catalog,
      connections: {
        get active() {
          return active;
        },
      },
      service: service as unknown as ExportPeriodOptions['service'],
      memento: new MemoryMemento(),
      now: () => new Date('2026-11-29T08:00:00Z'),
    };
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showQuickPick, showInformationMessage, showWarningMessage });
    await rm(folder, { recursive: true });
  });

  it('is named for the tenant that it was asked of, whichever becomes active meanwhile', async () => {
    atQuestion = () => (active = connection('southlight', 'Southlight'));
    await exportPeriod({ period: 'D7' }, options);
    assert.deepEqual([...new Set(requested.map((ref) => ref.connection))], ['northlight']);
    const index = await readFile(path.join(folder, '2026-11-29_D7_northlight', 'index.md'), 'utf8');
    assert.match(index, /^# Usage reports: Northlight, Last 7 days$/m);
  });

  it('asks for a period where a product has several, and not where it has one or only the current state', async () => {
    const asksForPeriod = async (product: string) => {
      asked = [];
      await exportReportsOf(
        { set: { kind: 'product', product }, within: undefined },
        { ...options, favorites: { all: [] } },
      );
      return asked.includes('Which period do you want to export?');
    };
    for (const { id } of catalog.products) {
      const ofProduct = catalog.reports.filter(({ product }) => product === id);
      const periods = new Set<string>(
        ofProduct.flatMap(({ periods: own }): readonly string[] => (own.length === 0 ? ['current'] : own)),
      );
      assert.equal(await asksForPeriod(id), periods.size > 1, id);
    }
    assert.equal(await asksForPeriod('activations'), false);
  });

  it('asks for no period where the row of a period says it', async () => {
    const row = parseArgument('exportReports', { kind: 'period', period: 'D7', label: 'of the tree' });
    await exportReportsOf(row ?? assert.fail(), { ...options, favorites: { all: [] } });
    assert.ok(asked.length > 0 && !asked.includes('Which period do you want to export?'), asked.join());
    assert.ok(requested.length > 0);
    assert.deepEqual([...new Set(requested.map(({ period }) => period))], ['D7']);
    const current = parseArgument('exportReports', { kind: 'period' });
    requested = [];
    await exportReportsOf(current ?? assert.fail(), { ...options, favorites: { all: [] } });
    assert.ok(requested.length > 0);
    assert.deepEqual([...new Set(requested.map(({ period }) => period))], [undefined]);
  });

  it('requests nothing where there can be no folder', async () => {
    await writeFile(path.join(folder, '2026-11-29_D7_northlight'), 'a file');
    const error = await failureOf(exportPeriod({ period: 'D7' }, options));
    assert.equal(error.reason, 'exportFailed');
    assert.equal(requested.length, 0);
  });
});
