import type { Worker } from 'node:worker_threads';

/** Threads that were started by some work, whether they still run or not. */
export async function threadsOf(work: () => Promise<unknown>): Promise<Worker[]> {
  const started: Worker[] = [];
  const onWorker = (worker: Worker) => started.push(worker);
  process.on('worker', onWorker);
  try {
    await work();
  } finally {
    // A thread is told of a turn after it was started.
    await new Promise(setImmediate);
    process.off('worker', onWorker);
  }
  return started;
}

export async function ended(threads: readonly Worker[]): Promise<void> {
  await Promise.all(
    threads.map((thread) =>
      thread.threadId === -1 ? Promise.resolve() : new Promise((resolve) => thread.once('exit', resolve)),
    ),
  );
}
