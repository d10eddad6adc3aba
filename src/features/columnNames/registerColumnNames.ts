import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { Catalog } from '../../core/catalog/catalog.js';

/** Files with queries: rules of alerts, templates of reports for management, saved views. */
const FILES: vscode.DocumentSelector = {
  pattern: '**/{usage-reports.rules.json,usage-reports.views.json,*.usage-report.json}',
};

/** The editor completes the names of reports and columns in files with queries. Their schemas have everything else. */
export function registerColumnNames({ catalog }: { readonly catalog: () => Catalog }): Disposable {
  return vscode.languages.registerCompletionItemProvider(
    FILES,
    {
      provideCompletionItems: async (document, position) => {
        const { completionsAt } = await import('./completionsAt.js');
        return completionsAt(document, position, catalog());
      },
    },
    '"',
  );
}
