import type * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { isCancelled } from '../../base/errors.js';

export interface PageMessageHandler<M> {
  /** The message if it is one of the page's, else `undefined`. */
  readonly parse: (raw: unknown) => M | undefined;
  readonly answer: (message: M) => Promise<void> | void;
  /** Hears of what answering threw, unless somebody cancelled it; where absent, the log does. */
  readonly failed?: (error: unknown) => void;
  readonly log: vscode.LogOutputChannel;
}

/** Answers the messages of a panel's page, until it is disposed of. What is no message is ignored. */
export function handlePageMessages<M>(
  { webview }: vscode.WebviewPanel,
  { parse, answer, failed, log }: PageMessageHandler<M>,
): Disposable {
  return webview.onDidReceiveMessage(async (raw: unknown) => {
    const message = parse(raw);
    if (message === undefined) {
      log.warn('A page sent a message that is not understood; it is ignored.');
      return;
    }
    try {
      await answer(message);
    } catch (error) {
      if (isCancelled(error)) {
        return;
      }
      if (failed === undefined) {
        log.error(error instanceof Error ? error : String(error));
      } else {
        failed(error);
      }
    }
  });
}
