import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseBoolean } from '../../../../src/core/table/store/boolean.js';
import { formatDay, parseDay, parseDayBytes, parseInstant } from '../../../../src/base/dates.js';
import { durationForm, formatDuration, parseDuration, parseIsoDurationBytes } from '../../../../src/base/duration.js';
import { joinList, splitList } from '../../../../src/core/table/store/lists.js';
import { isRounded, parseNumber, parseWholeNumberBytes } from '../../../../src/core/table/store/number.js';

/** Bytes as in a file, with other bytes on both sides. */
function inBytes<T>(text: string, read: (bytes: Uint8Array, from: number, to: number) => T): T {
  const bytes = new TextEncoder().encode(`9${text}9`);
  return read(bytes, 1, bytes.length - 1);
}

describe('numbers', () => {
  it('reads the plain form', () => {
    for (const [text, value] of [
      ['0', 0],
      ['7', 7],
      ['-3', -3],
      ['12.50', 12.5],
      ['-0', 0],
      ['999999999999999', 999_999_999_999_999],
    ] as const) {
      assert.equal(parseNumber(text), value);
    }
  });

  it('does not guess at anything else', () => {
    for (const text of [
      '',
      ' ',
      '1,234',
      '+5',
      '1e3',
      '007',
      '-01',
      '.5',
      '5.',
      '0x1F',
      'NaN',
      'Infinity',
      '1 000',
      '٣',
      '9'.repeat(400),
    ]) {
      assert.ok(Number.isNaN(parseNumber(text)), text);
    }
  });

  it('reads whole numbers from bytes like from text, and nothing else', () => {
    const text = fc.oneof(
      fc.nat().map(String),
      fc.maxSafeInteger().map(String),
      fc.constantFrom('0', '00', '07', '', '-1', '1.5', '٣', '9'.repeat(15), '9'.repeat(16)),
    );
    fc.assert(
      fc.property(text, (digits) => {
        const isPlain = /^(?:0|[1-9]\d{0,14})$/.test(digits);
        assert.equal(inBytes(digits, parseWholeNumberBytes), isPlain ? parseNumber(digits) : -1);
      }),
    );
  });

  it('reads every number that JavaScript writes without an exponent', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          fc.pre(!String(value).includes('e'));
          assert.equal(parseNumber(String(value)), value + 0);
        },
      ),
    );
  });

  it('knows integers that a double rounds', () => {
    assert.ok(isRounded(parseNumber('9007199254740993')));
    assert.ok(!isRounded(parseNumber('9007199254740991')));
  });
});

describe('days', () => {
  it('reads and writes every day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString().slice(0, 10);
          assert.equal(parseDay(text), Math.floor(date.getTime() / 86_400_000));
          assert.equal(formatDay(parseDay(text)), text);
        },
      ),
    );
  });

  it('handles the ends of years and months', () => {
    for (const text of [
      '1970-01-01',
      '1969-12-31',
      '2000-02-29',
      '2000-12-31',
      '2001-01-01',
      '1900-03-01',
      '2024-12-31',
      '0001-01-01',
      '9999-12-31',
    ]) {
      assert.equal(formatDay(parseDay(text)), text);
    }
  });

  it('refuses days that are not in the calendar', () => {
    for (const text of [
      '2021-02-29',
      '1900-02-29',
      '2021-13-01',
      '2021-00-10',
      '2021-04-31',
      '2021-12-32',
      '2021-1-1',
      '21-01-01',
      '',
      '2021/01/01',
      '0000-01-01',
    ]) {
      assert.ok(Number.isNaN(parseDay(text)), text);
    }
  });

  it('reads days from bytes like from text, and nothing else', () => {
    const part = (length: number) => fc.stringMatching(new RegExp(`^[0-9 /:٣-]{${length}}$`));
    const text = fc.oneof(
      fc.integer({ min: -719_162, max: 2_932_896 }).map(formatDay),
      fc.tuple(part(4), part(2), part(2)).map((parts) => parts.join('-')),
      fc.constantFrom('0000-01-01', '2026-02-29', '2024-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026/01/01'),
    );
    fc.assert(
      fc.property(text, (day) => {
        assert.equal(
          inBytes(day, (bytes, from) => parseDayBytes(bytes, from)),
          parseDay(new TextEncoder().encode(day).length === 10 ? day : ''),
        );
      }),
    );
  });

  it('reads instants as days in UTC', () => {
    const day = parseDay('2021-10-25');
    assert.deepEqual(parseInstant('2021-10-25T00:00:00Z'), { day, isMidnight: true });
    assert.deepEqual(parseInstant('2021-10-25T00:00:00.0000000Z'), { day, isMidnight: true });
    assert.deepEqual(parseInstant('2021-10-25 00:00'), { day, isMidnight: true });
    assert.deepEqual(parseInstant('2021-10-25T02:00:00+02:00'), { day, isMidnight: true });
    assert.deepEqual(parseInstant('2021-10-24T19:00:00-05:00'), { day, isMidnight: true });
    assert.deepEqual(parseInstant('2021-10-25T13:45:00Z'), { day, isMidnight: false });
    assert.deepEqual(parseInstant('2021-10-25T00:00:00.5Z'), { day, isMidnight: false });
    for (const text of [
      '2021-10-25',
      '2021-10-25T24:00:00Z',
      '2021-02-30T00:00:00Z',
      '2021-10-25T00:00:00+15:00',
      'x2021-10-25T00:00Z',
    ]) {
      assert.equal(parseInstant(text), undefined);
    }
  });
});

