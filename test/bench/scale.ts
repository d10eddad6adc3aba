/**
 * Opens a report of a million rows from a server on this machine through `ReportService`, with a real archive folder, and works with its table.
 * Every part runs in its own process, so that garbage of one part does not count as memory of another:
 * `node --expose-gc scale.mjs <part> [file]`. Each part prints one line of JSON.
 */
import { once } from 'node:events';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { Session } from 'node:inspector';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import type { Worker } from 'node:worker_threads';
import Papa from 'papaparse';
import { inferSchema, initParser } from 'udsv';
import { Archive } from '../../src/services/archive/archive.js';
import type { Connection } from '../../src/services/auth/connections/connection.js';
import { Catalog } from '../../src/core/catalog/catalog.js';
import { GraphClient } from '../../src/services/graph/client.js';
import { decodeLocally } from '../../src/services/tables/decodeLocally.js';
import type { OpenOptions } from '../../src/services/reports/openOptions.js';
import { ReportService } from '../../src/services/reports/reportService.js';
import type { Report } from '../../src/services/reports/report.js';
import type { TableView } from '../../src/shared/report.js';
import { RecordParser } from '../../src/core/table/csv/recordParser.js';
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { TableBuilder } from '../../src/core/table/store/tableBuilder.js';
import { bigReport, definition } from './bigReport.js';

const started: Worker[] = [];
process.on('worker', (worker) => started.push(worker));

const parts: Readonly<Record<string, (file: string) => Promise<object>>> = {
  generate,
  serve,
  open,
  here,
  cancel,
  small,
  decoders,
};

async function generate(file: string): Promise<object> {
  if (!existsSync(file)) {
    await pipeline(bigReport(Number(process.env['ROWS'] ?? 1_000_000)), createWriteStream(`${file}.unfinished`));
    renameSync(`${file}.unfinished`, file);
  }
  return { bytes: statSync(file).size };
}

