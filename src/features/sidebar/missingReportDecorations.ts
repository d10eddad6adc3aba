import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';

const SCHEME = 'usage-reports-missing';

/** This URI cannot be opened. It is there because VS Code colors tree items by their URI. */
export function missingReportUri(report: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${report}` });
}

/** Grays out the reports that a cloud does not publish. */
export class MissingReportDecorations implements vscode.FileDecorationProvider, Disposable {
  readonly #registration = vscode.window.registerFileDecorationProvider(this);

  dispose(): void {
    this.#registration.dispose();
  }

  provideFileDecoration({ scheme }: vscode.Uri): vscode.FileDecoration | undefined {
    return scheme === SCHEME ? { color: new vscode.ThemeColor('disabledForeground') } : undefined;
  }
}
