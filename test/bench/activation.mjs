// Activates the extension and an empty one in fresh extension hosts, one host after the other.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { runTests } from '@vscode/test-electron';
import { scratchFolder } from '../support/host/cache.mjs';
import { checkoutRoot } from '../support/host/checkout.mjs';
import { extensionId } from '../support/host/manifest.mjs';
import { atExit } from '../support/host/processes.mjs';
import { writeSettings } from '../support/host/settings.mjs';
import { summaryOf } from './figures.mjs';

/** @typedef {import('./figures.mjs').Figure} Figure */

/**
 * The times of one activation, in milliseconds.
 *
 * @typedef {object} Activation
 * @property {number} load reading, compiling and running the script
 * @property {number} activate the call of `activate` itself
 * @property {number} total from the call of `activate` by a test to its end, including VS Code's own work
 * @property {number} [cpu] processor time of the extension host's thread in `load` and `activate`, if Node can tell
 */

/** @typedef {{ readonly extension: Activation, readonly empty: Activation }} Pair */

/** Milliseconds. */
const TARGET = 30;

/**
 * @param {string} extension folder of the unpacked package
 * @param {number} hosts number of extension hosts
 * @returns {Promise<Figure[]>}
 */
export async function measureActivation(extension, hosts) {
  /** @type {Pair[]} */
  const pairs = [];
  const restore = withoutOwnStart(extension);
  try {
    for (let host = 0; host < hosts; host++) {
      pairs.push(await activateInFreshHost(extension, host % 2 === 0));
    }
  } finally {
    restore();
  }
  /** @type {(name: string, part: (activation: Activation) => number | undefined, target?: number) => Figure[]} */
  const compared = (name, part, target) => {
    const [own, empty] = [pairs.map((pair) => part(pair.extension)), pairs.map((pair) => part(pair.empty))].map(
      (values) => values.filter((value) => value !== undefined),
    );
    return own && empty && own.length > 0
      ? [
          {
            name,
            unit: 'ms',
            value: summaryOf(own),
            baseline: { name: 'empty extension', value: summaryOf(empty) },
            target,
          },
        ]
      : [];
  };
  return [
    ...compared('load', ({ load }) => load),
    ...compared('activate()', ({ activate }) => activate),
    ...compared('load + activate()', ({ load, activate }) => load + activate, TARGET),
    ...compared('load + activate(), CPU time', ({ cpu }) => cpu),
    ...compared('everything, including VS Code’s own work', ({ total }) => total),
  ];
}

/**
 * Lets the bench decide when the extension is activated: VS Code would do so when it has started, at about the same time.
 *
 * @param {string} extension
 * @returns {() => void} gives the manifest back
 */
function withoutOwnStart(extension) {
  const file = path.join(extension, 'package.json');
  const manifest = readFileSync(file, 'utf8');
  const { activationEvents, ...rest } = JSON.parse(manifest);
  const events = activationEvents.filter((/** @type {string} */ event) => event !== 'onStartupFinished');
  writeFileSync(file, JSON.stringify({ ...rest, activationEvents: events }));
  return () => writeFileSync(file, manifest);
}

/**
 * @param {string} extension
 * @param {boolean} emptyFirst alternates, as the second activation benefits from the first
 * @returns {Promise<Pair>}
 */
async function activateInFreshHost(extension, emptyFirst) {
  const root = checkoutRoot();
  const desktop = process.env['VSCODE_EXECUTABLE'];
  const scratch = scratchFolder('activation');
  const clean = atExit(() => rmSync(scratch, { recursive: true, force: true }));
  const result = path.join(scratch, 'result.json');
  const userData = path.join(scratch, 'user-data');
  writeSettings(userData, { desktop: Boolean(desktop) });
  const empty = path.join(root, 'test/bench/emptyExtension');
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? path.join(root, 'test/support/host/code.mjs'),
      // Only the first is loaded as an extension under development. The two that are compared count as installed.
      extensionDevelopmentPath: [path.join(root, 'test/support/microsoftProvider'), extension, empty],
      extensionTestsPath: path.join(root, 'out/test/bench/activationInHost.mjs'),
      extensionTestsEnv: {
        USAGE_REPORTS_BENCH_RESULT: result,
        USAGE_REPORTS_BENCH_FIRST: extensionId(path.join(root, 'test/support/microsoftProvider')),
        USAGE_REPORTS_BENCH_EXTENSION: extensionId(extension),
        USAGE_REPORTS_BENCH_EMPTY: extensionId(empty),
        USAGE_REPORTS_BENCH_EMPTY_FIRST: emptyFirst ? '1' : '',
      },
      launchArgs: [
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(scratch, 'extensions')}`,
        '--disable-extension=vscode.microsoft-authentication',
      ],
    });
    return JSON.parse(readFileSync(result, 'utf8'));
  } finally {
    clean();
  }
}
