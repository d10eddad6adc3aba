/* global require, exports */
// The smallest page that a tree item can open, with the smallest message that it can send to its extension.
const { randomBytes } = require('node:crypto');
const vscode = require('vscode');

exports.activate = function activate(/** @type {vscode.ExtensionContext} */ context) {
  const item = new vscode.TreeItem('Empty page');
  item.command = { command: 'usageReportsBench.open', title: 'Open' };
  context.subscriptions.push(
    vscode.commands.registerCommand('usageReportsBench.open', open),
    vscode.window.registerTreeDataProvider('usageReportsBench.items', {
      getChildren: () => [item],
      getTreeItem: (/** @type {vscode.TreeItem} */ one) => one,
    }),
  );
};

function open() {
  const panel = vscode.window.createWebviewPanel('usageReportsBench', 'Empty page', vscode.ViewColumn.Active, {
    enableScripts: true,
  });
  let answers = 0;
  panel.webview.onDidReceiveMessage(() => void panel.webview.postMessage(`answer ${++answers}`));
  const nonce = randomBytes(16).toString('base64url');
  panel.webview.html = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'">
<title>Empty page</title>
</head>
<body>
<button>Ask</button>
<p data-row="0">nothing asked yet</p>
<script nonce="${nonce}">
  const host = acquireVsCodeApi();
  document.querySelector('button').addEventListener('click', () => host.postMessage('ask'));
  addEventListener('message', ({ data }) => (document.querySelector('p').textContent = data));
</script>
</body>
</html>`;
}
