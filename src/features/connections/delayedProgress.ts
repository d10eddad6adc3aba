import * as vscode from 'vscode';

/** What takes no longer than this is not worth a notification. */
const MAX_WAIT_MS = 1_000;

/**
 * Runs something that normally ends at once but may wait for a provider, a browser or a network that does not answer: after a second
 * a notification says so and lets it be cancelled.
 * @throws the signal's `AbortError` when cancelled; whatever the step throws
 */
export async function withDelayedProgress<T>(title: string, step: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancelled = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
  });
  // A step that does not listen to its signal must not hold up the person who has cancelled it.
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
