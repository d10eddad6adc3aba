#!/usr/bin/env node
// npm start: builds the extension and opens VS Code with it. A desktop VS Code where there is one, else the one from npm in the browser.
//   --check   starts the latter, waits until its window shows the extension, says the address, and ends with 0
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { cacheRoot, removeFolder, scratchFolder } from './cache.mjs';
import { checkoutRoot, extensionFolder, firstMinuteFolder } from './checkout.mjs';
import { findOnPath, launchChromium } from './chromium.mjs';
import { vscodeVersion, ensureHost } from './install.mjs';
import { activityBarTitle } from './manifest.mjs';
import { atExit, run } from './processes.mjs';
import { say, step } from './say.mjs';
import { startServer } from './server.mjs';
import { writeSettings } from './settings.mjs';
import { windowUrl } from './window.mjs';

const CHECK_LIMIT_MS = 120_000;

const check = process.argv.includes('--check');

async function main() {
  if (extensionFolder() === checkoutRoot()) {
    await step('Building the extension', () =>
      run(process.execPath, ['esbuild.config.mjs', '--clean'], { cwd: checkoutRoot() }),
    );
  }
  const desktop = findOnPath('code');
  if (desktop && hasDisplay() && !check) {
    say(`Opening ${desktop} with the extension.`);
    const extensions = startedExtensions().map((folder) => `--extensionDevelopmentPath=${folder}`);
    await run(desktop, [...extensions, '--new-window', workspaceFolder()]);
    return;
  }
  const url = await startInBrowser();
  if (check) {
    await step('Waiting for the window to show the extension', () => showsExtension(url));
    console.log(url);
    return;
  }
  console.log(`\n  VS Code with the extension:\n\n    ${url}\n\n  Ctrl+C ends it.\n`);
  openInBrowser(url);
  await new Promise(() => {});
}

/** @returns {Promise<string>} */
async function startInBrowser() {
  const host = await ensureHost();
  const scratch = scratchFolder('start');
  atExit(() => removeFolder(scratch));
  const userDataFolder = path.join(scratch, 'user-data');
  writeSettings(userDataFolder, {});
  // Installed, not “under development”: a window for development shows no notifications in this host.
  const server = await step(`Starting VS Code ${vscodeVersion(host)}`, () =>
    startServer({ extensions: startedExtensions(), userDataFolder }),
  );
  return windowUrl(server, { folder: workspaceFolder() });
}

/** The extension, and what opens its first pages. */
function startedExtensions() {
  return [extensionFolder(), firstMinuteFolder()];
}

/** A folder to export to. It stays, so what was exported is there next time. */
function workspaceFolder() {
  const folder = path.join(cacheRoot(), 'workspace');
  const readme = path.join(folder, 'README.md');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(readme)) {
    writeFileSync(readme, '# A folder to try things in\n\nReports that you export land here, in `usage-reports/`.\n');
  }
  return folder;
}

/** @param {string} url */
async function showsExtension(url) {
  const title = activityBarTitle(extensionFolder());
  if (!title) {
    throw new Error('The extension has no place in the activity bar, so there is nothing to wait for.');
  }
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page
      .locator('.activitybar')
      .getByRole('tab', { name: title, exact: true })
      .waitFor({ timeout: CHECK_LIMIT_MS });
  } finally {
    await browser.close();
  }
}

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** @param {string} url */
function openInBrowser(url) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (hasDisplay() && findOnPath(opener)) {
    spawn(opener, [url], { stdio: 'ignore', detached: true })
      .on('error', () => say('The browser could not be opened; open the address by hand.'))
      .unref();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
