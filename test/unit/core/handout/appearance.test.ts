import assert from 'node:assert/strict';
import fc from 'fast-check';
import { accentColorOf, isSafeLogo, MAX_LOGO_LENGTH } from '../../../../src/core/handout/appearance.js';
import { fuzz } from '../../../support/fuzz.js';

const bytes = fc.uint8Array({ maxLength: 200 });
const uriOf = (type: string, content: Uint8Array) =>
  `data:image/${type};base64,${Buffer.from(content).toString('base64')}`;
const size = fc.uint8Array({ minLength: 4, maxLength: 4 });
const PNG = Buffer.from('\u0089PNG\r\n\u001A\n', 'latin1');
const pictures = fc.oneof(
  bytes.map((rest) => ({ type: 'png', content: Buffer.concat([PNG, rest]) })),
  bytes.map((rest) => ({ type: 'jpeg', content: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), rest]) })),
  fc.tuple(size, bytes).map(([length, rest]) => ({
    type: 'webp',
    content: Buffer.concat([Buffer.from('RIFF'), length, Buffer.from('WEBP'), rest]),
  })),
);

describe('the appearance of a document', () => {
  fuzz('has a logo that is a PNG, JPEG, or WebP picture', 200, pictures, ({ type, content }) => {
    assert.ok(isSafeLogo(uriOf(type, content)));
  });

  fuzz('has no logo of another format, or whose format is another than it says', 200, pictures, ({ type, content }) => {
    assert.ok(!isSafeLogo(uriOf('svg+xml', content)));
    assert.ok(!isSafeLogo(uriOf('gif', content)));
    assert.ok(!isSafeLogo(uriOf(type === 'png' ? 'jpeg' : 'png', content)));
  });

  it('has no logo from the network, from a file, or with anything but the picture', () => {
    const logo = uriOf('png', PNG);
    assert.ok(isSafeLogo(logo));
    for (const other of ['https://example.com/logo.png', 'file:///logo.png', `${logo}"`, ` ${logo}`, `${logo}\n`]) {
      assert.ok(!isSafeLogo(other), other);
    }
    assert.ok(!isSafeLogo(logo.replace('image/png', 'text/html')));
  });

  it('has no logo that is too large', () => {
    assert.ok(!isSafeLogo(uriOf('png', Buffer.concat([PNG, Buffer.alloc(MAX_LOGO_LENGTH)]))));
  });

  fuzz('has an accent color of six digits', 200, fc.integer({ min: 0, max: 0xff_ff_ff }), (number) => {
    const digits = number.toString(16).padStart(6, '0');
    assert.equal(accentColorOf(` #${digits.toUpperCase()}`), `#${digits}`);
  });

  it('has an accent color of three digits, and none of another form', () => {
    assert.equal(accentColorOf('#0aF'), '#00aaff');
    for (const text of ['', 'red', '#12', '#12345', '#1234567', '#12345g', 'url(x)', '#fff;color:red']) {
      assert.equal(accentColorOf(text), undefined, text);
    }
  });
});
