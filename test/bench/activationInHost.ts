import { realpathSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Activation } from './activation.mjs';

type Loader = (module: { exports: Record<string, unknown> }, file: string) => void;

/** Node's own table of how files are loaded, by their ending; CommonJS scripts pass through it whoever requires them. */
const loaders = (Module as unknown as { _extensions: Record<string, Loader> })._extensions;

/** Called by VS Code inside the extension host. */
export async function run(): Promise<void> {
  // The first activation of a host pays for things that are done once; that is neither of the two that are compared.
  await find(setting('FIRST')).activate();
  const extension = find(setting('EXTENSION'));
  const empty = find(setting('EMPTY'));
  const result: Record<string, Activation> = {};
  for (const [name, one] of setting('EMPTY_FIRST') === ''
    ? entries({ extension, empty })
    : entries({ empty, extension })) {
    result[name] = await activation(one);
  }
  writeFileSync(setting('RESULT'), JSON.stringify(result));
}

async function activation(extension: vscode.Extension<unknown>): Promise<Activation> {
  if (extension.isActive) {
    throw new Error(`${extension.id} is active already, so there is nothing left to measure.`);
  }
  const { main } = extension.packageJSON as { main: string };
  const script = realpathSync(path.join(extension.extensionPath, main));
  const parts: { load?: Span; activate?: Span } = {};
  const load = loaders['.js']!;
  loaders['.js'] = (module, file) => {
    if (file !== script) {
      load(module, file);
      return;
    }
    parts.load = timed(() => load(module, file));
    const activate = module.exports['activate'] as (context: unknown) => unknown;
    module.exports = {
      ...module.exports,
      activate: (context: unknown) => {
        let api: unknown;
        parts.activate = timed(() => (api = activate(context)));
        return api;
      },
    };
  };
  const start = performance.now();
  await extension.activate();
  const total = performance.now() - start;
  loaders['.js'] = load;
  if (parts.load === undefined || parts.activate === undefined) {
    throw new Error(`VS Code loaded ${extension.id} in a way that is not seen from here.`);
  }
  const cpu =
    parts.load.cpu === undefined || parts.activate.cpu === undefined ? undefined : parts.load.cpu + parts.activate.cpu;
  return { load: parts.load.ms, activate: parts.activate.ms, total, ...(cpu === undefined ? {} : { cpu }) };
}

interface Span {
  readonly ms: number;
  readonly cpu: number | undefined;
}

function timed(work: () => void): Span {
  const cpuBefore = threadCpu();
  const start = performance.now();
  work();
  const ms = performance.now() - start;
  const cpuAfter = threadCpu();
  return { ms, cpu: cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore };
}

/** Milliseconds that this thread has computed; Node can tell since its version 23.9. */
function threadCpu(): number | undefined {
  const usage = (process as unknown as { threadCpuUsage?: () => NodeJS.CpuUsage }).threadCpuUsage?.();
  return usage && (usage.user + usage.system) / 1000;
}

function find(id: string): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(id);
  if (extension === undefined) {
    throw new Error(`${id} is not installed in this host.`);
  }
  return extension;
}

function setting(name: string): string {
  return process.env[`USAGE_REPORTS_BENCH_${name}`] ?? '';
}

function entries<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record);
}
