import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SheetNames } from '../../../../../src/core/export/xlsx/sheetNames.js';

function namesOf(wanted: readonly string[]): string[] {
  const names = new SheetNames();
  return wanted.map((name) => names.take(name));
}

describe('names of sheets', () => {
  it('are the wanted ones where they can be', () => {
    assert.deepEqual(namesOf(['Teams devices', 'Über uns', "Ada's report"]), [
      'Teams devices',
      'Über uns',
      "Ada's report",
    ]);
  });

  it('are legal and differ, whatever is wanted', () => {
    const piece = fc.constantFrom(
      ...[
        '[',
        ']',
        ':',
        '*',
        '?',
        '/',
        '\\',
        "'",
        'History',
        'history',
        'HISTORY',
        'a',
        'A',
        ' ',
        '\0',
        '\n',
        '\uD83D',
        '\uDE00',
      ],
      ...['😀', 'report of the users', '…', ' (2)', '&', '<', '"', 'ﬀ', 'ß', 'ẞ', 'İ', '\uFFFE'],
    );
    const name = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (wanted) => {
        const given = namesOf(wanted);
        for (const one of given) {
          assert.ok(one.length > 0 && one.length <= 31, one);
          // eslint-disable-next-line no-control-regex
          assert.doesNotMatch(one, /[[\]:*?/\\\u0000-\u001f\ufffe\uffff]|^'|'$|\p{Cs}/u, one);
          assert.notEqual(one.toLowerCase(), 'history');
        }
        assert.equal(new Set(given.map((one) => one.toLowerCase())).size, given.length);
        assert.equal(new Set(given.map((one) => one.toUpperCase())).size, given.length);
      }),
      { numRuns: 500 },
    );
  });

  it('are cut with a sign, and numbered where they are taken', () => {
    const long = 'Microsoft 365 apps usage, user details';
    assert.deepEqual(namesOf([long, long, long.toUpperCase()]), [
      'Microsoft 365 apps usage, user…',
      'Microsoft 365 apps usage,… (2)',
      'MICROSOFT 365 APPS USAGE,… (3)',
    ]);
    assert.deepEqual(namesOf(['', ' ', 'History', 'a/b:c']), ['Report', 'Report (2)', 'History (2)', 'a b c']);
  });
});
