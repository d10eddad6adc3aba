import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Activation } from './activation.mjs';

/** VS Code's own notes of when it did what, with the time that `Date.now` said then. */
interface Marks {
  getMarks(): readonly { readonly name: string; readonly startTime: number }[];
}

/** Called by VS Code inside the extension host. */
export async function run(): Promise<void> {
  // The first activation of a host includes work that is done once, so neither of the compared extensions is the first.
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
  // VS Code records whole milliseconds with `Date.now`. A finer clock in its place makes the records finer.
  const coarse = Date.now;
  const cpuAt = new Map<number, number | undefined>();
  Date.now = () => {
    const now = performance.timeOrigin + performance.now();
    cpuAt.set(now, threadCpu());
    return now;
  };
  const start = performance.now();
  try {
    await extension.activate();
  } finally {
    Date.now = coarse;
  }
  const total = performance.now() - start;
  const marks = (globalThis as unknown as { MonacoPerformanceMarks: Marks }).MonacoPerformanceMarks.getMarks();
  const span = (what: string): Span => {
    const [from, to] = ['will', 'did'].map((when) => {
      const name = `code/extHost/${when}${what}/${extension.id}`;
      const found = marks.find((mark) => mark.name === name);
      if (found === undefined) {
        throw new Error(`VS Code has not noted ${name}.`);
      }
      return found.startTime;
    }) as [number, number];
    const [cpuFrom, cpuTo] = [cpuAt.get(from), cpuAt.get(to)];
    return { ms: to - from, cpu: cpuFrom === undefined || cpuTo === undefined ? undefined : cpuTo - cpuFrom };
  };
  const [load, activate] = [span('LoadExtensionCode'), span('ActivateExtension')];
  const cpu = load.cpu === undefined || activate.cpu === undefined ? undefined : load.cpu + activate.cpu;
  return { load: load.ms, activate: activate.ms, total, ...(cpu === undefined ? {} : { cpu }) };
}

interface Span {
  readonly ms: number;
  readonly cpu: number | undefined;
}

/** Processor time of this thread in milliseconds; only since Node 23.9. */
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
