import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { UsageReportsError } from '../../../src/base/errors.js';
import { logTextOf, redact } from '../../../src/base/redact.js';
import { catalog } from '../../support/catalog.js';

const GUID = '7f0d8e3a-5c1b-4e64-9a55-0d2f6f3b1c77';

/** A JSON Web Token of random content, and its three parts. */
const tokens = fc
  .tuple(fc.uint8Array({ minLength: 8, maxLength: 40 }), fc.uint8Array({ minLength: 60, maxLength: 400 }))
  .map(([claims, signature]) => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return [
      part({ typ: 'JWT', alg: 'RS256' }),
      part({ aud: 'graph', nonce: Buffer.from(claims).toString('base64') }),
      Buffer.from(signature).toString('base64url'),
    ].join('.');
  });

/** How a token gets into a text, and what another program makes of that text. */
const WRAPPINGS: Readonly<Record<string, (token: string) => string>> = {
  alone: (token) => token,
  'behind a word': (token) => `token${token}`,
  'in a header': (token) => `Authorization: Bearer ${token}`,
  'in a field': (token) => `{"access_token":"${token}","expires_in":3599}`,
  'in a form': (token) => `grant_type=client_credentials&client_assertion=${token}&scope=x`,
};
const percent = (text: string) => Array.from(text, (c) => `%${c.charCodeAt(0).toString(16)}`).join('');
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'percent-encoded': encodeURIComponent,
  'percent-encoded, every character': percent,
  'percent-encoded twice': (text) => percent(text).replaceAll('%', '%25'),
  'in JSON': JSON.stringify,
  'in JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'in JSON, with escapes': (text) => text.replace(/[eJ.]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
  'in hex': (text) => Buffer.from(text).toString('hex'),
  'in lines': (text) => text.replace(/.{64}/g, '$&\n'),
  'in lines, with an indent': (text) => text.replace(/.{40}/g, '$&\r\n    '),
  'in lines, in JSON': (text) => JSON.stringify(text.replace(/.{64}/g, '$&\n')),
};

/** Whether a text shows a piece of a token that is worth something: of its claims, its signature, or of what base64 or hex makes of it all. */
function shows(text: string, token: string, sent: string): boolean {
  const [header = '', ...parts] = token.split('.');
  const encoded = sent.includes(header) || !/^[\w+/=-]+$/.test(sent) ? [] : (sent.match(/.{24}/g) ?? []);
  return [...parts.flatMap((part) => part.match(/.{8}/g) ?? []), ...encoded].some((piece) => text.includes(piece));
}

describe('redact', () => {
  for (const [name, encode] of Object.entries(ENCODINGS)) {
    it(`shows nothing of a token ${name}, wherever it stands`, () => {
      fc.assert(
        fc.property(tokens, fc.constantFrom(...Object.keys(WRAPPINGS)), (token, wrapping) => {
          const sent = encode(WRAPPINGS[wrapping]!(token));
          const shown = redact(`Request ${GUID} failed: ${sent}`);
          assert.ok(!shows(shown, token, sent), `${wrapping}: ${shown}`);
          assert.ok(shown.includes(GUID));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('shows no value of a field that is secret, and no key', () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${randomBytes(200).toString('base64')}\n-----END PRIVATE KEY-----`;
    for (const text of [
      'client_secret=hush~1',
      'AZURE_CLIENT_SECRET=hush~1',
      '{"client_secret": "hush ~1"}',
      '{\\"password\\": \\"hush~1\\"}',
      'blob.core.example/c?sv=2024&sig=hush%7E1&se=2026-01-01T00%3A00%3A00Z',
      '?sig=hush~1&x=1',
      'Authorization: Basic hush~1',
      '"authorization":"hush~1"',
      'http://reports:hush~1@proxy.example:8080',
      'HTTPS%3A%2F%2Fhost.example%2Fhush~1',
      `key ${pem.replace('PRIVATE KEY-----\n', 'PRIVATE KEY-----\nhush~1')} end`,
      `key ${JSON.stringify(pem.replace('PRIVATE KEY-----\n', 'PRIVATE KEY-----\nhush~1'))} end`,
      pem.slice(0, 120).replace('KEY-----\n', 'KEY-----\nhush~1'),
    ]) {
      for (const sent of [text, encodeURIComponent(text)]) {
        assert.doesNotMatch(redact(sent), /hush|~1|MII/, sent);
      }
    }
    assert.match(redact(`key ${pem} end`), /^key … end$/);
  });

  it('leaves what helps to find the reason', () => {
    for (const text of [
      `AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value.`,
      `AADSTS700016: Application with identifier '${GUID}' was not found in the directory 'northlight.example'.`,
      `graph.microsoft.com answered 403 (S2SUnauthorized), request-id=${GUID}: Invalid permission.`,
      `The bytes have the SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.`,
      `EACCES: permission denied, mkdir '/home/Ada/Reports/2026/tenant=${GUID}/report=getOffice365ActivationsUserDetail/period=D180'`,
      `EACCES: permission denied, open '/srv/M365/${GUID}/getM365AppUserDetail/fetched=20261120T080000Z-1f2e3d4c/part.csv'`,
      `ENOSPC: no space left on device, write 'C:\\new\\reports\\user\\0065'`,
      'The certificate with the thumbprint A1B2C3D4E5F60718293A4B5C6D7E8F9001122334 is unknown.',
      'code=ECONNRESET; 100 % of 20 requests; the tokens are expired; keyJournal',
    ]) {
      assert.equal(redact(text), text);
    }
  });

  it('leaves the name of each report and of each of its columns, and the address of each function', () => {
    for (const { name, graph } of catalog.reports.map((report) => ({
      name: report.name,
      graph: JSON.stringify(report),
    }))) {
      assert.equal(redact(name), name);
      for (const [word] of graph.matchAll(/[\w/-]+/g)) {
        assert.equal(redact(word), word);
      }
    }
  });

  it('reads no more of a text than its beginning, however it is made', () => {
    for (const piece of [
      'eyJ-',
      'eyJ-\n',
      'Bearer ',
      'https://',
      'https://a@',
      '-----BEGIN ',
      'authorization: ',
      'sig=',
      '\n',
      'aA1',
      '\\u00',
      '%25',
    ]) {
      const text = piece.repeat(2 ** 20 / piece.length);
      assert.equal(redact(text), redact(text.slice(0, 8000)), piece);
      assert.ok(redact(text).length <= 500);
    }
  });

  it('is one line of at most so many characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), fc.integer({ min: 1, max: 200 }), (text, most) => {
        const shown = redact(text, most);
        assert.ok(shown.length <= most);
        // eslint-disable-next-line no-control-regex -- this is what must not be there
        assert.doesNotMatch(shown, /[\u0000-\u001f\u007f]/);
      }),
    );
  });
});

describe('what a log says of an error', () => {
  it('is the message of our own, without what could be a token or an address', () => {
    const error = new UsageReportsError(
      'network',
      'Nobody answers at https://example.com/path?token=hush with eyJhbGci.x.y in it.',
    );
    assert.equal(logTextOf(error), 'Nobody answers at https://example.com/… with … in it.');
  });

  it('is the name of any other and the code of the system: its message may contain a piece of a report', () => {
    assert.equal(logTextOf(new TypeError('ada@northlight.example')), 'TypeError');
    assert.equal(logTextOf(Object.assign(new Error('open /home/ada/x'), { code: 'ENOENT' })), 'Error (ENOENT)');
    assert.equal(logTextOf(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } })), 'TypeError (ECONNRESET)');
    assert.equal(logTextOf('ada@northlight.example'), 'Error');
  });
});
