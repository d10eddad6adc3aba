import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { type ErrorReason, UsageReportsError } from '../../../../src/base/errors.js';
import type { Format } from '../../../../src/core/catalog/definition.js';
import { errorTextsFor } from '../../../../src/l10n/errorTexts.js';
import { Archive } from '../../../../src/services/archive/archive.js';
import { readConnections } from '../../../../src/services/auth/connections/connection.js';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Timeouts } from '../../../../src/services/graph/http.js';
import { ReportService } from '../../../../src/services/reports/reportService.js';
import { catalog } from '../../../support/catalog.js';
import type { Fault, FaultEffect } from '../../../support/graphFaults.js';
import { startGraphServer, type GraphServer } from '../../../support/graphServer.js';
import { everythingIn } from '../../../support/rejections.js';
import { jsonWebToken } from '../graph/jsonWebToken.js';
import { downloadLink, PAGES, ROWS, twoPageService } from './twoPageService.js';

/** A text that no sentence may repeat. */
const RAW = 'RAWBODY';
/** Small enough that more of it comes at once. */
const LIMITS = { reportBytes: 100_000, pageBytes: 50_000, pages: 6 };

/** Where a fault strikes. Each moment belongs to one format. */
const MOMENTS = {
  'CSV, first request': { format: 'csv', at: 'graph', path: '/v1.0/' },
  'JSON, first request': { format: 'json', at: 'graph', path: 'application/json' },
  'CSV, download': { format: 'csv', at: 'download', path: '' },
  'JSON, second page': { format: 'json', at: 'graph', path: '$skiptoken' },
} as const satisfies Record<string, { format: Format; at: 'graph' | 'download'; path: string }>;

type Moment = keyof typeof MOMENTS;

/**
 * `data`: all rows of the report. `other`: the same, in the format that was not asked for. `noData`: the service's word that there are none.
 * Else the reason of the one error.
 */
type Outcome = 'data' | 'other' | 'noData' | ErrorReason;

/** In the order of {@link MOMENTS}; `undefined` where the fault cannot be. */
type Outcomes = readonly [Outcome | undefined, Outcome, Outcome, Outcome];

const every = (outcome: Outcome): Outcomes => [outcome, outcome, outcome, outcome];

/** Refusals with any body. The body changes nothing, and no word of it becomes the sentence. */
const REFUSALS: Readonly<Record<string, Outcomes>> = {
  //      CSV first       JSON first       download        second page
  '401': ['unauthorized', 'unauthorized', 'linkExpired', 'unauthorized'],
  '403': ['forbidden', 'forbidden', 'linkExpired', 'forbidden'],
  '404': ['notFound', 'notFound', 'linkExpired', 'notFound'],
  '406': ['other', 'other', 'linkExpired', 'other'],
  '409': ['badRequest', 'badRequest', 'linkExpired', 'badRequest'],
  '410': ['badRequest', 'badRequest', 'linkExpired', 'badRequest'],
  '415': ['other', 'other', 'linkExpired', 'other'],
  '429': every('throttled'),
  '429 with Retry-After': every('throttled'),
  '429 with Retry-After of no time': every('throttled'),
  '500': every('serviceUnavailable'),
  '502': every('serviceUnavailable'),
  '503': every('serviceUnavailable'),
  '504': every('serviceUnavailable'),
};

/** 400 with each body: without words it may be about the format, with other words it is about something else. */
const BAD_REQUESTS: Readonly<Record<string, Outcomes>> = {
  csv: ['other', 'other', 'linkExpired', 'other'],
  json: ['other', 'other', 'linkExpired', 'other'],
  html: ['other', 'other', 'linkExpired', 'other'],
  empty: ['other', 'other', 'linkExpired', 'other'],
  'half of an error': ['other', 'other', 'linkExpired', 'other'],
  link: ['other', 'other', 'linkExpired', 'other'],
  'nested error': ['badRequest', 'badRequest', 'linkExpired', 'badRequest'],
};

