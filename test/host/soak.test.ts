import assert from 'node:assert/strict';
import { readdirSync, readlinkSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { activated } from './support/extension.js';

/** `USAGE_REPORTS_SOAK_ROUNDS` sets more, for a search by hand. */
const ROUNDS = Number(process.env['USAGE_REPORTS_SOAK_ROUNDS'] ?? 24);
const WARM_UP = Math.min(200, ROUNDS / 2);
/** VS Code's own host works in this process, too. A panel that stays keeps its report and all that belongs to it. */
const HEAP_NOISE_BYTES = 12_000_000;
const MOST_HEAP_BYTES_PER_ROUND = 20_000;
const REPORTS = ['getTeamsUserActivityCounts', 'getTeamsUserActivityUserDetail', 'getOneDriveUsageAccountDetail'];

/** Resolves when so many editors are open. */
async function editorsOpen(isRight: (count: number) => boolean): Promise<void> {
  const { tabGroups } = vscode.window;
  const count = () => tabGroups.all.flatMap(({ tabs }) => tabs).length;
  await new Promise<void>((resolve) => {
    const look = () => {
      if (isRight(count())) {
        listening.dispose();
        resolve();
      }
    };
    const listening = tabGroups.onDidChangeTabs(look);
    look();
  });
}

async function measure(): Promise<{ readonly heap: number; readonly files: number; readonly threads: number }> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let round = 0; round < 5; round++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    heap: process.memoryUsage().heapUsed,
    files: openFiles(),
    threads: process.getActiveResourcesInfo().filter((name) => /worker/i.test(name)).length,
  };
}

/** Files of the archive and of exports that are still open, where the system tells (Linux). */
function openFiles(): number {
  const names = process.platform === 'linux' ? readdirSync('/proc/self/fd') : [];
  return names.filter((name) => {
    try {
      return /\.(csv|gz|json|md)$/.test(readlinkSync(`/proc/self/fd/${name}`));
    } catch {
      return false;
    }
  }).length;
}

describe(`after ${ROUNDS} panels that were opened and closed`, function () {
  this.timeout(60_000 + ROUNDS * 10_000);

  it('memory, open files and threads are where they were, and no editor is left', async () => {
    await activated();
    const round = async (number: number): Promise<void> => {
      const report = REPORTS[number % REPORTS.length];
      const command = number % 4 === 3 ? 'usageReports.openOverview' : 'usageReports.openReport';
      await vscode.commands.executeCommand(command, { report, period: 'D7', connection: 'sample' });
      await editorsOpen((count) => count > 0);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await editorsOpen((count) => count === 0);
    };
    for (let number = 0; number < WARM_UP; number++) {
      await round(number);
    }
    const before = await measure();
    for (let number = 0; number < ROUNDS; number++) {
      await round(number);
    }
    const after = await measure();
    const grown = after.heap - before.heap;
    assert.ok(grown < HEAP_NOISE_BYTES + ROUNDS * MOST_HEAP_BYTES_PER_ROUND, `${grown} bytes of heap more`);
    assert.ok(after.files <= before.files, `${after.files} open files`);
    assert.ok(after.threads <= before.threads, `${after.threads} threads`);
  });
});
