import { DuckDBInstance } from '@duckdb/node-api';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const MB = 1024 * 1024;

/** In milliseconds: as a clock has it, and of the processor in all threads, which a busy machine changes least. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

export interface JoinMeasure<T> extends Spent {
  readonly result: T;
  /** 99 % of the delays of the event loop are shorter; in milliseconds. */
  readonly loopP99: number;
  /** Resident memory beyond what there was before, in bytes: the most while it ran, and what is left. */
  readonly most: number;
  readonly after: number;
}

/** What it takes to join files. */
export async function measureJoin<T>(join: () => Promise<T>): Promise<JoinMeasure<T>> {
  const before = process.memoryUsage.rss();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
  delay.enable();
  const { result, wall, cpu } = await spent(join);
  delay.disable();
  clearInterval(watch);
  const after = process.memoryUsage.rss() - before;
  return { result, wall, cpu, loopP99: delay.percentile(99) / 1e6, most: most - before, after };
}

/**
 * What DuckDB takes for the same in one thread.
 * @param count asks for one number of what `sql` has made
 */
export async function measureDuckDb(sql: string, count: string): Promise<Spent & { readonly counted: string }> {
  const database = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  const { wall, cpu } = await spent(() => database.run(sql));
  const [counted] = (await database.runAndReadAll(count)).getRows();
  return { wall, cpu, counted: String(counted?.[0]) };
}

export function spentText({ wall, cpu }: Spent): string {
  return `${wall.toFixed(0)} ms (${cpu.toFixed(0)} of processor time)`;
}

export function megabytes(bytes: number): string {
  return (bytes / MB).toFixed(0);
}

async function spent<T>(run: () => Promise<T>): Promise<Spent & { readonly result: T }> {
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = await run();
  const { user, system } = process.cpuUsage(cpu);
  return { result, wall: performance.now() - start, cpu: (user + system) / 1000 };
}