/** 200 with each body. */
const SUCCESSES: Readonly<Record<string, Outcomes>> = {
  //           CSV first     JSON first    download       second page
  csv: ['data', 'other', 'data', 'brokenAnswer'],
  json: ['other', 'data', 'other', 'data'],
  'other rows': every('brokenAnswer'),
  html: ['notAReport', 'notAReport', 'notAReport', 'notAReport'],
  empty: ['notAReport', 'notAReport', 'notAReport', 'brokenAnswer'],
  'half of an error': ['brokenAnswer', 'brokenAnswer', 'brokenAnswer', 'brokenAnswer'],
  link: ['data', 'other', 'notAReport', 'brokenAnswer'],
  'nested error': every('forbidden'),
};

/** Redirects, and answers without a body. */
const REDIRECTS: Readonly<Record<string, Outcomes>> = {
  //                      CSV first     JSON first    download       second page
  'to the file': ['data', 'other', 'data', 'brokenAnswer'],
  'to http': ['insecureRedirect', 'insecureRedirect', 'insecureRedirect', 'brokenAnswer'],
  'to nowhere': every('brokenAnswer'),
  'to itself': ['brokenAnswer', 'brokenAnswer', 'brokenAnswer', 'brokenAnswer'],
};
const WITHOUT_BODY: Readonly<Record<string, Outcomes>> = {
  '204': ['noData', 'noData', 'brokenAnswer', 'brokenAnswer'],
  '304': ['data', 'data', 'data', 'brokenAnswer'],
};

/** The connection fails. */
const CONNECTION: Readonly<Record<string, { effect: FaultEffect; outcomes: Outcomes }>> = {
  'reset before an answer': { effect: { kind: 'resetBeforeHeaders' }, outcomes: every('network') },
  'no answer': { effect: { kind: 'hangBeforeHeaders' }, outcomes: every('network') },
  // Graph answers a request for CSV with a redirect, which has no body.
  'reset in the middle of the body': {
    effect: { kind: 'resetMidBody', afterBytes: 20 },
    outcomes: [undefined, 'truncated', 'truncated', 'truncated'],
  },
  'end in the middle of the body': {
    effect: { kind: 'truncate', afterBytes: 20 },
    outcomes: [undefined, 'truncated', 'truncated', 'truncated'],
  },
  'nothing more in the middle of the body': {
    effect: { kind: 'hangMidBody', afterBytes: 20 },
    outcomes: [undefined, 'network', 'network', 'network'],
  },
};

/** More than anybody can read, and what is no text. The limits of the tests are small: see {@link LIMITS}. */
const csvHeader = 'Report Refresh Date,User Principal Name,Send Count\r\n';
const csvRow = '2026-11-18,ada@north.example,7\r\n';
const csvType = { 'content-type': 'text/csv' };
const jsonType = { 'content-type': 'application/json' };
const bytes = (content: Uint8Array, headers: Record<string, string> = csvType): FaultEffect => ({
  kind: 'respondBytes',
  status: 200,
  headers,
  base64: Buffer.from(content).toString('base64'),
});
const pageWith = (link: string): FaultEffect => ({
  kind: 'respond',
  status: 200,
  headers: jsonType,
  body: JSON.stringify({ value: [{ ...ROWS[0], note: RAW }], '@odata.nextLink': link }),
});
const HOSTILE: Readonly<Record<string, { effect: FaultEffect; outcomes: Outcomes }>> = {
  'a CSV file without an end': {
    effect: { kind: 'endless', headers: csvType, begin: csvHeader, piece: csvRow.repeat(100) },
    outcomes: every('tooLarge'),
  },
  'a line without an end': {
    effect: { kind: 'endless', headers: csvType, begin: csvHeader, piece: 'x'.repeat(1_000) },
    outcomes: every('tooLarge'),
  },
  'a page without an end': {
    effect: { kind: 'endless', headers: jsonType, begin: '{"value":[{}', piece: ',{}'.repeat(1_000) },
    outcomes: every('tooLarge'),
  },
  'pages without an end, each with another row': {
    effect: { kind: 'anotherPage', row: ROWS[0]! },
    outcomes: ['tooLarge', 'tooLarge', 'brokenAnswer', 'tooLarge'],
  },
  'a file that gzip makes a thousand times as large': {
    effect: bytes(gzipSync(csvHeader + csvRow.repeat(50_000)), { ...csvType, 'content-encoding': 'gzip' }),
    outcomes: every('tooLarge'),
  },
  'a size that is a lie': {
    effect: {
      kind: 'respond',
      status: 200,
      headers: { ...csvType, 'content-length': '99999999999999' },
      body: csvHeader,
    },
    outcomes: every('tooLarge'),
  },
  'UTF-16': { effect: bytes(Buffer.from(`\uFEFF${csvHeader}${csvRow}`, 'utf16le')), outcomes: every('notAReport') },
  'UTF-16, the other way round': {
    effect: bytes(Buffer.from(`\uFEFF${csvHeader}${csvRow}`, 'utf16le').swap16()),
    outcomes: every('notAReport'),
  },
  'a zip file': { effect: bytes(Buffer.from('504b0304140006000800', 'hex')), outcomes: every('notAReport') },
  'gzip that is not announced': { effect: bytes(gzipSync(csvHeader + csvRow)), outcomes: every('notAReport') },
  'a next page that is no report': { effect: pageWith('/v1.0/users'), outcomes: every('brokenAnswer') },
  'a next page of another report': {
    effect: pageWith("/v1.0/reports/getTeamsUserActivityUserDetail(period='D7')?$format=application/json&$skiptoken=1"),
    outcomes: every('brokenAnswer'),
  },
  'a next page of another version, behind dots': {
    effect: pageWith("/v1.0/reports/getEmailActivityUserDetail(period='D7')/%2e%2e/%2e%2e/users?$skiptoken=1"),
    outcomes: every('brokenAnswer'),
  },
  'a header of a megabyte': {
    effect: {
      kind: 'respond',
      status: 200,
      headers: { ...csvType, 'x-large': 'x'.repeat(1_000_000) },
      body: csvHeader,
    },
    outcomes: every('network'),
  },
};

