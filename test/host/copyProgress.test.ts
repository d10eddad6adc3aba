import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { copyRows, type CopySource } from '../../src/features/common/copyRows.js';

/** Rows of a copy that goes on until it is canceled. */
async function* endless(turn: () => Promise<unknown>): AsyncGenerator<Uint8Array> {
  for (;;) {
    await turn();
    yield new Uint8Array();
  }
}

describe('a copy of many rows', () => {
  const { withProgress, showWarningMessage } = vscode.window;
  afterEach(() => Object.assign(vscode.window, { withProgress, showWarningMessage }));

  it('says that it is under way, ends where it is canceled, and leaves the clipboard as it was', async () => {
    await vscode.env.clipboard.writeText('before');
    const shown: vscode.ProgressOptions[] = [];
    const cancellation = new vscode.CancellationTokenSource();
    let ended: Thenable<unknown> | undefined;
    Object.assign(vscode.window, {
      withProgress: (
        options: vscode.ProgressOptions,
        task: (progress: vscode.Progress<unknown>, token: vscode.CancellationToken) => Thenable<unknown>,
      ) => {
        shown.push(options);
        ended = task({ report: () => undefined }, cancellation.token);
        cancellation.cancel();
        return ended;
      },
    });
    const source: CopySource = {
      facts: { report: 'getTeamsUserActivityUserDetail' } as CopySource['facts'],
      table: {
        rows: () => Promise.resolve({ viewRowCount: 1_000_000, rows: [] }),
        write: () => endless(() => new Promise((resolve) => setImmediate(resolve))),
      },
    };
    const copied = copyRows(source, { view: {} }, () => assert.fail('nothing is too large'));
    await assert.rejects(copied, { name: 'AbortError' });
    const [options, ...others] = shown;
    assert.deepEqual(others, []);
    assert.equal(options?.title, 'Copying…');
    assert.equal(options?.cancellable, true);
    assert.equal(options?.location, vscode.ProgressLocation.Notification);
    // The notification goes with the copy.
    await ended;
    assert.equal(await vscode.env.clipboard.readText(), 'before');
  });
});
