import * as vscode from 'vscode';
import { withPluralForms } from '../../l10n/plurals.js';
import type { PageName, PageTexts } from '../../shared/pages/texts.js';
import { pageHtml } from './pageHtml.js';

/** Puts a page of this extension into a panel. Call `servePage` first: setting the HTML starts the page, and its first message would be lost. */
export function showPage<P extends PageName>(
  panel: vscode.WebviewPanel,
  extensionUri: vscode.Uri,
  name: P,
  texts: PageTexts<P>,
): void {
  const { webview, title } = panel;
  const mediaFolder = vscode.Uri.joinPath(extensionUri, 'dist', 'media');
  const icon = (theme: string) => vscode.Uri.joinPath(extensionUri, 'media', 'icons', `report-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  webview.options = { enableScripts: true, localResourceRoots: [mediaFolder] };
  webview.html = pageHtml({
    name,
    language: vscode.env.language,
    title,
    texts: withPluralForms(texts),
    cspSource: webview.cspSource,
    uri: (file) => webview.asWebviewUri(vscode.Uri.joinPath(mediaFolder, file)).toString(),
  });
}
