import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { run } from './processes.mjs';
import { say, step } from './say.mjs';

/** What Playwright needs of a browser; any of these names on the PATH will do. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const MAC_APPS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Path of a Chromium, Chrome or Edge. As root on a Debian or Ubuntu without one, installs the distribution's own package.
 *
 * @returns {Promise<string>}
 * @throws {Error} when there is none and none may be installed; the message says what to do
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) {
    return found;
  }
  if (process.getuid?.() === 0 && findOnPath('apt-get')) {
    await step('Installing the distribution’s Chromium (apt-get install chromium)', async () => {
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      await run('apt-get', ['update', '-q'], { env }).catch((error) => say(String(error)));
      await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
        env,
      });
    }).catch((error) => {
      throw new Error(`Chromium could not be installed: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    });
    const installed = findChromium();
    if (installed) {
      return installed;
    }
  }
  throw new Error(
    'No Chromium was found, and it may not be installed from here. Install Chromium, Google Chrome or Microsoft Edge ' +
      '(on Debian and Ubuntu: sudo apt-get install chromium), or name the program in CHROME_PATH.',
  );
}

/** @returns {string | undefined} */
function findChromium() {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) {
      throw new Error(`CHROME_PATH names ${chosen}, which does not exist.`);
    }
    return chosen;
  }
  const own = chromium.executablePath();
  return NAMES.map(findOnPath).find(Boolean) ?? [own, ...MAC_APPS].find((file) => file && existsSync(file));
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
export function findOnPath(name) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function launchChromium() {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: FLAGS,
    headless: process.env['HEADED'] !== '1',
  });
}