describe('booleans', () => {
  it('reads both words in any case, and nothing else', () => {
    assert.deepEqual(['True', 'yes', 'FALSE', 'No'].map(parseBoolean), [true, true, false, false]);
    assert.deepEqual(['', '1', '0', 'Y', 'on', ' True'].map(parseBoolean), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('durations', () => {
  it('reads both forms', () => {
    for (const [text, seconds] of [
      ['PT0S', 0],
      ['PT1H2M3S', 3723],
      ['P1DT2H', 93_600],
      ['P2D', 172_800],
      ['PT90M', 5400],
      ['PT1.5S', 1.5],
      ['00:00:00', 0],
      ['01:02:03', 3723],
      ['30:00:00', 108_000],
      ['1.02:00:00', 93_600],
      ['00:00:01.25', 1.25],
    ] as const) {
      assert.equal(parseDuration(text), seconds, text);
    }
  });

  it('refuses anything else', () => {
    for (const text of [
      '',
      'P',
      'PT',
      'P1',
      'PT5',
      'P1Y',
      'P1M',
      'P1W',
      '-PT5S',
      'PT1.5M',
      '1:2:3',
      '00:60:00',
      '00:00',
      '300',
      'pt0s',
      'PT9'.padEnd(30, '9') + 'H',
    ]) {
      assert.ok(Number.isNaN(parseDuration(text)), text);
    }
  });

  it('reads what it writes, in both forms', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.constantFrom('iso' as const, 'clock' as const),
        (milliseconds, form) => {
          const text = formatDuration(milliseconds / 1000, form);
          assert.equal(parseDuration(text), milliseconds / 1000);
          assert.equal(durationForm(text), form);
        },
      ),
    );
  });

  it('reads from bytes exactly what it writes itself', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e7 }), (seconds) =>
        assert.equal(inBytes(formatDuration(seconds, 'iso'), parseIsoDurationBytes), seconds),
      ),
    );
    const part = (letter: string) =>
      fc.option(fc.nat({ max: 100 })).map((count) => (count === null ? '' : `${count}${letter}`));
    fc.assert(
      fc.property(fc.tuple(part('D'), fc.constantFrom('T', ''), part('H'), part('M'), part('S')), (parts) => {
        const text = `P${parts.join('')}`;
        const seconds = parseDuration(text);
        const isPlain = !Number.isNaN(seconds) && formatDuration(seconds, 'iso') === text;
        assert.equal(inBytes(text, parseIsoDurationBytes), isPlain ? seconds : -1, text);
      }),
    );
    for (const text of ['', 'P', 'PT', 'PT5', 'PT05S', 'PT0M', 'PT5S5S', 'PTS', 'x', 'PT1.5S', '00:00:00', 'P1DT']) {
      assert.equal(inBytes(text, parseIsoDurationBytes), -1, text);
    }
  });
});

describe('lists', () => {
  it('splits at a plus without blanks only', () => {
    assert.deepEqual(splitList('OFFICE 365 E3+ENTERPRISE MOBILITY + SECURITY E5+VISIO'), [
      'OFFICE 365 E3',
      'ENTERPRISE MOBILITY + SECURITY E5',
      'VISIO',
    ]);
    assert.deepEqual(splitList('A +B'), ['A +B']);
    assert.deepEqual(splitList('A+ B'), ['A+ B']);
    assert.deepEqual(splitList('A\u00A0+\u00A0B'), ['A\u00A0+\u00A0B']);
    assert.deepEqual(splitList('A'), ['A']);
    assert.deepEqual(splitList('+A++B+'), ['A', 'B']);
    assert.deepEqual(splitList(''), []);
  });

  it('splits what was joined', () => {
    const name = fc.string({ minLength: 1 }).map((text) => `x${text.replaceAll('+', ' + ')}x`);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (list) => assert.deepEqual(splitList(joinList(list)), list)),
    );
  });
});
