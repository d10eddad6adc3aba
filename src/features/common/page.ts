import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { type PageName, type PageTexts, TEXTS_ELEMENT_ID } from '../../shared/pages/texts.js';

/**
 * Puts a page of this extension into a panel. Nothing in it is inline or from elsewhere: styles, fonts and one script under a nonce come
 * from the built folder, which is all that the page may load from, and it can make no connections at all. Whoever listens to its messages
 * does so before.
 */
export function showPage<P extends PageName>(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  name: P,
  texts: PageTexts<P>,
): void {
  const mediaFolder = vscode.Uri.joinPath(extensionUri, 'dist', 'media');
  const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', `report-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  panel.webview.options = { enableScripts: true, localResourceRoots: [mediaFolder] };
  panel.webview.html = pageHtml(panel.webview, mediaFolder, panel.title, name, texts);
}

function pageHtml(
  webview: vscode.Webview,
  mediaFolder: vscode.Uri,
  title: string,
  name: PageName,
  texts: object,
): string {
  const nonce = randomBytes(16).toString('base64url');
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(mediaFolder, file)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${uri('codicon.css')}">
<link rel="stylesheet" href="${uri(`${name}.css`)}">
<title>${escape(title)}</title>
</head>
<body>
<div id="app"></div>
<script type="application/json" nonce="${nonce}" id="${TEXTS_ELEMENT_ID}">${textsJson(texts)}</script>
<script type="module" nonce="${nonce}" src="${uri(`${name}.js`)}"></script>
</body>
</html>`;
}

/**
 * The texts are part of the page, not its first message: so they are there before its script runs, and no frame is shown without them.
 * In JSON `<` only occurs in strings, where its escape means the same, so no text can end the element that it stands in.
 */
function textsJson(texts: object): string {
  return JSON.stringify(texts).replaceAll('<', '\\u003c');
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
