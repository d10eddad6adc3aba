import * as vscode from 'vscode';
import type { UsageReportsApi } from './api/api.js';
import { createApp } from './app.js';
import { setDisplayLanguage } from './l10n/displayLanguage.js';

/** The entry on a computer. Resolves to the public API that `api.ts` describes. */
export function activate(context: vscode.ExtensionContext): UsageReportsApi {
  setDisplayLanguage(vscode.env.language, vscode.l10n.bundle);
  const app = createApp(context);
  context.subscriptions.push(app);
  return app.api;
}
