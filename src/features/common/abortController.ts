import type * as vscode from 'vscode';

/** VS Code's cancellation as the web's: what the rooms below understand. */
export function abortControllerFor(token: vscode.CancellationToken | undefined): AbortController {
  const controller = new AbortController();
  if (token?.isCancellationRequested === true) {
    controller.abort();
  }
  token?.onCancellationRequested(() => controller.abort());
  return controller;
}