/** Redirects into a network that is not the internet. Here Graph has its public name. */
const PRIVATE_LINKS = [
  'https://169.254.169.254/latest/meta-data?SECRET',
  'https://[::ffff:10.0.0.1]/SECRET',
  'https://2130706433/SECRET',
  'https://localhost/SECRET',
  'https://metadata.google.internal/SECRET',
];
const PRIVATE_LINK: Outcomes = ['insecureRedirect', 'insecureRedirect', 'insecureRedirect', 'brokenAnswer'];

/** Faults that pass: the same request succeeds the second time. What is absent here does not pass by itself. */
const PASSING: Readonly<Record<string, readonly Moment[]>> = {
  '401': Object.keys(MOMENTS) as Moment[],
  '400': ['CSV, download'],
  '403': ['CSV, download'],
  '404': ['CSV, download'],
  '406': ['CSV, download'],
  '409': ['CSV, download'],
  '410': ['CSV, download'],
  '429': Object.keys(MOMENTS) as Moment[],
  '429 with Retry-After': Object.keys(MOMENTS) as Moment[],
  '500': ['JSON, second page'],
  '502': Object.keys(MOMENTS) as Moment[],
  '503': Object.keys(MOMENTS) as Moment[],
  '504': Object.keys(MOMENTS) as Moment[],
  'reset before an answer': Object.keys(MOMENTS) as Moment[],
  'no answer': ['JSON, second page'],
  'reset in the middle of the body': ['JSON, second page'],
  'end in the middle of the body': ['JSON, second page'],
  'nothing more in the middle of the body': ['JSON, second page'],
};

/** 403 by what the token shows. */
const REFUSED_TOKENS: readonly (readonly [claims: object, sentence: RegExp])[] = [
  [{ scp: 'User.Read' }, /consent/],
  [{ roles: [], idtyp: 'app' }, /consent/],
  [{ scp: 'Reports.Read.All', wids: [] }, /role/],
  [{ scp: 'Reports.Read.All', wids: ['f2ef992c-3afb-46b9-b7cf-a126ee74c451'] }, /only totals/],
  [{ scp: 'Reports.Read.All', wids: ['4a5d8f65-41da-4de4-8968-e035b65339cf'] }, /permission to read this report/],
];

/** One page with up to eight attempts, after the first page, and after a refused page size. */
const MAX_REQUESTS = 12;
const TOKEN = jsonWebToken({ roles: ['Reports.Read.All'] });

interface ServiceOptions {
  readonly timeouts?: Timeouts | undefined;
  readonly token?: string;
  /** Whether Graph is called by its public name, as it is everywhere but in tests. */
  readonly isPublic?: boolean;
  /** Gets the seconds of each wait. */
  readonly waits?: number[];
}

