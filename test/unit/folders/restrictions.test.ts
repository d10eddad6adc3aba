import assert from 'node:assert/strict';
import { lintRefusals } from './lint.js';

const EXECUTE = 'vscode.commands.executeCommand';

const forbidden: [file: string, code: string][] = [
  // Node's globals, where a browser runs the code too.
  ...['src/base/x.ts', 'src/shared/x.ts', 'src/core/catalog/x.ts', 'media/report/x.ts'].flatMap((file) =>
    [
      'Buffer.from("");',
      'process.env;',
      'export let x: Buffer;',
      'export let x: NodeJS.Timeout;',
      'export let x: typeof process;',
      'globalThis.process;',
      'global.process;',
      '__dirname;',
    ].map((code): [string, string] => [file, code]),
  ),
  ['src/l10n/x.ts', 'process.env;'],

  // Modules by strings that no list can judge.
  ['src/services/archive/x.ts', `process.getBuiltinModule('vm');`],
  ['src/services/archive/x.ts', `process['getBuiltinModule']('vm');`],
  ['src/services/archive/x.ts', `module.require('vscode');`],
  ['src/services/archive/x.ts', `eval("import('vscode')");`],

  // Settings.
  ['src/features/overview/x.ts', `vscode.workspace.getConfiguration('usageReports').get('connections');`],
  ['src/features/overview/x.ts', `const { getConfiguration } = vscode.workspace;`],
  ['src/features/overview/x.ts', `vscode.workspace['getConfiguration']();`],
  ['src/app.ts', `vscode.workspace.getConfiguration();`],
  ['src/features/overview/x.ts', `vscode.workspace.onDidChangeConfiguration(() => undefined);`],

  // Commands of ours.
  ['src/features/overview/x.ts', `${EXECUTE}('usageReports.refresh');`],
  ['src/features/overview/x.ts', `${EXECUTE}('usageReports.gone', 1);`],
  ['src/features/overview/x.ts', `const id = 'usageReports.refresh'; ${EXECUTE}(id);`],
  ['src/features/overview/x.ts', `${EXECUTE}(commandId('refresh'));`],
  ['src/features/overview/x.ts', `${EXECUTE}(\`usageReports.\${name}\`);`],
  ['src/features/overview/x.ts', `const { executeCommand } = vscode.commands;`],
  ['src/features/overview/x.ts', `const run = vscode.commands.executeCommand;`],
  ['src/features/overview/x.ts', `import { executeCommand } from './y.js';`],
  ['src/features/overview/x.ts', `vscode.commands.registerCommand('usageReports.refresh', () => undefined);`],
  ['src/features/overview/x.ts', `item.command = 'usageReports.refresh';`],
  ['src/features/overview/x.ts', `item.command = { command: 'usageReports.refresh', title };`],
  ['src/features/overview/x.ts', `const link = '[Open](command:usageReports.refresh)';`],
  ['src/features/overview/x.ts', 'const link = `[${title}](command:usageReports.refresh)`;'],

  // What the manifest's `when` clauses ask for.
  ['src/features/overview/x.ts', `${EXECUTE}('setContext', 'usageReports.filtered', true);`],
  ['src/features/overview/x.ts', `item.contextValue = 'report';`],

  // Texts of which VS Code would make links and icons.
  ...[
    'void vscode.window.showInformationMessage(text);',
    'void vscode.window.showWarningMessage(plainText(text), { modal: true });',
    'const show = failed ? vscode.window.showErrorMessage : undefined;',
    'const { showErrorMessage } = vscode.window;',
    `vscode.window['showErrorMessage'](text);`,
    'vscode.window.setStatusBarMessage(text, 3_000);',
    'void vscode.window.showQuickPick(items, { title });',
    'void vscode.window.showInputBox({ prompt });',
    'void vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title }, run);',
    'item.tooltip = new vscode.MarkdownString(text);',
    'const { MarkdownString } = vscode;',
    'pick.items = items;',
    'pick.items = items.map((item) => ({ ...item, label: plainText(item.label) }));',
    'input.prompt = text;',
    'input.validationMessage = problem(value);',
    'input.validationMessage = { message, severity };',
    'this.#item.text = `$(sync) ${name}`;',
    'item.text = plainText(name);',
  ].map((code): [string, string] => ['src/features/overview/x.ts', code]),
  ['src/app.ts', 'void vscode.window.showInformationMessage(text);'],
  ['src/api/x.ts', 'void vscode.window.showInformationMessage(text);'],
  ['src/features/common/messages.ts', 'item.tooltip = new vscode.MarkdownString(text);'],
  ['src/features/common/tooltip.ts', 'void vscode.window.showInformationMessage(text);'],
];

const allowed: [file: string, code: string][] = [
  ['src/services/archive/x.ts', 'Buffer.from(""); process.env; globalThis.fetch;'],
  ['src/settings.ts', 'vscode.workspace.getConfiguration(SECTION);'],
  ['src/features/connections/vscodeAuthHost.ts', 'vscode.workspace.getConfiguration(SECTION);'],
  ['src/features/common/commandRegistry.ts', 'vscode.commands.registerCommand(commandId(name), run);'],
  ['src/features/common/setContextKey.ts', `${EXECUTE}('setContext', 'usageReports.filtered', true);`],
  ['src/features/overview/x.ts', `${EXECUTE}('vscode.open', uri); ${EXECUTE}(\`\${Tree.viewId}.focus\`);`],
  ['src/features/overview/x.ts', `item.command = { command: commandId('refresh'), title };`],
  ['src/features/overview/x.ts', 'const link = `[${title}](command:${commandId("refresh")})`;'],
  ['src/features/overview/x.ts', `item.contextValue = viewItem('report', isFavorite && 'favorite');`],
  ['src/features/common/messages.ts', 'void vscode.window.showErrorMessage(plainText(text));'],
  ['src/features/common/quickInput.ts', 'void vscode.window.showQuickPick(plainItems(items));'],
  ['src/features/common/tooltip.ts', 'new vscode.MarkdownString(tooltipMarkdown(paragraphs));'],
  ['src/features/common/progress.ts', 'const location = vscode.ProgressLocation.Notification;'],
  ['src/features/overview/x.ts', 'pick.items = plainItems(items); input.validationMessage = plainProblem(problem);'],
  ['src/features/overview/x.ts', `item.text = statusText('sync', name); item.tooltip = tooltip([name]);`],
  ['media/report/x.ts', 'this.items = items; this.text = text;'],
];

describe('what the files of a folder may not name', function () {
  // ESLint loads its configuration and plugins once.
  this.timeout(60_000);

  for (const [file, code] of forbidden) {
    it(`refuses ${code} in ${file}`, async () => {
      assert.notDeepEqual(await lintRefusals(file, code), []);
    });
  }

  for (const [file, code] of allowed) {
    it(`allows ${code} in ${file}`, async () => {
      assert.deepEqual(await lintRefusals(file, code), []);
    });
  }
});
