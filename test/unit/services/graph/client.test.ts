import assert from 'node:assert/strict';
import fc from 'fast-check';
import { GraphClient } from '../../../../src/services/graph/client.js';
import type { Fetch } from '../../../../src/services/graph/fetch.js';
import { definition } from './reportDefinitions.js';
import {
  assertNoSecret,
  betaCsvRequest,
  csvRequest,
  fetchAll,
  jsonRequest,
  openHarness,
  type Harness,
} from './harness.js';
import { csvBytes, etag, requestId } from './smallService.js';

describe('GraphClient', () => {
  let harness: Harness;
  const open = async (...args: Parameters<typeof openHarness>): Promise<Harness> =>
    (harness = await openHarness(...args));
  afterEach(() => harness.close());

  it('downloads a CSV byte for byte, and shows the token to Graph only', async () => {
    const { client, server, log } = await open();
    const { answer, bytes } = await fetchAll(client, csvRequest);

    assert.deepEqual(bytes, Buffer.from(csvBytes));
    assert.ok(answer.status === 'data');
    assert.equal(answer.format, 'csv');
    assert.equal(answer.etag, etag);
    assert.equal(answer.requestId, requestId);
    assert.equal(answer.totalBytes, csvBytes.length);
    assert.deepEqual(
      server.requests.map(({ port, headers }) => [port, headers['authorization']]),
      [
        ['graph', 'Bearer SECRETTOKEN'],
        ['download', undefined],
      ],
    );
    assert.match(
      log[0]!,
      new RegExp(`^getTeamsUserActivityCounts v1.0: 127.0.0.1 answered 302 in \\d+ ms, request-id ${requestId}$`),
    );
    assertNoSecret(log.join('\n'));
  });

  it('sends the addresses as the service wants them', async () => {
    const { client, server } = await open();
    const skype = (name: string) => definition(`getSkypeForBusiness${name}`);
    await fetchAll(client, {
      definition: skype('PeerToPeerActivityUserCounts'),
      version: 'beta',
      format: 'json',
      period: 'D7',
    });
    await fetchAll(client, {
      definition: skype('PeerToPeerActivityMinuteCounts'),
      version: 'v1.0',
      format: 'csv',
      period: 'D7',
    });
    await fetchAll(client, { definition: skype('ActivityCounts'), version: 'v1.0', format: 'csv', period: 'D7' });
    await fetchAll(client, {
      definition: skype('OrganizerActivityUserCounts'),
      version: 'beta',
      format: 'csv',
      period: 'D7',
    });
    await fetchAll(client, {
      definition: skype('OrganizerActivityUserCounts'),
      version: 'beta',
      format: 'json',
      period: 'D7',
    });
    await fetchAll(client, {
      definition: definition('getOffice365ServicesUserCounts'),
      version: 'v1.0',
      format: 'csv',
      period: 'D7',
    });

    assert.deepEqual(
      server.requests.filter(({ port }) => port === 'graph').map(({ path }) => path),
      [
        "/beta/reports/getSkypeForBusinessPeerToPeerActivityUserCounts(period='D7')?$format=application/json",
        "/v1.0/reports/getSkypeForBusinessPeerToPeerActivityMinuteCounts(period='D7')",
        "/v1.0/reports/getSkypeForBusinessActivityCounts(period='D7')",
        "/beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=text/csv",
        "/beta/reports/getSkypeForBusinessOrganizerActivityUserCounts(period='D7')?$format=application/json",
        "/v1.0/reports/getOffice365ServicesUserCounts(period='D7')",
      ],
    );
  });

  it('follows JSON pages with the token, a page a piece', async () => {
    const { client, server } = await open({ pages: [[{ a: 1 }, { a: 2 }], [{ a: 3 }], []] });
    const { answer, chunks } = await fetchAll(client, jsonRequest);

    assert.ok(answer.status === 'data' && answer.format === 'json');
    const pages = chunks.map((chunk) => JSON.parse(Buffer.from(chunk).toString()) as { value: unknown[] });
    assert.deepEqual(
      pages.map(({ value }) => value),
      [[{ a: 1 }, { a: 2 }], [{ a: 3 }], []],
    );
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['authorization']),
      Array(3).fill('Bearer SECRETTOKEN'),
    );
  });

  it('takes CSV in the body of a 200', async () => {
    const { client, server } = await open();
    server.addFault({
      effect: {
        kind: 'respond',
        status: 200,
        headers: { 'content-type': 'text/csv', etag: '"b"' },
        body: 'Date,Usage\r\n2026-11-16,3\r\n',
      },
    });
    const { answer, bytes } = await fetchAll(client, csvRequest);

    assert.equal(bytes.toString(), 'Date,Usage\r\n2026-11-16,3\r\n');
    assert.ok(answer.status === 'data');
    assert.equal(answer.etag, '"b"');
    assert.equal(server.requests.length, 1);
  });

  it('takes a 200 whose body is only the download link', async () => {
    const { client, server, log } = await open();
    server.addFault({ effect: { kind: 'linkInBody' } });
    const { bytes } = await fetchAll(client, csvRequest);

    assert.deepEqual(bytes, Buffer.from(csvBytes));
    assert.deepEqual(
      server.requests.map(({ port, headers }) => [port, 'authorization' in headers]),
      [
        ['graph', true],
        ['download', false],
      ],
    );
    assertNoSecret(log.join('\n'));
  });

  it('takes JSON although CSV was asked for, and CSV although JSON was', async () => {
    const { client, server } = await open();
    server.addFault({
      times: 1,
      effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body: '{"value":[]}' },
    });
    const json = await fetchAll(client, betaCsvRequest);
    assert.ok(json.answer.status === 'data' && json.answer.format === 'json');

    server.addFault({
      times: 1,
      effect: { kind: 'respond', status: 302, headers: { location: `${server.downloadOrigin}/reports.office.com/x` } },
    });
    const csv = await fetchAll(client, jsonRequest);
    assert.ok(csv.answer.status === 'data' && csv.answer.format === 'csv');
    assert.deepEqual(csv.bytes, Buffer.from(csvBytes));
  });

  it('follows a download from host to host, still without the token', async () => {
    const { client, server } = await open();
    server.addFault({ at: 'download', times: 2, effect: { kind: 'redirect', location: '/blob.example/x' } });
    const { bytes } = await fetchAll(client, csvRequest);
    assert.deepEqual(bytes, Buffer.from(csvBytes));
    assert.deepEqual(
      server.requests.map(({ port, headers }) => [port, 'authorization' in headers]),
      [
        ['graph', true],
        ['download', false],
        ['download', false],
        ['download', false],
      ],
    );
  });

  it('asks with the stored ETag and hears that nothing is new', async () => {
    const { client, server } = await open();
    const { answer } = await fetchAll(client, { ...csvRequest, etag });
    assert.deepEqual(answer, { status: 'notModified', requestId });
    assert.equal(server.requests[0]!.headers['if-none-match'], etag);
  });

  it('does not send the ETag of the report with its further pages', async () => {
    const { client, server } = await open({ pages: [[1], [2]] });
    await fetchAll(client, { ...jsonRequest, etag: '"old"' });
    assert.deepEqual(
      server.requests.map(({ headers }) => headers['if-none-match']),
      ['"old"', undefined],
    );
  });

  it("hears it from the download host too, for the file's own ETag", async () => {
    const { client, server } = await open();
    server.addFault({ at: 'download', effect: { kind: 'respond', status: 304 } });
    const { answer } = await fetchAll(client, { ...csvRequest, etag: '"file"' });
    assert.deepEqual(answer, { status: 'notModified', requestId });
    assert.equal(server.requests[1]!.headers['if-none-match'], '"file"');
  });

  it('keeps the ETag of the file where Graph sent none', async () => {
    const { client, server } = await open();
    server.addFault({ effect: { kind: 'redirect', location: `${server.downloadOrigin}/reports.office.com/x` } });
    server.addFault({ at: 'download', effect: { kind: 'headers', headers: { etag: '"file"' } } });
    const { answer } = await fetchAll(client, csvRequest);
    assert.ok(answer.status === 'data');
    assert.equal(answer.etag, '"file"');
  });

  it('takes a compressed file, whose length is not the length of the report', async () => {
    const file = Buffer.from(`Report Refresh Date,A\r\n${'2026-11-16,1\r\n'.repeat(5000)}`);
    const { client, server } = await open({ file });
    server.addFault({ at: 'download', effect: { kind: 'gzip' } });
    const { answer, bytes } = await fetchAll(client, csvRequest);
    assert.deepEqual(bytes, file);
    assert.ok(answer.status === 'data');
    assert.equal(answer.totalBytes, undefined);
  });

  it('takes a file that arrives a byte at a time', async () => {
    const { client, server } = await open();
    server.addFault({ at: 'download', effect: { kind: 'drip', chunkBytes: 1, everyMs: 0 } });
    assert.deepEqual((await fetchAll(client, csvRequest)).bytes, Buffer.from(csvBytes));
  });

  it('leaves an empty file for the table to judge', async () => {
    const { client } = await open({ file: new Uint8Array() });
    const { answer, bytes } = await fetchAll(client, csvRequest);
    assert.ok(answer.status === 'data' && answer.format === 'csv');
    assert.equal(bytes.length, 0);
  });

  it('counts the bytes that have arrived', async () => {
    const { client } = await open({ pages: [[{ a: 1 }], [{ a: 2 }]] });
    for (const request of [csvRequest, jsonRequest]) {
      const progress: number[] = [];
      const { bytes } = await fetchAll(client, request, { onProgress: (received) => progress.push(received) });
      assert.equal(progress.at(-1), bytes.length);
      assert.deepEqual(
        progress,
        [...progress].sort((a, b) => a - b),
      );
    }
  });
});

