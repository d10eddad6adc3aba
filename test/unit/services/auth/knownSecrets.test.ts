import assert from 'node:assert/strict';
import fc from 'fast-check';
import { KnownSecrets } from '../../../../src/services/auth/knownSecrets.js';

const percent = (text: string) =>
  Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const unicode = (text: string) =>
  Array.from(text, (c) => (c < '\u0080' ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c)).join('');

/** What programs make of a text before they log it. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  'URL-encoded': encodeURIComponent,
  'URL-encoded, every byte': percent,
  'URL-encoded twice': (text) => encodeURIComponent(percent(text)),
  JSON: (text) => JSON.stringify(text),
  'JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'JSON with escapes': unicode,
  base64: (text) => Buffer.from(text).toString('base64'),
  'base64, within more': (text) => Buffer.from(`Basic user:${text} and more`).toString('base64'),
  'base64url, within more': (text) => Buffer.from(`{"a":"${text}"}`).toString('base64url'),
  'base64, URL-encoded': (text) => encodeURIComponent(Buffer.from(`x${text}`).toString('base64')),
  lines: (text) => text.replace(/.{5}/gu, '$&\n  '),
  'base64 in lines': (text) => Buffer.from(text).toString('base64').replace(/.{7}/g, '$&\r\n'),
};

/** As long as those of an app registration, of the characters that those have, and of others. */
const secrets = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'abcXYZ019~._-+/=&%'), minLength: 20, maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'aZ7"\\\'<>&é😀%#'), minLength: 20, maxLength: 40 }),
);

describe('secrets that are known', () => {
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    it(`are hidden: ${name}`, () => {
      fc.assert(
        fc.property(secrets, fc.nat({ max: 3 }), (secret, before) => {
          const known = new KnownSecrets();
          known.add(secret);
          const encoded = encode(secret);
          const start = 'It failed: '.padEnd(11 + before, 'x');
          const shown = known.hide(`${start} ${encoded} in request 7f0d8e3a`);
          assert.ok(shown.startsWith(start) && shown.endsWith(' in request 7f0d8e3a'), shown);
          const left = shown.slice(start.length + 1, -' in request 7f0d8e3a'.length).replace(/[\\"]/g, '');
          assert.ok(left.includes('…'), shown);
          // Around a secret within more, the rest of it stays.
          assert.ok(left.replace('…', '').length <= (name.includes('within more') ? 40 : 16), `${left} of ${encoded}`);
        }),
        { numRuns: 100 },
      );
    });
  }

  it('are hidden every time, also where a text is cut off in one', () => {
    const known = new KnownSecrets();
    known.add('hush-hush-hush-hush');
    known.add('another secret');
    known.add(undefined);
    assert.equal(known.hide('hush-hush-hush-hush, another secrethush-hush-hush-hush'), '…, ……');
    assert.equal(known.hide('It was hush-hush-hu…'), 'It was ……');
    assert.equal(known.hide('It was hush-h'), 'It was …');
  });

  it('leave other texts as they are', () => {
    const known = new KnownSecrets();
    known.add('hush-hush-hush-hush');
    known.add('short');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        fc.pre(!text.includes('hush'));
        assert.equal(known.hide(text), text);
      }),
    );
    for (const text of ['short', 'hush', '', 'C:\\new\\users 100 %', 'a hush-puppy']) {
      assert.equal(known.hide(text), text);
    }
  });
});
