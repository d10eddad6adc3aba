import { randomBytes } from 'node:crypto';
import { type PageName, TEXTS_ELEMENT_ID } from '../../shared/pages/texts.js';

export interface PageHtmlOptions {
  readonly name: PageName;
  /** Of the texts, as VS Code names it. */
  readonly language: string;
  readonly title: string;
  readonly texts: object;
  /** From where VS Code serves the files of this page. */
  readonly cspSource: string;
  /** The address of a file of the built folder. */
  readonly uri: (file: string) => string;
}

/**
 * The document of a page. Nothing in it is inline or from elsewhere: styles, fonts and one script under a nonce come from the built folder,
 * which is all that the page may load from. It can make no connections at all, send no form, and have no other base for its addresses.
 */
export function pageHtml({ name, language, title, texts, cspSource, uri }: PageHtmlOptions): string {
  const nonce = randomBytes(16).toString('base64url');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
    // What `default-src` does not stand for.
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
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