describe('GraphClient and the pieces a body comes in', () => {
  const client = (fetch: Fetch): GraphClient =>
    new GraphClient({ origin: 'https://graph.microsoft.com', tokens: { getToken: () => Promise.resolve('t') }, fetch });

  it('loses and adds no byte, wherever the pieces are cut', async () => {
    const bodies = fc.oneof(
      // A file that does not begin as text is refused.
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.concat([Buffer.from('Date,'.repeat(13)), bytes])),
      fc.string().map((text) => new TextEncoder().encode(`\uFEFFReport Refresh Date,${text}`)),
      fc.string().map((text) => new TextEncoder().encode(`https://not a link ${text}`)),
      fc.nat(40).map((blanks) => new TextEncoder().encode(' '.repeat(blanks) + 'Date')),
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), async (body, sizes) => {
        fc.pre(!/^\s*[<{]/.test(new TextDecoder().decode(body)));
        const { bytes } = await fetchAll(
          client(() => Promise.resolve(new Response(inPieces(body, sizes)))),
          csvRequest,
        );
        assert.deepEqual(bytes, Buffer.from(body));
      }),
    );
  });

  it('recognizes pages, links and JSON however they are cut', async () => {
    const link = 'https://reports.office.com/data/x';
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        fc.constantFrom('', '\uFEFF', '\r\n '),
        async (sizes, before) => {
          const answers: Record<string, string> = { graph: before + link + '\r\n', file: before + '{"value":[]}' };
          const asked: string[] = [];
          const { answer, bytes } = await fetchAll(
            client((url) => {
              asked.push(url);
              const body = new TextEncoder().encode(answers[asked.length === 1 ? 'graph' : 'file']);
              return Promise.resolve(new Response(inPieces(body, sizes)));
            }),
            csvRequest,
          );
          assert.equal(asked[1], link);
          assert.ok(answer.status === 'data' && answer.format === 'json');
          assert.equal(bytes.toString(), answers['file']);
        },
      ),
    );
  });

  it('recognizes JSON from Graph after white space', async () => {
    const page = ' '.repeat(40) + '{"value":[]}';
    const { answer, bytes } = await fetchAll(
      client(() => Promise.resolve(new Response(page))),
      jsonRequest,
    );
    assert.ok(answer.status === 'data' && answer.format === 'json');
    assert.equal(bytes.toString(), page);
  });

  it('takes no endless word for an address', async () => {
    const body = `https://${'x'.repeat(10_000)}`;
    const asked: string[] = [];
    const { bytes } = await fetchAll(
      client((url) => {
        asked.push(url);
        return Promise.resolve(new Response(inPieces(new TextEncoder().encode(body), [5000])));
      }),
      csvRequest,
    );
    assert.equal(bytes.toString(), body);
    assert.equal(asked.length, 1);
  });

  it('lets go of the connection when the reader stops early', async () => {
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(csvBytes),
      cancel: () => void (cancelled = true),
    });
    const answer = await client(() => Promise.resolve(new Response(endless))).fetchReport(csvRequest, {
      signal: new AbortController().signal,
    });
    assert.ok(answer.status === 'data');
    for await (const chunk of answer.chunks) {
      assert.equal(chunk.length, csvBytes.length);
      break;
    }
    assert.equal(cancelled, true);
  });

  function inPieces(body: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
    let start = 0;
    let piece = 0;
    return new ReadableStream({
      pull: (controller) => {
        if (start >= body.length) {
          controller.close();
          return;
        }
        const end = start + sizes[piece++ % sizes.length]!;
        controller.enqueue(body.slice(start, end));
        start = end;
      },
    });
  }
});
