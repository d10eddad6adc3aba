import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { type ErrorReason } from '../../../../src/base/errors.js';
import { csvRequest, failsWith, fetchAll, jsonRequest, useHarness } from './harness.js';

describe('GraphClient before a service with faults', () => {
  const { open, graphRequests } = useHarness();

  describe('bodies that are no report', () => {
    for (const at of ['graph', 'download'] as const) {
      it(`says so at a web page from ${at}`, async () => {
        const { client, server } = await open();
        server.addFault({ at, effect: { kind: 'html', status: 200 } });
        await failsWith(fetchAll(client, csvRequest), 'notAReport');
      });
    }

    it('says so at a web page in place of a JSON page', async () => {
      const { client, server } = await open({ pages: [[1], [2]] });
      server.addFault({ path: '$skiptoken=1', effect: { kind: 'html', status: 200 } });
      await failsWith(fetchAll(client, jsonRequest), 'notAReport');
    });

    for (const [what, bytes] of Object.entries({
      'UTF-16, little end first': Buffer.from('\uFEFFReport Refresh Date,Sends\r\n2026-11-16,1\r\n', 'utf16le'),
      'UTF-16, big end first': Buffer.from('\uFEFFReport Refresh Date,Sends\r\n', 'utf16le').swap16(),
      'UTF-16 without a mark': Buffer.from('Report Refresh Date,Sends\r\n', 'utf16le'),
      'a zip file': Buffer.from('504b03041400060008000000', 'hex'),
      'gzip that nobody announced': gzipSync('Report Refresh Date,Sends\r\n'),
      'a PDF': Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'),
      'an old Excel file': Buffer.from('d0cf11e0a1b11ae1', 'hex'),
    })) {
      it(`says so at ${what}, from Graph, from the download host and as a page`, async () => {
        const { client, server } = await open({ pages: [[1], [2]], file: bytes });
        const { details } = await failsWith(fetchAll(client, csvRequest), 'notAReport');
        assert.equal(details.code, 'notUtf8');
        for (const path of ['$format', '$skiptoken=1']) {
          server.clearFaults();
          server.addFault({ path, effect: { kind: 'respondBytes', status: 200, base64: bytes.toString('base64') } });
          await failsWith(fetchAll(client, jsonRequest), 'notAReport');
        }
      });
    }

    it('takes any text in UTF-8, with a mark or without, and cut anywhere', async () => {
      for (const text of [
        '\uFEFFReport Refresh Date,Ä\r\n',
        'Report Refresh Date,Ä\r\n2026-11-16,ß\u{1F600}\r\n',
        'é,ü\r\n',
      ]) {
        const harness = await open({ file: Buffer.from(text) });
        const { client, server } = harness;
        server.addFault({ at: 'download', effect: { kind: 'drip', chunkBytes: 1, everyMs: 0 } });
        assert.equal((await fetchAll(client, csvRequest)).bytes.toString(), text);
        await harness.close();
      }
    });

    for (const body of ['', '[1,2]', 'null', 'Service is fine']) {
      it(`does not take "${body}" for a JSON report`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'notAReport');
      });
    }

    for (const body of [
      '{"values":[]}',
      '{"value":{}}',
      '{"value":[]',
      '{"value":["\u0000"]}',
      '{"value":[],"@odata.nextLink":7}',
    ]) {
      it(`takes ${JSON.stringify(body)} for a broken answer`, async () => {
        const { client, server } = await open();
        server.addFault({
          effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
        });
        await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      });
    }

    it('stops at a broken page and never passes for the shorter report', async () => {
      const { client, server } = await open({ pages: [[1], [2], [3]] });
      server.addFault({ skip: 1, times: 1, effect: { kind: 'brokenJson' } });
      await failsWith(fetchAll(client, jsonRequest), 'brokenAnswer');
      assert.equal(graphRequests(), 2);
    });

    const inside: Record<string, ErrorReason> = {
      S2SUnauthorized: 'forbidden',
      TooManyRequests: 'throttled',
      InvalidArgument: 'badRequest',
      ResourceNotFound: 'notFound',
      InvalidAuthenticationToken: 'unauthorized',
      UnknownError: 'serviceUnavailable',
      SomethingNew: 'brokenAnswer',
    };
    for (const [code, reason] of Object.entries(inside)) {
      it(`says ${reason} at ${code} in a 200, from either host`, async () => {
        const { client, server } = await open();
        const body = JSON.stringify({ error: { code, message: 'No.' } });
        for (const at of ['graph', 'download'] as const) {
          server.clearFaults();
          server.addFault({
            at,
            effect: { kind: 'respond', status: 200, headers: { 'content-type': 'application/json' }, body },
          });
          const { details } = await failsWith(fetchAll(client, csvRequest), reason);
          assert.equal(details.code, code);
          assert.equal(details.serviceMessage, 'No.');
        }
      });
    }
  });
});
