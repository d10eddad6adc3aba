import * as vscode from 'vscode';

/** A step that takes no longer than this gets no notification. */
const MAX_WAIT_MS = 1_000;

/** VS Code's cancellation as the web's, which the floors below understand. */
export function abortControllerFor(token: vscode.CancellationToken | undefined): AbortController {
  const controller = new AbortController();
  if (token?.isCancellationRequested === true) {
    controller.abort();
  }
  token?.onCancellationRequested(() => controller.abort());
  return controller;
}

export type Progress = vscode.Progress<{ readonly message?: string; readonly increment?: number }>;

/** Runs a step with a notification that can be canceled. VS Code shows it only when the step takes longer than a moment. */
export function withProgress<T>(
  title: string,
  step: (signal: AbortSignal, progress: Progress) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => step(abortControllerFor(token).signal, progress),
    ),
  );
}

/**
 * Runs a step that normally ends at once but may wait for a provider, a browser, or a network that does not answer. After a second, a
 * notification says so and lets the user cancel it.
 * @throws the signal's `AbortError` when canceled; whatever the step throws
 */
export async function withDelayedProgress<T>(title: string, step: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
  });
  // A step that does not listen to its signal must not hold up the user who has canceled it.
  const work = Promise.race([step(controller.signal), cancelled]);
  const show = (): void => {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    void vscode.window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => controller.abort());
      return work.then(
        () => undefined,
        () => undefined,
      );
    });
  };
  const timer = setTimeout(show, MAX_WAIT_MS);
  try {
    return await work;
  } finally {
    clearTimeout(timer);
  }
}
