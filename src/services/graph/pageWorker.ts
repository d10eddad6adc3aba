import { parentPort, workerData } from 'node:worker_threads';
import { type CheckedPage, pageFactsOf, type PageToCheck } from './pageFacts.js';

/** Path of this script, for starting a worker with it. */
export const script = new URL(import.meta.url);

export const work = 'usageReportsPages';

if (parentPort !== null && workerData === work) {
  const port = parentPort;
  port.on('message', ({ bytes, rowsProperty }: PageToCheck) => {
    const checked: CheckedPage = { bytes, facts: pageFactsOf(bytes, rowsProperty) };
    port.postMessage(checked, [bytes.buffer]);
  });
}
