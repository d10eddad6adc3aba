import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 */

/** A step that failed; its output is in the message, because it was not shown while it ran. */
export class StepFailed extends Error {}

/**
 * Runs a command to its end and gives back what it printed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>} standard output and standard error, as they came
 * @throws {StepFailed} when the command cannot be started or ends with anything but 0
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (text) => (output += String(text)));
    child.stderr.on('data', (text) => (output += String(text)));
    child.on('error', (error) => reject(new StepFailed(`${command}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) {
        resolve(output);
      } else {
        reject(new StepFailed(`${command} ${args.join(' ')} ended with ${code ?? signal}\n${output.slice(-4000)}`));
      }
    });
  });
}

/** @type {Set<() => void>} */
const lastActs = new Set();
let listening = false;

/**
 * Something that must happen however this process ends (short of SIGKILL). Must be synchronous.
 *
 * @param {() => void} act
 * @returns {() => void} does it now, and not again at the end
 */
export function atExit(act) {
  if (!listening) {
    listening = true;
    process.once('exit', actAll);
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143));
    }
  }
  lastActs.add(act);
  return () => {
    if (lastActs.delete(act)) {
      act();
    }
  };
}

function actAll() {
  for (const act of lastActs) {
    try {
      act();
    } catch {
      // The other acts still have to happen.
    }
  }
  lastActs.clear();
}

/**
 * Ends a process that was started `detached`, with all its children.
 *
 * @param {number | undefined} pid
 */
export function killGroup(pid) {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // Already gone.
  }
}