let server: GraphServer;
const PUBLIC_GRAPH = 'https://graph.microsoft.com';
const PUBLIC_DOWNLOADS = 'https://downloads.example';

/** Sends requests for the public names to the server of the test, and puts the names into what it answers. */
async function fetchByPublicNames(url: string, init?: RequestInit): Promise<Response> {
  const names = [
    [PUBLIC_GRAPH, server.origin],
    [PUBLIC_DOWNLOADS, server.downloadOrigin],
  ] as const;
  const local = names.find(([name]) => url.startsWith(`${name}/`));
  assert.ok(local, `a request for ${url}`);
  const response = await fetch(url.replace(local[0], local[1]), init);
  const publicly = (text: string) => names.reduce((changed, [name, origin]) => changed.replaceAll(origin, name), text);
  const headers = new Headers(
    Object.fromEntries([...response.headers].map(([name, value]) => [name, publicly(value)])),
  );
  headers.delete('content-length');
  return new Response(publicly(await response.text()) || null, { status: response.status, headers });
}

const bodies = (): Readonly<Record<string, { type: string; body: string }>> => ({
  csv: {
    type: 'text/csv',
    body: `Report Refresh Date,User Principal Name,Send Count\r\n${ROWS.map(({ reportRefreshDate, userPrincipalName, sendCount }) => `${reportRefreshDate},${userPrincipalName},${sendCount}\r\n`).join('')}`,
  },
  json: { type: 'application/json', body: JSON.stringify({ value: ROWS, note: RAW }) },
  'other rows': { type: 'application/json', body: JSON.stringify({ value: [{ note: RAW }, {}] }) },
  html: { type: 'text/html', body: `<!DOCTYPE html><html><body><p>${RAW}</p></body></html>` },
  empty: { type: 'text/plain', body: '' },
  'half of an error': { type: 'application/json', body: `{"error":{"code":"${RAW}","message":"Half a sen` },
  link: { type: 'text/plain', body: downloadLink(server.downloadOrigin) },
  'nested error': {
    type: 'application/json',
    body: JSON.stringify({
      error: {
        code: 'UnknownError',
        message: JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.', note: RAW } }),
        innerError: { 'request-id': 'inner-7' },
      },
    }),
  },
});

