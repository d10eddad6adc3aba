import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { removeFolder, scratchFolder } from './cache.mjs';
import { installFromFolders, linkBuiltins } from './extensions.mjs';
import { ensureHost } from './install.mjs';
import { atExit, killGroup, run } from './processes.mjs';

/** A server that has not said its address by then is broken. */
const START_LIMIT_MS = 120_000;

/**
 * @typedef {object} ServerOptions
 * @property {readonly string[]} [extensions] folders of extensions to have installed
 * @property {readonly string[]} [vsix] packages to install, as a user installs them
 * @property {readonly string[]} [withoutBuiltins] ids of VS Code's own extensions to do without
 * @property {string} [userDataFolder] default: a fresh one
 * @property {NodeJS.ProcessEnv} [env] added to this process's environment, for the server and its extension hosts
 * @property {boolean} [workspaceTrust] whether a workspace has to be trusted; default: all are
 * @property {boolean} [development] take `extensionDevelopmentPath` and `extensionTestsPath` from the address. Such a window shows
 *   no notification toasts (they are in the notification center only), so it is for in-host tests alone.
 */

/**
 * @typedef {object} Server
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {string} authority `127.0.0.1:PORT`
 * @property {string} userDataFolder
 * @property {string} logFile what the server printed
 * @property {() => void} stop ends the server with all its extension hosts and removes its folders; harmless when repeated
 */

/**
 * Starts a VS Code server on a free loopback port.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const host = await ensureHost();
  const scratch = scratchFolder('server');
  const userDataFolder = options.userDataFolder ?? path.join(scratch, 'user-data');
  mkdirSync(userDataFolder, { recursive: true });
  linkBuiltins(host.builtins, path.join(scratch, 'builtins'), options.withoutBuiltins ?? []);
  installFromFolders(path.join(scratch, 'extensions'), options.extensions ?? []);
  for (const vsix of options.vsix ?? []) {
    const place = [
      '--extensions-dir',
      path.join(scratch, 'extensions'),
      '--server-data-dir',
      path.join(scratch, 'server-data'),
    ];
    await run(host.node, [host.serverMain, '--accept-server-license-terms', '--install-extension', vsix, ...place]);
  }

  const logFile = path.join(scratch, 'server.log');
  const child = spawn(
    host.node,
    [
      host.serverMain,
      ...['--host', '127.0.0.1', '--port', '0'],
      '--without-connection-token',
      '--accept-server-license-terms',
      ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
      ...['--telemetry-level', 'off'],
      '--disable-update-check',
      ...['--app-name', 'VS Code'],
      ...['--user-data-dir', userDataFolder],
      ...['--server-data-dir', path.join(scratch, 'server-data')],
      ...['--extensions-dir', path.join(scratch, 'extensions')],
      ...['--builtin-extensions-dir', path.join(scratch, 'builtins')],
      ...(options.development ? ['--enable-smoke-test-driver'] : []),
    ],
    {
      cwd: scratch,
      env: serverEnv(options.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    },
  );
  const stop = atExit(() => {
    killGroup(child.pid);
    removeFolder(scratch);
  });

  try {
    const origin = await addressOf(child, logFile);
    return { origin, authority: new URL(origin).host, userDataFolder, logFile, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * The server says its address on standard output as soon as it listens. Everything it prints goes to the log file.
 *
 * @param {import('node:child_process').ChildProcessByStdio<null, import('node:stream').Readable, import('node:stream').Readable>} child
 * @param {string} logFile
 * @returns {Promise<string>}
 */
function addressOf(child, logFile) {
  const log = openSync(logFile, 'a');
  return new Promise((resolve, reject) => {
    let printed = '';
    let listening = false;
    /** @param {string} why */
    const fail = (why) =>
      listening || reject(new Error(`The VS Code server ${why}:\n${readFileSync(logFile, 'utf8').slice(-4000)}`));
    const limit = setTimeout(() => fail(`did not answer within ${START_LIMIT_MS / 1000} s`), START_LIMIT_MS);
    child.stdout.on('data', (data) => {
      writeSync(log, data);
      if (listening) {
        return;
      }
      printed += String(data);
      const port = /listening on (\d+)/.exec(printed)?.[1];
      if (port) {
        clearTimeout(limit);
        listening = true;
        resolve(`http://127.0.0.1:${port}`);
      }
    });
    child.stderr.on('data', (data) => void writeSync(log, data));
    child.on('error', (error) => fail(`could not be started: ${error.message}`));
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      fail(`ended with ${code ?? signal}`);
      closeSync(log);
    });
  });
}

/**
 * @param {NodeJS.ProcessEnv} [added]
 * @returns {NodeJS.ProcessEnv}
 */
function serverEnv(added = {}) {
  const env = { ...process.env, ...added };
  // Set where this is itself run from a terminal in VS Code; they would make the server believe to be that one's child.
  for (const name of Object.keys(env)) {
    if (name.startsWith('VSCODE_') && !(name in added)) {
      delete env[name];
    }
  }
  delete env['NODE_OPTIONS'];
  delete env['ELECTRON_RUN_AS_NODE'];
  return env;
}
