import fc from 'fast-check';
import assert from 'node:assert/strict';
import { addDays } from '../../../src/base/dates.js';
import { isWeekend } from '../../../src/shared/format/days.js';
import { createFormat } from '../../../src/shared/format/format.js';

/** Units are joined with a blank that does not break; tests read better without it. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('format', () => {
  const format = createFormat('en');

  it('groups counts as the locale does', () => {
    assert.equal(format.count(1234567), '1,234,567');
    assert.equal(createFormat('de').count(1234567), '1.234.567');
    assert.equal(format.value(0, 'count'), '0');
  });

  it('writes money as the locale does, and what is no currency beside the number', () => {
    assert.equal(format.money(328.5, 'EUR'), '€328.50');
    assert.equal(plain(createFormat('de').money(1328.5, 'EUR')), '1.328,50 €');
    assert.equal(format.money(1328, 'JPY'), '¥1,328');
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 9 }), (currency, value) => {
        assert.ok(format.money(value, currency).includes(String(value)));
      }),
    );
  });

  it('shows bytes in steps of 1024', () => {
    assert.equal(plain(format.value(0, 'bytes')), '0 B');
    assert.equal(plain(format.value(1023, 'bytes')), '1,023 B');
    assert.equal(plain(format.value(1024, 'bytes')), '1 KB');
    assert.equal(plain(format.value(1_503_238_553, 'bytes')), '1.4 GB');
    assert.equal(plain(format.value(5e18, 'bytes')), '4,441 PB');
  });

  it('never writes 1,024 of a unit', () => {
    assert.equal(plain(format.value(1024 * 1024 - 1, 'bytes')), '1 MB');
  });

  it('shows minutes and seconds as people say them', () => {
    assert.equal(plain(format.value(59, 'minutes')), '59 min');
    assert.equal(plain(format.value(65, 'minutes')), '1 hr 05 min');
    assert.equal(plain(format.value(1_234_567, 'minutes')), '20,576 hr');
    assert.equal(plain(format.value(0, 'seconds')), '0 sec');
    assert.equal(plain(format.value(303, 'seconds')), '5 min 03 sec');
    assert.equal(plain(format.value(3900, 'seconds')), '1 hr 05 min');
    assert.equal(plain(format.value(59.6, 'seconds')), '1 min 00 sec');
  });

  it('keeps the exact number with its unit', () => {
    assert.equal(format.exact(1_503_238_553, 'bytes'), '1,503,238,553 bytes');
    assert.equal(format.exact(1, 'seconds'), '1 second');
    assert.equal(format.exact(12, 'count'), '12');
  });

  it('signs changes', () => {
    assert.equal(format.signed(12, 'count'), '+12');
    assert.equal(plain(format.signed(-2048, 'bytes')), '−2 KB');
    assert.equal(format.signed(0, 'count'), '0');
    assert.equal(plain(format.signed(33_300, 'seconds')), '+9.3 hr');
    const brief = [59, 125, 3_580, 67_020, 777_600, -7_200].map((seconds) => plain(format.brief(seconds, 'seconds')));
    assert.deepEqual(brief, ['59 sec', '2 min', '1 hr', '18.6 hr', '216 hr', '−2 hr']);
    assert.deepEqual(
      [plain(format.brief(45, 'minutes')), plain(format.brief(70, 'minutes')), plain(format.brief(1536, 'bytes'))],
      ['45 min', '1.2 hr', '1.5 KB'],
    );
    assert.equal(format.signedPercent(-0.0784), '−7.8%');
    assert.equal(plain(format.value(-90, 'minutes')), '−1 hr 30 min');
  });

  it('writes percentages with at most one decimal', () => {
    const shown = [0, 0.05, 0.0784, 0.375, 0.5, 1, 1.3049, 23].map((ratio) => format.percent(ratio));
    assert.deepEqual(shown, ['0%', '5%', '7.8%', '37.5%', '50%', '100%', '130.5%', '2,300%']);
    assert.deepEqual([format.signedPercent(0), format.signedPercent(0.05)], ['0%', '+5%']);
    assert.equal(plain(createFormat('de').percent(0.0784)), '7,8 %');
  });

  it('says only of nothing that it is 0%, and only of all that it is 100%', () => {
    assert.deepEqual(
      [0.0004, 0.00099, 0.001, 0.9989, 0.999, 0.9996, 1.0004].map((ratio) => format.percent(ratio)),
      ['<0.1%', '<0.1%', '0.1%', '99.9%', '99.9%', '>99.9%', '100%'],
    );
    assert.deepEqual([format.signedPercent(-0.0004), format.signedPercent(0.0004)], ['−<0.1%', '+<0.1%']);
    const whole = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(whole, fc.nat({ max: 10_000_000 }), fc.constantFrom('en', 'de', 'fr', 'pl'), (all, some, locale) => {
        const part = some % (all + 1);
        const text = plain(createFormat(locale).percent(part / all)).replace(',', '.');
        assert.match(text, /^[<>]?\d{1,3}(?:\.[1-9])? ?%$/);
        const number = Number(text.replaceAll(/[<>% ]/g, ''));
        assert.equal(text.startsWith('<') || number !== 0, part !== 0);
        assert.equal(number === 100, part === all);
        assert.ok(Math.abs(number - (part / all) * 100) <= (/^[<>]/.test(text) ? 0.1 : 0.05 + 1e-9), text);
      }),
    );
  });

  it('shows days in UTC, whatever the time zone, and leaves alone what is none', () => {
    assert.equal(format.day('2026-11-18'), 'Nov 18, 2026');
    assert.equal(format.shortDay('2026-01-01'), 'Jan 1');
    assert.equal(format.day('2026-13-40'), '2026-13-40');
    assert.equal(format.day('<b>'), '<b>');
  });

  it('shows instants in the reader’s time zone', () => {
    assert.equal(plain(createFormat('en', 'Asia/Tokyo').instant('2026-11-18T20:30:00.000Z')), 'Nov 19, 2026, 5:30 AM');
    assert.equal(format.instant('never'), 'never');
  });

  it('falls back to English for a locale that is none', () => {
    assert.equal(createFormat('not a locale').count(1000), '1,000');
    assert.equal(createFormat('').count(1000), '1,000');
  });
});

describe('days', () => {
  it('adds days over the end of a month and of daylight saving', () => {
    assert.equal(addDays('2026-02-28', 1), '2026-03-01');
    assert.equal(addDays('2026-10-24', 2), '2026-10-26');
    assert.equal(addDays('nonsense', 1), 'nonsense');
  });

  it('knows weekends', () => {
    assert.deepEqual(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map(isWeekend), [
      false,
      true,
      true,
      false,
    ]);
  });
});
