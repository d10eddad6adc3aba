import * as vscode from 'vscode';
import { type CommandName, commandId } from '../../commandIds.js';
import { plainText } from './plainText.js';

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

export interface ProgressStep {
  readonly message?: string;
  /** In percent. */
  readonly increment?: number;
  /** Behind the message: a notification of progress has no buttons. */
  readonly link?: { readonly label: string; readonly command: CommandName };
}

export interface Progress {
  readonly report: (step: ProgressStep) => void;
}

/** Runs a step with a notification that can be canceled. VS Code shows it only when the step takes longer than a moment. */
export function withProgress<T>(
  title: string,
  step: (signal: AbortSignal, progress: Progress) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(optionsFor(title), (progress, token) =>
      step(abortControllerFor(token).signal, {
        report: ({ message, increment, link }) => {
          const text = [
            ...(message === undefined ? [] : [plainText(message)]),
            ...(link === undefined ? [] : [`[${plainText(link.label)}](command:${commandId(link.command)})`]),
          ].join(' · ');
          progress.report({ ...(text && { message: text }), ...(increment !== undefined && { increment }) });
        },
      }),
    ),
  );
}

function optionsFor(title: string): vscode.ProgressOptions {
  return { location: vscode.ProgressLocation.Notification, title: plainText(title), cancellable: true };
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
    void vscode.window.withProgress(optionsFor(title), (_, token) => {
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
