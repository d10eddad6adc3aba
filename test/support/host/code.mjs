#!/usr/bin/env node
// Stands in for the desktop VS Code's executable where only npm can be had: takes the arguments with which in-host tests are started,
// runs them in the VS Code server with its window in a headless Chromium, and ends with the tests' exit code.
import path from 'node:path';
import process from 'node:process';
import { format } from 'node:util';
import { launchChromium } from './chromium.mjs';
import { say } from './say.mjs';
import { startServer } from './server.mjs';
import { trustExtensions, windowUrl } from './window.mjs';

const LIMIT_MS = Number(process.env['USAGE_REPORTS_HOST_LIMIT'] ?? 600) * 1000;

/**
 * The window's own log and the tests' report come on one channel. The tests put this before each line of the report, where the variable
 * `USAGE_REPORTS_OUTPUT_MARK` tells them to. The rest (with what tests print themselves) is shown where USAGE_REPORTS_WINDOW_LOG is set.
 */
const MARK = '\u2063';

/** @param {readonly string[]} args */
function parse(args) {
  /** @param {string} name */
  const all = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  const withoutBuiltins = [
    ...all('disable-extension'),
    ...args.filter((_arg, index) => args[index - 1] === '--disable-extension'),
  ];
  return {
    developed: all('extensionDevelopmentPath'),
    tests: all('extensionTestsPath')[0],
    userDataFolder: all('user-data-dir')[0],
    folder: args.find((arg, index) => !arg.startsWith('-') && args[index - 1] !== '--disable-extension'),
    withoutBuiltins,
    trusted: all('trust-extension'),
  };
}

async function main() {
  const { developed, tests, userDataFolder, folder, withoutBuiltins, trusted } = parse(process.argv.slice(2));
  const [extension, ...others] = developed;
  if (!extension || !tests) {
    throw new Error('code.mjs runs in-host tests: it needs --extensionDevelopmentPath=… and --extensionTestsPath=….');
  }
  // A window of the server takes one extension under development; the others are installed.
  const server = await startServer({
    development: true,
    extensions: others,
    withoutBuiltins,
    userDataFolder,
    env: { USAGE_REPORTS_OUTPUT_MARK: MARK },
  });
  const browser = await launchChromium();
  const page = await browser.newPage();
  /** @type {string[]} */
  const windowLog = [];
  /** @param {string} line */
  const print = (line) => (line.startsWith(MARK) ? console.log(line.slice(MARK.length)) : windowLog.push(line));

  const ended = new Promise((resolve, reject) => {
    /** @param {string} why */
    const fail = (why) => reject(new Error(`${why}\nThe window’s last words:\n${windowLog.slice(-20).join('\n')}`));
    const limit = setTimeout(() => fail(`The in-host tests did not end within ${LIMIT_MS / 1000} s.`), LIMIT_MS);
    page.on('crash', () => fail('The window crashed.'));
    page.on('close', () => fail('The window was closed before the tests ended.'));
    // VS Code itself calls these two where a page offers them.
    void page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) =>
      print(format(...args)),
    );
    void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => {
      clearTimeout(limit);
      resolve(code);
    });
  });
  await trustExtensions(page, trusted);
  const url = windowUrl(server, {
    folder: folder && path.resolve(folder),
    extensionDevelopmentPath: path.resolve(extension),
    extensionTestsPath: path.resolve(tests),
  });
  await page.goto(url);
  const code = Number(await ended);
  if (process.env['USAGE_REPORTS_WINDOW_LOG']) {
    say(windowLog.join('\n'));
  }
  await browser.close();
  server.stop();
  return code;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
