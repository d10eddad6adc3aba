import axe from 'axe-core';
import { build } from 'esbuild';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { SnapshotDiffHostMessage } from '../../../src/shared/pages/snapshotDiff.js';
import type { UserSearchHostMessage } from '../../../src/shared/pages/userSearch.js';
import type { CellValue } from '../../../src/shared/report.js';
import { pageFixtures } from './pageFixtures.js';
import { themes, type ThemeName } from './themes.js';

/**
 * Draws the pages beside the report panel in Chromium, without VS Code around them but under its content security policy: a picture of
 * each state, theme and width, and axe on each.
 *
 *     node pages.cjs [--out folder] [--chromium path] [state…]
 */
interface PageFixture {
  readonly page: 'snapshotDiff' | 'userSearch';
  readonly messages: readonly (SnapshotDiffHostMessage | UserSearchHostMessage)[];
  readonly rows?: readonly (readonly CellValue[])[];
}

const args = process.argv.slice(2);
const option = (name: string, fallback: string) =>
  args.includes(name) ? (args[args.indexOf(name) + 1] ?? fallback) : fallback;
const out = path.resolve(option('--out', 'out/webviewHarness'));
const chosen = args.filter(
  (arg, index) => !arg.startsWith('--') && !['--out', '--chromium'].includes(args[index - 1] ?? ''),
);
const policy =
  "default-src 'none'; script-src 'nonce-n1'; style-src http://127.0.0.1:*; font-src http://127.0.0.1:*; img-src http://127.0.0.1:*";

async function main(): Promise<void> {
  await mkdir(out, { recursive: true });
  const built = await build({
    entryPoints: ['snapshotDiff', 'userSearch'].flatMap((name) => [
      { in: `media/${name}/main.ts`, out: name },
      { in: `media/${name}/${name}.css`, out: name },
    ]),
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: out,
    legalComments: 'none',
    tsconfig: 'media/tsconfig.json',
  });
  const files = new Map<string, { type: string; body: Uint8Array | string }>();
  for (const file of built.outputFiles) {
    files.set(`/${path.basename(file.path)}`, {
      type: file.path.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: file.contents,
    });
  }
  files.set('/codicon.css', {
    type: 'text/css',
    body: await readFile('node_modules/@vscode/codicons/dist/codicon.css'),
  });
  files.set('/codicon.ttf', {
    type: 'font/ttf',
    body: await readFile('node_modules/@vscode/codicons/dist/codicon.ttf'),
  });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(url.pathname);
    if (file !== undefined) {
      response.setHeader('content-type', file.type).end(file.body);
      return;
    }
    const page = url.pathname.slice(1);
    response.setHeader('content-type', 'text/html').setHeader('content-security-policy', policy).end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${page}</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/${page}.css"></head>
<body><div id="app"></div><script type="module" nonce="n1" src="/${page}.js"></script></body></html>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: option('--chromium', '/usr/bin/chromium'),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  let failures = 0;
  const fixtures: Record<string, PageFixture> = pageFixtures;
  for (const [state, fixture] of Object.entries(fixtures).filter(
    ([name]) => chosen.length === 0 || chosen.includes(name),
  )) {
    for (const [themeName, width] of [
      ['dark', 1180],
      ['light', 1180],
      ['hcDark', 1180],
      ['hcLight', 1180],
      ['dark', 400],
    ] as [ThemeName, number][]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const problems: string[] = [];
      page.on(
        'console',
        (message) => message.type() === 'error' && !message.text().includes('data:,') && problems.push(message.text()),
      );
      page.on('pageerror', (error) => problems.push(error.message));
      const { colors, bodyClass } = themes[themeName];
      await page.addInitScript(
        ({ messages, rows, theme, className }) => {
          addEventListener('DOMContentLoaded', () => {
            for (const [name, value] of Object.entries(theme)) {
              document.documentElement.style.setProperty(`--vscode-${name}`, value);
            }
            document.documentElement.style.setProperty('--vscode-font-size', '13px');
            document.body.className = className;
          });
          const tell = (message: unknown) => window.postMessage(message, '*');
          const receive = (message: { type: string; requestId?: number; start?: number; end?: number }) => {
            if (message.type === 'ready') {
              messages.forEach(tell);
            } else if (message.type === 'getRows') {
              const { requestId, start = 0, end = 0 } = message;
              tell({ type: 'rows', requestId, start, viewRowCount: rows.length, rows: rows.slice(start, end) });
            }
          };
          Object.assign(globalThis, {
            acquireVsCodeApi: () => ({ postMessage: receive, setState: () => undefined, getState: () => undefined }),
          });
        },
        { messages: fixture.messages, rows: fixture.rows ?? [], theme: colors, className: bodyClass },
      );
      await page.goto(`${origin}/${fixture.page}`);
      await page.waitForFunction(() => (document.querySelector('main')?.childElementCount ?? 0) > 0);
      if ((fixture.rows?.length ?? 0) > 0) {
        await page.locator('[data-row="0"]').waitFor();
      }
      await page.screenshot({ path: path.join(out, `${state}-${themeName}-${width}.png`) });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      const found = [
        ...problems,
        ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
        ...(wide ? ['wider than the window'] : []),
      ];
      failures += found.length;
      console.log(
        `${found.length === 0 ? 'ok  ' : 'FAIL'} ${state} ${themeName} ${width}${found.map((each) => `\n     ${each}`).join('')}`,
      );
      await page.close();
    }
  }
  await browser.close();
  server.close();
  process.exitCode = failures === 0 ? 0 : 1;
}

void main();