/** Serves Graph's redirect and the download. Runs until it is killed. */
async function serve(file: string): Promise<object> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/download') === true) {
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': statSync(file).size });
      createReadStream(file, { highWaterMark: 256 * 1024 }).pipe(response);
    } else {
      response.writeHead(302, { location: `http://${request.headers.host}/download` }).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const catalog = new Catalog({ products: [], reports: [definition] });

async function withService<T>(use: (service: ReportService, folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-scale-'));
  const client = new GraphClient({
    origin: process.env['ORIGIN'] ?? '',
    tokens: { getToken: () => Promise.resolve('token') },
    fetch: (url, init) => fetch(url, init),
  });
  const service = new ReportService({
    catalog: () => catalog,
    connection: (id) => ({ id, name: id, kind: 'delegated', cloud: 'global' }) as unknown as Connection,
    archive: new Archive(folder),
    fetchReport: (_, request, options) => client.fetchReport(request, options),
    now: () => new Date('2026-11-20T12:00:00Z'),
    settings: () => ({ format: 'csv', freshHours: 6 }),
    indexKey: () => Promise.resolve('key'),
  });
  try {
    return await use(service, folder);
  } finally {
    service.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

const ref = { connection: 'bench', report: definition.name, period: 'D7' };
const openReport = (service: ReportService, options: Partial<OpenOptions> = {}) =>
  service.open(ref, { signal: new AbortController().signal, ...options });

/** How late a timer of 5 ms is: p50, p99 and longest, in milliseconds. */
async function delaysDuring<T>(work: () => Promise<T>): Promise<{ result: T; delays: object }> {
  const resolution = 5;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  const result = await work();
  histogram.disable();
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - resolution);
  return {
    result,
    delays: { p50: late(histogram.percentile(50)), p99: late(histogram.percentile(99)), max: late(histogram.max) },
  };
}

const mb = (bytes: number) => Math.round(bytes / 1e6);
const peakMB = () => Math.round((process.resourceUsage().maxRSS * 1024) / 1e6);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function open(file: string): Promise<object> {
  const bytes = statSync(file).size;
  const { delays: idle } = await delaysDuring(() => sleep(3_000));
  const before = mb(process.memoryUsage().rss);
  return withService(async (service) => {
    let [firstByte, firstRows, lastByte] = [0, 0, 0];
    const { result: report, delays } = await delaysDuring(() =>
      openReport(service, {
        onStep: (step) => {
          if (step.step === 'receiving') {
            firstByte ||= performance.now();
            lastByte = performance.now();
          }
        },
        onPartial: (part) =>
          void part.table.rows({}, 0, 60).then(() => {
            firstRows = performance.now();
            part.table.dispose();
          }),
      }),
    );
    const end = performance.now();
    const peakLoading = peakMB();
    const asked = await ask(report);
    const { table } = report;
    globalThis.gc?.();
    await sleep(300);
    const kept = mb(process.memoryUsage().rss);
    const peakAll = peakMB();
    const exit = once(started[0]!, 'exit');
    table.dispose();
    await exit;
    const again = await timed(async () => (await openReport(service)).table.dispose());
    return {
      rows: table.rowCount,
      megabytes: bytes / 1e6,
      idle,
      delays,
      firstRowsMs: firstRows - firstByte,
      receivingMs: lastByte - firstByte,
      openMs: end - firstByte,
      fromArchiveMs: again,
      memory: { before, peakLoading, peakAll, kept },
      ...asked,
    };
  });
}

/** The requests of a panel: medians of three. Each request differs from the last one, so that no view is cached. */
async function ask({ table, definition: of }: Report): Promise<object> {
  const median = async (work: (round: number) => Promise<unknown>) => {
    const times = [];
    for (let round = 0; round < 3; round++) {
      times.push(await timed(() => work(round)));
    }
    return times.toSorted((a, b) => a - b)[1];
  };
  const column = (name: string) => table.columns.findIndex((info) => info.name === name);
  const first = (view: TableView) => table.rows(view, 0, 60);
  const sortBy = (name: string) =>
    median((round) => first({ sort: [{ column: column(name), descending: round % 2 === 1 }] }));
  const places = Array.from({ length: 50 }, (_, at) => (at * 2_654_435_761) % (table.rowCount - 100));
  const away: number[] = [];
  const view: TableView = { sort: [{ column: column('Storage Used (Byte)'), descending: true }] };
  const { delays } = await delaysDuring(async () => {
    await first(view);
    for (const place of places) {
      away.push(await timed(() => table.rows(view, place, place + 100)));
    }
  });
  const longest = Math.max(...away);
  return {
    filterNameMs: await median((round) => first({ filter: ['dubois', 'chidi.ito', 'zz-nobody'][round] ?? '' })),
    filterNumberMs: await median((round) => first({ filter: ['123', '99', '4711'][round] ?? '' })),
    sortCountMs: await sortBy('Call Count'),
    sortBytesMs: await sortBy('Storage Used (Byte)'),
    sortNamesMs: await sortBy('User Principal Name'),
    sortIdsMs: await sortBy('User Id'),
    sortProductsMs: await sortBy('Assigned Products'),
    chartsMs: await timed(() => table.charts(of)),
    awayMedianMs: away.toSorted((a, b) => a - b)[25],
    awayLongestMs: longest,
    askingDelays: delays,
  };
}

/** The baseline: the same work on the thread of the extension host, without a worker. */
async function here(file: string): Promise<object> {
  const { result, delays } = await delaysDuring(async () => {
    const start = performance.now();
    const table = await decodeLocally(createReadStream(file, { highWaterMark: 256 * 1024 }), 'csv', definition);
    return { table, ms: performance.now() - start };
  });
  const { delays: askingDelays } = await delaysDuring(() => result.table.charts(definition));
  return { ms: result.ms, delays, chartsDelays: askingDelays, memory: { peakAll: peakMB() } };
}

async function cancel(): Promise<object> {
  return withService(async (service, folder) => {
    await openReport(service, { onPartial: (part) => part.table.dispose() }).then(({ table }) => table.dispose());
    globalThis.gc?.();
    await sleep(1_000);
    const before = mb(process.memoryUsage().rss);
    rmSync(folder, { recursive: true, force: true });
    const controller = new AbortController();
    let at = 0;
    let atCancel = 0;
    let exited: Promise<unknown> = Promise.resolve();
    const opening = openReport(service, {
      fresh: true,
      signal: controller.signal,
      onStep: (step) => {
        if (
          step.step === 'receiving' &&
          step.totalBytes !== undefined &&
          step.receivedBytes > step.totalBytes / 2 &&
          at === 0
        ) {
          atCancel = mb(process.memoryUsage().rss);
          exited = once(started.at(-1)!, 'exit').then(() => performance.now());
          at = performance.now();
          controller.abort();
        }
      },
    });
    await opening.catch(() => undefined);
    const rejectedMs = performance.now() - at;
    const workerGoneMs = ((await exited) as number) - at;
    globalThis.gc?.();
    let backMs = performance.now() - at;
    while (mb(process.memoryUsage().rss) > before + 25 && backMs < 10_000) {
      await sleep(10);
      backMs = performance.now() - at;
    }
    return { rejectedMs, workerGoneMs, backMs, memory: { before, atCancel, after: mb(process.memoryUsage().rss) } };
  });
}

async function small(): Promise<object> {
  return withService(async (service) => {
    const loadMs: number[] = [];
    for (let round = 0; round < 5; round++) {
      loadMs.push(await timed(async () => (await openReport(service, { fresh: true })).table.dispose()));
    }
    return {
      workers: started.length,
      scripts: loadedScripts().filter((url) => url.endsWith('tableWorker.mjs')).length,
      loadMs,
    };
  });
}

/** The URLs of all scripts in this thread. A debugger also gets those that were loaded before it. */
function loadedScripts(): readonly string[] {
  const urls: string[] = [];
  const session = new Session();
  session.connect();
  session.on('Debugger.scriptParsed', ({ params }) => urls.push(params.url));
  session.post('Debugger.enable');
  session.disconnect();
  return urls;
}

/** On the same bytes, in turns. */
async function decoders(file: string): Promise<object> {
  const bytes = readFileSync(file);
  const chunks = function* () {
    for (let from = 0; from < bytes.length; from += 256 * 1024) {
      yield bytes.subarray(from, from + 256 * 1024);
    }
  };
  const contenders: Readonly<Record<string, () => Promise<unknown>>> = {
    csvParse: async () => {
      let records = 0;
      const parser = new RecordParser(() => records++);
      for (const chunk of chunks()) {
        await parser.write(chunk);
      }
      await parser.end();
      return records;
    },
    table: async () => {
      const stream = async function* () {
        for (const chunk of chunks()) {
          yield await Promise.resolve(chunk);
        }
      };
      return (await decodeCsv(stream(), definition)).rowCount;
    },
    // Like a file whose first record is written loosely: cells become strings first.
    lenientTable: async () => {
      const builder = new TableBuilder();
      const parser = new RecordParser((cells) => {
        if (builder.columnCount === 0) {
          definition.columns.forEach((column) => builder.addColumn({ name: column.name, definition: column }));
        } else {
          builder.addRow(cells);
        }
      });
      for (const chunk of chunks()) {
        await parser.write(chunk);
      }
      await parser.end();
      return builder.finish([...definition.columns.keys()], []).rowCount;
    },
    papaparse: () => {
      let records = 0;
      Papa.parse(bytes.toString('utf8'), { step: () => void records++, skipEmptyLines: true });
      return Promise.resolve(records);
    },
    udsv: () => {
      const text = bytes.toString('utf8', 3);
      let records = 0;
      initParser(inferSchema(text)).stringArrs(text, (batch) => void (records += batch.length));
      return Promise.resolve(records);
    },
  };
  const times: Record<string, number[]> = {};
  for (let round = 0; round < Number(process.env['ROUNDS'] ?? 3); round++) {
    for (const [name, run] of Object.entries(contenders)) {
      globalThis.gc?.();
      (times[name] ??= []).push(await timed(run));
    }
  }
  return {
    megabytes: bytes.length / 1e6,
    ms: Object.fromEntries(Object.entries(times).map(([name, all]) => [name, Math.min(...all)])),
  };
}

async function main(): Promise<void> {
  const [, , part = '', file = ''] = process.argv;
  const run = parts[part];
  if (run === undefined) {
    throw new Error(`There is no part "${part}".`);
  }
  console.log(JSON.stringify(await run(file)));
}

void main();
