import assert from 'node:assert/strict';
import { UsageReportsError } from '../../../src/base/errors.js';
import { logTextOf } from '../../../src/base/redact.js';

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
