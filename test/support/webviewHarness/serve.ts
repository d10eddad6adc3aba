import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export interface ServedPanel {
  readonly origin: string;
  /** Name and size of each script. */
  readonly sizes: readonly string[];
  close(): void;
}

/** Builds the report panel's page and serves it on loopback, without VS Code around it but under its content security policy. */
export async function servePanel(root: string): Promise<ServedPanel> {
  const file = (...parts: string[]) => readFile(path.join(root, ...parts));
  const built = await build({
    entryPoints: [
      { in: 'media/report/main.ts', out: 'report' },
      { in: 'media/report/report.css', out: 'report' },
      { in: 'test/support/webviewHarness/page.ts', out: 'harness' },
    ],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    outdir: 'out',
    absWorkingDir: root,
    legalComments: 'none',
  });
  const files = new Map<string, { type: string; body: Uint8Array | string }>();
  for (const { path: name, contents } of built.outputFiles) {
    files.set(`/${path.basename(name)}`, {
      type: name.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: contents,
    });
  }
  files.set('/codicon.css', {
    type: 'text/css',
    body: await file('node_modules', '@vscode', 'codicons', 'dist', 'codicon.css'),
  });
  files.set('/codicon.ttf', {
    type: 'font/ttf',
    body: await file('node_modules', '@vscode', 'codicons', 'dist', 'codicon.ttf'),
  });
  // What VS Code itself puts before a webview's own styles, as far as it matters here.
  files.set('/default.css', {
    type: 'text/css',
    body: '@layer vscode-default { body { padding: 0 20px } code { padding: 1px 3px; background: #8884 } }',
  });

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const found = files.get(url.pathname);
    const policy =
      "default-src 'none'; script-src 'nonce-n1'; style-src http://127.0.0.1:*; font-src http://127.0.0.1:*; img-src http://127.0.0.1:*";
    if (found !== undefined) {
      response.setHeader('content-type', found.type).end(found.body);
    } else if (url.pathname === '/') {
      response.setHeader('content-type', 'text/html').setHeader('content-security-policy', policy).end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Report</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/default.css"><link rel="stylesheet" href="/codicon.css"><link rel="stylesheet" href="/report.css"></head>
<body><div id="app"></div><script type="module" nonce="n1" src="/harness.js"></script><script type="module" nonce="n1" src="/report.js"></script></body></html>`);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sizes: built.outputFiles.map(
      ({ path: name, contents }) => `${path.basename(name)}: ${(contents.length / 1024).toFixed(1)} KB`,
    ),
    close: () => server.close(),
  };
}