describe('Faults of the service: status × body × moment × format', () => {
  const connection = () =>
    readConnections([{ id: 'north', cloud: 'custom', graphEndpoint: server.origin, tenantId: 'north.example' }])
      .connections[0]!;
  let folder = '';
  let seeds: Readonly<Record<Format, string>>;
  let cells = 0;
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);

  const serviceIn = (archiveFolder: string, format: Format, options: ServiceOptions = {}): ReportService => {
    const { timeouts, token = TOKEN } = options;
    const client = new GraphClient({
      origin: options.isPublic === true ? PUBLIC_GRAPH : server.origin,
      fetch: options.isPublic === true ? fetchByPublicNames : (url, init) => fetch(url, init),
      tokens: { getToken: () => Promise.resolve(token) },
      sleep: (seconds) => Promise.resolve(void options.waits?.push(seconds)),
      random: () => 1,
      limits: LIMITS,
      ...(timeouts && { timeouts }),
    });
    return new ReportService({
      catalog: () => catalog,
      connection,
      archive: new Archive(archiveFolder),
      fetchReport: (_, request, options) => client.fetchReport(request, options),
      now: () => new Date('2026-11-20T12:00:00Z'),
      settings: () => ({ format, freshHours: 6 }),
    });
  };
  const REF = { connection: 'north', report: 'getEmailActivityUserDetail', period: 'D7' };

  before(async () => {
    process.on('unhandledRejection', onRejection);
    server = await startGraphServer({ handler: twoPageService });
    folder = await mkdtemp(path.join(tmpdir(), 'fault-matrix-'));
    seeds = { csv: path.join(folder, 'csv'), json: path.join(folder, 'json') };
    for (const format of ['csv', 'json'] as const) {
      const report = await serviceIn(seeds[format], format).open(REF, { signal: new AbortController().signal });
      assert.equal(report.table.rowCount, ROWS.length);
      report.table.dispose();
    }
  });
  after(async () => {
    process.off('unhandledRejection', onRejection);
    await server.close();
    await rm(folder, { recursive: true, force: true });
    assert.deepEqual(rejections, []);
  });

  /** Opens the report while the service has a fault, and checks all that must be true whatever happens. */
  async function check(
    cell: string,
    moment: Moment,
    expected: Outcome,
    fault: Pick<Fault, 'effect' | 'times'>,
    { rows = ROWS.length, ...options }: { rows?: number } & Omit<ServiceOptions, 'timeouts'> = {},
  ): Promise<UsageReportsError | undefined> {
    cells++;
    const { format, at, path: part } = MOMENTS[moment];
    const archive = path.join(folder, `cell-${cells}`);
    await cp(seeds[format], archive, { recursive: true });
    const before = await contentOf(archive);
    server.clearFaults();
    server.clearRequests();
    server.addFault({ ...fault, at, path: part });
    const hangs = fault.effect.kind.startsWith('hang');
    const timeouts = hangs ? { headersSeconds: 0.15, idleSeconds: 0.15 } : undefined;
    const outcome = await serviceIn(archive, format, { timeouts, ...options })
      .open(REF, { signal: new AbortController().signal, fresh: true })
      .catch((error: unknown) => error);
    const failure = outcome instanceof Error ? outcome : undefined;
    try {
      if (failure !== undefined) {
        assert.ok(failure instanceof UsageReportsError, everythingIn(failure));
        assert.equal(failure.reason, expected, failure.message);
        checkSentence(failure);
        assert.deepEqual(await contentOf(archive), before, 'the archive has changed');
        return failure;
      }
      const report = outcome as Awaited<ReturnType<ReportService['open']>>;
      report.table.dispose();
      if (expected === 'noData') {
        assert.deepEqual(
          report.table.warnings.map(({ kind }) => kind),
          ['noData'],
        );
        assert.deepEqual(await contentOf(archive), before, 'the archive has changed');
        return undefined;
      }
      const other = format === 'csv' ? 'json' : 'csv';
      assert.deepEqual([report.format, report.table.rowCount], [expected === 'other' ? other : format, rows]);
      assert.equal(expected === 'other' ? 'data' : expected, 'data');
      assert.equal(report.storageError, undefined);
      return undefined;
    } catch (error) {
      throw new Error(`${cell}, ${moment}: ${(error as Error).message}`, { cause: error });
    } finally {
      const requests = server.requests.length;
      assert.ok(requests <= MAX_REQUESTS, `${cell}, ${moment}: ${requests} requests`);
      for (const { port, headers } of server.requests) {
        assert.ok(port === 'graph' || !('authorization' in headers), `${cell}, ${moment}: a token left Graph`);
      }
      await rm(archive, { recursive: true, force: true });
    }
  }

  /** One clear sentence, which is ours, and nothing raw or secret anywhere. */
  function checkSentence(error: UsageReportsError): void {
    const { text, detail = '', actions } = errorTextsFor(error);
    assert.match(text, /^[A-Z0-9].*\.$/);
    assert.ok(actions.length > 0, 'no button helps');
    const everything = [text, detail, everythingIn(error)].join('\n');
    assert.ok(!everything.includes(RAW), `the raw body: ${everything}`);
    assert.doesNotMatch(everything, /SECRET/);
    assert.doesNotMatch([text, detail, error.message].join('\n'), /[{}<>]|example\.com|@north\.example/);
  }

  const respond = (status: string, body: string): FaultEffect => {
    const { type, body: text } = bodies()[body]!;
    const retryAfter = status.includes('Retry-After') && { 'retry-after': status.endsWith('no time') ? '0' : '5' };
    return {
      kind: 'respond',
      status: Number(status.slice(0, 3)),
      headers: { 'content-type': type, ...retryAfter },
      body: text,
    };
  };

  for (const [index, moment] of (Object.keys(MOMENTS) as Moment[]).entries()) {
    describe(moment, () => {
      for (const [status, outcomes] of Object.entries(REFUSALS)) {
        it(`${status} with any body: ${outcomes[index]}`, async () => {
          for (const body of Object.keys(bodies())) {
            await check(`${status} ${body}`, moment, outcomes[index]!, { effect: respond(status, body) });
          }
        });
      }

      for (const [status, table] of Object.entries({ 400: BAD_REQUESTS, 200: SUCCESSES })) {
        for (const [body, outcomes] of Object.entries(table)) {
          it(`${status} with ${body}: ${outcomes[index]}`, async () => {
            // Here the fault is a page of its own, with all rows.
            const rows =
              status === '200' && body === 'json' && moment.endsWith('page')
                ? PAGES[0].length + ROWS.length
                : undefined;
            await check(`${status} ${body}`, moment, outcomes[index]!, { effect: respond(status, body) }, { rows });
          });
        }
      }

      for (const [where, outcomes] of Object.entries(REDIRECTS)) {
        it(`301 and 302 ${where}: ${outcomes[index]}`, async () => {
          for (const status of [301, 302]) {
            const places: Record<string, string | undefined> = {
              'to the file': downloadLink(server.downloadOrigin),
              'to http': 'http://reports.example.com/SECRET',
              'to itself': '?$format=application/json&SECRET',
            };
            const location = places[where];
            // The file itself is not redirected any more.
            const times = where === 'to the file' ? 1 : undefined;
            const effect: FaultEffect = {
              kind: 'respond',
              status,
              ...(location !== undefined && { headers: { location } }),
            };
            await check(`${status} ${where}`, moment, outcomes[index]!, { effect, times });
          }
        });
      }

      for (const [status, outcomes] of Object.entries(WITHOUT_BODY)) {
        it(`${status}: ${outcomes[index]}`, () =>
          check(status, moment, outcomes[index]!, { effect: { kind: 'respond', status: Number(status) } }));
      }

      for (const [what, { effect, outcomes }] of Object.entries(CONNECTION)) {
        const outcome = outcomes[index];
        if (outcome !== undefined) {
          it(`${what}: ${outcome}`, () => check(what, moment, outcome, { effect }));
        }
      }

      for (const [what, { effect, outcomes }] of Object.entries(HOSTILE)) {
        it(`${what}: ${outcomes[index]}`, async () => {
          await check(what, moment, outcomes[index]!, { effect });
          assert.deepEqual(
            server.requests.filter(({ path: asked }) => !/getEmailActivityUserDetail|reports\.office\.com/.test(asked)),
            [],
            'a request went elsewhere',
          );
          await server.idle();
        });
      }

      it(`302 into a private network: ${PRIVATE_LINK[index]}`, async () => {
        for (const location of PRIVATE_LINKS) {
          const effect: FaultEffect = { kind: 'respond', status: 302, headers: { location } };
          await check(location, moment, PRIVATE_LINK[index]!, { effect }, { isPublic: true });
        }
      });

      it('429 with Retry-After of no time, ten times: waits nevertheless', async () => {
        const waits: number[] = [];
        const effect = respond('429 with Retry-After of no time', 'empty');
        await check('429', moment, 'throttled', { effect, times: 10 }, { waits });
        assert.ok(waits.length >= 3 && Math.min(...waits) >= 10, String(waits));
      });

      for (const what of Object.keys(PASSING).filter((name) => PASSING[name]?.includes(moment))) {
        it(`${what}, once: data`, async () => {
          const effects = CONNECTION[what]
            ? [CONNECTION[what].effect]
            : ['html', 'nested error'].map((body) => respond(what, body));
          for (const effect of effects) {
            await check(`${what}, once`, moment, 'data', { effect, times: 1 });
          }
        });
      }

      if (MOMENTS[moment].at === 'graph') {
        for (const [claims, sentence] of REFUSED_TOKENS) {
          it(`403 for ${JSON.stringify(claims)} says ${sentence}`, async () => {
            const token = jsonWebToken(claims);
            const fault = { effect: respond('403', 'nested error') };
            const error = await check('403', moment, 'forbidden', fault, { token });
            assert.match(errorTextsFor(error).text, sentence);
          });
        }
      }
    });
  }

  // Mocha runs a suite's own tests before the suites in it, so this is one of those.
  describe('as a whole', () => {
    it('is complete', () => assert.ok(cells >= 400, `${cells} cells`));
  });
});

/** Every file of a folder with its bytes. */
async function contentOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const contents = await Promise.all(
    files.map(async (file) => [path.relative(folder, file), await readFile(file, 'base64')]),
  );
  return Object.fromEntries(contents.sort()) as Record<string, string>;
}
