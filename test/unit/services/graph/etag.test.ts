import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sendableEtag } from '../../../../src/services/graph/etag.js';
import { csvRequest, fetchAll, useHarness } from './harness.js';
import { csvBytes, etag } from './smallService.js';

describe('an ETag', () => {
  for (const good of ['"w7"', 'W/"w7"', '""', '0x8DA1B2C3D4E5F60', `"${'a'.repeat(1000)}"`]) {
    it(`can be sent: ${good.slice(0, 30)}`, () => assert.equal(sendableEtag(good), good));
  }
  for (const bad of [
    null,
    undefined,
    '',
    ' ',
    '"a b"',
    '"a\r\nX-Injected: 1"',
    '"ä"',
    '"\u2028"',
    '"\0"',
    '*',
    '"a","b"',
    'a,*',
    '"a',
    '"\x7f"',
    `"${'a'.repeat(2000)}"`,
  ]) {
    it(`can't be sent: ${JSON.stringify(bad)?.slice(0, 30)}`, () => assert.equal(sendableEtag(bad), undefined));
  }

  it('that is sent is taken by fetch, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const sent = sendableEtag(text);
        assert.ok(sent === undefined || new Headers({ 'If-None-Match': sent }).get('if-none-match') === text);
      }),
    );
  });
});

describe('GraphClient and an ETag', () => {
  const { open } = useHarness();

  it('that was stored and cannot be sent is left out: the report is fetched', async () => {
    const { client, server } = await open();
    for (const stored of ['"a\r\nX-Injected: 1"', '"\u{1F600}"', `"${'a'.repeat(100_000)}"`]) {
      const { answer, bytes } = await fetchAll(client, { ...csvRequest, etag: stored });
      assert.ok(answer.status === 'data' && answer.etag === etag);
      assert.deepEqual(bytes, Buffer.from(csvBytes));
    }
    assert.ok(server.requests.every(({ headers }) => !('if-none-match' in headers)));
  });

  it('of a service that cannot be sent again is not kept', async () => {
    const { client, server } = await open();
    server.addFault({ effect: { kind: 'headers', headers: { etag: `"${'a'.repeat(5_000)}"` } } });
    const { answer } = await fetchAll(client, csvRequest);
    assert.ok(answer.status === 'data' && answer.etag === undefined);
  });
});
