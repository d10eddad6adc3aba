import assert from 'node:assert/strict';
import { checkedLink, checkedOrigin } from '../../../../src/services/graph/origin.js';

const real = new URL('https://graph.microsoft.com');
const local = new URL('http://127.0.0.1:8080');

describe('where tokens may go', () => {
  for (const origin of [
    'https://graph.microsoft.com',
    'https://dod-graph.microsoft.us',
    'http://127.0.0.1:8080',
    'http://localhost:1',
    'http://[::1]:1',
  ]) {
    it(`${origin} may be Graph`, () => assert.equal(checkedOrigin(origin).origin, origin));
  }
  for (const origin of [
    '',
    'graph.microsoft.com',
    'http://graph.microsoft.com',
    'https://graph.microsoft.com/v1.0',
    'https://u:p@graph.microsoft.com',
    'ftp://127.0.0.1',
    'http://127.0.0.1.example',
  ]) {
    it(`"${origin}" may not`, () => assert.throws(() => checkedOrigin(origin), { reason: 'invalidRequest' }));
  }
});

describe('where downloads may come from', () => {
  it('takes https', () => {
    assert.equal(
      checkedLink('https://reports.office.com/x?y', 'https://graph.microsoft.com/', real).href,
      'https://reports.office.com/x?y',
    );
  });

  it('resolves a relative link', () => {
    assert.equal(checkedLink('/x', 'https://graph.microsoft.com/v1.0/', real).href, 'https://graph.microsoft.com/x');
  });

  it('takes http from this machine to this machine only', () => {
    assert.equal(checkedLink('http://localhost:81/x', local.href, local).href, 'http://localhost:81/x');
    assert.throws(() => checkedLink('http://localhost:81/SECRET', real.href, real), { reason: 'insecureRedirect' });
    assert.throws(() => checkedLink('http://reports.office.com/SECRET', local.href, local), {
      reason: 'insecureRedirect',
    });
  });

  it('takes no private network, except where Graph is in one, too', () => {
    for (const host of ['10.0.0.1', '169.254.169.254', '[::ffff:10.0.0.1]', 'localhost', '127.0.0.1', 'nas.local']) {
      assert.throws(() => checkedLink(`https://${host}/SECRET`, real.href, real), {
        reason: 'insecureRedirect',
        details: { host: new URL(`https://${host}`).hostname, code: 'privateNetwork' },
      });
      assert.equal(checkedLink(`https://${host}/x`, local.href, local).pathname, '/x');
    }
  });

  for (const link of [
    'http://reports.office.com/SECRET',
    'ftp://reports.office.com/SECRET',
    'file:///etc/SECRET',
    'data:text/csv,SECRET',
  ]) {
    it(`refuses ${link} and does not repeat it`, () => {
      assert.throws(
        () => checkedLink(link, real.href, real),
        (error: Error) => {
          assert.equal((error as { reason?: string }).reason, 'insecureRedirect');
          assert.doesNotMatch(error.message + JSON.stringify(error), /SECRET/);
          return true;
        },
      );
    });
  }

  for (const link of [
    null,
    '',
    ' ',
    'https://',
    `https://reports.office.com/${'SECRET'.repeat(3_000)}`,
    'https://user:SECRET@reports.office.com/',
  ]) {
    it(`takes ${link?.slice(0, 50)} for a broken answer`, () =>
      assert.throws(() => checkedLink(link, real.href, real), { reason: 'brokenAnswer' }));
  }
});
