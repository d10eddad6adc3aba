import axe from 'axe-core';
import { build } from 'esbuild';
import { mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium } from 'playwright-core';

/**
 * Pictures of the overview's page in every state and theme, and axe on each, without VS Code around it but under its content security
 * policy. For working on the page; the tests in the real workbench are elsewhere.
 *
 *     node overviewRun.cjs [--dark] [state…]
 */
const root = process.cwd();
const out = path.resolve('out/webviewHarness');
const args = process.argv.slice(2);
const chosen = args.filter((arg) => !arg.startsWith('--'));
const states = chosen.length > 0 ? chosen : ['overview', 'reading', 'quiet', 'empty', 'failed'];
const looks = (args.includes('--dark') ? ['dark'] : ['dark', 'light', 'hcDark', 'hcLight']).map((theme) => ({
  theme,
  name: theme,
  width: 1280,
}));

async function main(): Promise<void> {
  await mkdir(out, { recursive: true });
  const built = await build({
    entryPoints: [
      { in: 'media/overview/main.ts', out: 'overview' },
      { in: 'media/overview/overview.css', out: 'overview' },
      { in: 'test/support/webviewHarness/overviewPage.ts', out: 'harness' },
    ],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: out,
    absWorkingDir: root,
  });
  const files = new Map(
    built.outputFiles.map((file) => [
      `/${path.basename(file.path)}`,
      { type: file.path.endsWith('.css') ? 'text/css' : 'text/javascript', body: file.contents },
    ]),
  );
  for (const [name, type] of [
    ['codicon.css', 'text/css'],
    ['codicon.ttf', 'font/ttf'],
  ] as const) {
    files.set(`/${name}`, { type, body: await readFile(`node_modules/@vscode/codicons/dist/${name}`) });
  }
  const policy =
    "default-src 'none'; script-src 'nonce-n1'; style-src http://127.0.0.1:*; font-src http://127.0.0.1:*; img-src http://127.0.0.1:*";
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = files.get(pathname);
    if (file !== undefined) {
      response.setHeader('content-type', file.type).end(file.body);
    } else if (pathname === '/') {
      response.setHeader('content-type', 'text/html').setHeader('content-security-policy', policy).end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Overview</title>
<link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/overview.css"></head>
<body><div id="app"></div><script type="module" nonce="n1" src="/harness.js"></script><script type="module" nonce="n1" src="/overview.js"></script></body></html>`);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
  let problems = 0;
  for (const state of states) {
    for (const { theme, name, width } of [
      ...looks,
      { theme: 'dark', name: 'narrow', width: 400 },
      { theme: 'light', name: 'zoomed', width: 640 },
    ]) {
      const page = await browser.newPage({ viewport: { width, height: 860 }, reducedMotion: 'reduce' });
      const said: string[] = [];
      page.on(
        'console',
        (message) =>
          void (message.type() === 'error' && !message.location().url.includes('favicon') && said.push(message.text())),
      );
      page.on('pageerror', (error) => said.push(error.message));
      await page.goto(`${origin}/?state=${state}&theme=${theme}`);
      await page.waitForFunction(
        () => document.querySelector('main')?.childElementCount !== 0 && document.querySelector('h1') !== null,
      );
      await page.screenshot({ path: path.join(out, `overview-${state}-${name}.png`), fullPage: width < 1000 });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      said.push(
        ...violations.flatMap(({ id, nodes }) =>
          nodes.slice(0, 2).map((node) => `${id}: ${node.html.slice(0, 140)} ${node.failureSummary ?? ''}`),
        ),
      );
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0 || (await page.title()) !== 'Overview') {
        said.push(`${overflow} px too wide, title “${await page.title()}”`);
      }
      said.forEach((problem) => console.log(`  ${state} ${name}: ${problem}`));
      problems += said.length;
      await page.close();
    }
  }
  await browser.close();
  server.close();
  console.log(`${problems} problems, pictures in ${out}`);
  process.exitCode = problems > 0 ? 1 : 0;
}

void main();
