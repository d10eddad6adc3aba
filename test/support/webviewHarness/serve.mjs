import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pageNames } from '../pageNames.mjs';
import { textsOfTests } from '../pageTexts/textsOfTests.mjs';

/** The pages of the extension, each with the script that plays the extension host for it. */
const PAGES = {
  report: 'reportHost.ts',
  overview: 'overviewHost.ts',
  tenants: 'tenantsHost.ts',
  snapshotDiff: 'fixtureHost.ts',
  userSearch: 'fixtureHost.ts',
};

/** As strict as the policy of the real pages. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'nonce-n1'",
  'style-src http://127.0.0.1:*',
  'font-src http://127.0.0.1:*',
  'img-src http://127.0.0.1:*',
].join('; ');

/** What VS Code itself puts before a webview's own styles, as far as it matters here. */
const DEFAULT_STYLES =
  '@layer vscode-default { body { padding: 0 20px } code { padding: 1px 3px; background: #8884 } }';

/** @typedef {{ readonly type: string, readonly body: Uint8Array | string }} ServedFile */

/**
 * @typedef {object} ServedPages
 * @property {string} origin such as `http://127.0.0.1:4000`; a page is at `/report?state=detail&theme=dark`
 * @property {() => void} close
 */

/**
 * Builds the pages and serves them on loopback, without VS Code around them but under their content security policy.
 *
 * @param {string} root folder of the checkout
 * @returns {Promise<ServedPages>}
 */
export async function servePages(root) {
  const untested = pageNames(root).filter((name) => !(name in PAGES));
  if (untested.length > 0) {
    throw new Error(`No test shows ${untested.join(', ')}: add what plays the extension host for it to PAGES.`);
  }
  const files = await buildFiles(root);
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const file = files.get(name);
    if (file !== undefined) {
      response.setHeader('content-type', file.type).end(file.body);
    } else if (name in PAGES) {
      response
        .setHeader('content-type', 'text/html')
        .setHeader('content-security-policy', CONTENT_SECURITY_POLICY)
        .end(pageHtml(name));
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The server of the pages has no port.');
  }
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

/**
 * @param {string} root
 * @returns {Promise<Map<string, ServedFile>>} by name
 */
async function buildFiles(root) {
  const hosts = new Set(Object.values(PAGES));
  const { outputFiles } = await build({
    entryPoints: [
      ...Object.keys(PAGES).flatMap((name) => [
        { in: `media/${name}/main.ts`, out: name },
        { in: `media/${name}/${name}.css`, out: name },
      ]),
      ...[...hosts].map((file) => ({ in: `test/support/webviewHarness/${file}`, out: hostScript(file) })),
    ],
    bundle: true,
    plugins: [textsOfTests],
    minify: true,
    format: 'esm',
    target: 'chrome120',
    write: false,
    outdir: 'out',
    absWorkingDir: root,
    legalComments: 'none',
    tsconfig: path.join(root, 'media/tsconfig.json'),
  });
  /** @type {Map<string, ServedFile>} */
  const files = new Map();
  for (const { path: file, contents } of outputFiles) {
    files.set(path.basename(file), { type: file.endsWith('.css') ? 'text/css' : 'text/javascript', body: contents });
  }
  for (const [name, type] of [
    ['codicon.css', 'text/css'],
    ['codicon.ttf', 'font/ttf'],
  ]) {
    const body = await readFile(path.join(root, 'node_modules/@vscode/codicons/dist', name ?? ''));
    files.set(name ?? '', { type: type ?? '', body });
  }
  files.set('default.css', { type: 'text/css', body: DEFAULT_STYLES });
  // Chromium asks for it on its own account.
  files.set('favicon.ico', { type: 'image/x-icon', body: '' });
  return files;
}

/** @param {string} file */
function hostScript(file) {
  return `host-${path.basename(file, '.ts')}`;
}

/** @param {string} name */
function pageHtml(name) {
  const host = hostScript(Object.entries(PAGES).find(([page]) => page === name)?.[1] ?? '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title>
<link rel="stylesheet" href="/default.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/${name}.css">
</head>
<body><div id="app"></div>
<script type="module" nonce="n1" src="/${host}.js"></script><script type="module" nonce="n1" src="/${name}.js"></script></body>
</html>`;
}
