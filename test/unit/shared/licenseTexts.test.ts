import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatDay } from '../../../src/base/dates.js';
import { type LicensedUser, type LicenseUse, NEW_DAYS, UNUSED_DAYS } from '../../../src/core/licenses/licenseUse.js';
import { LICENSED_SERVICES } from '../../../src/core/licenses/productServices.js';
import type { Doubt } from '../../../src/core/licenses/unusedConfidence.js';
import { doubtText, reasonOf } from '../../../src/core/licenses/unusedTexts.js';
import { licenseText, type LicenseWords } from '../../../src/shared/format/licenseText.js';
import { ANY_OF_SERVICES, BETWEEN_LICENSE_TEXTS, LICENSE_TEXTS } from '../../../src/shared/licenseTexts.js';

const bracketed = (text: string) => `⟦${text}⟧`;
/** A language that has all words in brackets, and days in another order. */
const words: LicenseWords = {
  texts: Object.fromEntries(
    Object.entries(LICENSE_TEXTS).map(([key, text]) => [key, bracketed(text)]),
  ) as LicenseWords['texts'],
  anyOfServices: { one: '⟦one {0}⟧', few: '⟦few {0}⟧', other: '⟦other {0}⟧', language: 'cs' },
  language: 'cs',
  dayText: (day) => day.split('-').toReversed().join('.'),
};
const english: LicenseWords = {
  texts: LICENSE_TEXTS,
  anyOfServices: { other: ANY_OF_SERVICES },
  language: 'en',
  dayText: (day) => day,
};

const day = fc.integer({ min: 19_000, max: 21_000 });
const maybeDay = fc.oneof(day, fc.constant(Number.NaN));
const services = fc.subarray([...LICENSED_SERVICES], { minLength: 1 });
const user = fc
  .record({ services, reportDay: day, periodDays: fc.constantFrom(7, 30, 180), deletedDay: maybeDay })
  .map(({ services: known, reportDay, periodDays, deletedDay }): LicensedUser => ({
    ...{ isDeleted: false, deletedDay, firstSeen: Number.NaN },
    uses: new Map(
      known.map((service) => [
        service,
        { lastActivity: Number.NaN, assigned: Number.NaN, report: { day: reportDay, periodDays } },
      ]),
    ),
  }));
const use = fc.record<LicenseUse>({
  state: fc.constantFrom('used', 'unused', 'new', 'deleted', 'notVisible', 'notKnown'),
  services,
  shownServices: services,
  knownServices: services,
  usedServices: services,
  lastUse: maybeDay,
  assigned: maybeDay,
  isNew: fc.boolean(),
});
const doubt = fc.oneof(
  fc.record({ kind: fc.constantFrom('notFetched', 'noRow', 'shortPeriod', 'older'), services }),
  fc.record({ kind: fc.constantFrom('assignedUnknown', 'concealed', 'deleted') }),
) as fc.Arbitrary<Doubt>;

/** What is left in English beside names of services, numbers, and brackets. */
function leftInEnglish(text: string): string {
  const names = [...LICENSED_SERVICES].sort((one, other) => other.length - one.length);
  let rest = text;
  // Brackets are around each translated text, and may be within each other.
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, '');
  }
  return names.reduce((left, name) => left.replaceAll(name, ''), rest).replace(/[\d.,;() ]/g, '');
}

describe('texts of licenses in the display language', () => {
  it('are those of every reason and every doubt, with their days; in English they are what files have', () => {
    fc.assert(
      fc.property(use, user, fc.array(doubt, { maxLength: 4 }), day, (of, who, doubts, newestDay) => {
        const completeTo = newestDay - 2;
        const reason = reasonOf(
          of,
          who,
          { level: 'high', doubts, completeTo },
          { newestDay, reports: new Map(), isConcealed: false },
        );
        const all = doubts.map((one) => doubtText(one, who)).join(BETWEEN_LICENSE_TEXTS);
        for (const text of [reason, ...(all === '' ? [] : [all])]) {
          assert.equal(licenseText(text, english), text);
          const shown = licenseText(text, words);
          assert.equal(leftInEnglish(shown), '', shown);
          assert.ok(!/\d{4}-\d\d-\d\d/.test(shown), shown);
        }
      }),
    );
  });

  it('have the form of the number, and the days of the rules', () => {
    const text = (count: number) =>
      licenseText(
        `No activity in any of ${count} services for 90 days; never seen; reports complete to 2026-11-26`,
        words,
      );
    assert.equal(text(3), '⟦No activity in ⟦few 3⟧ for 90 days; ⟦never seen⟧; reports complete to 26.11.2026⟧');
    assert.ok(text(8).includes('⟦other 8⟧'));
    const days = Object.values(LICENSE_TEXTS).flatMap((one) => /(\d+) days/.exec(one)?.[1] ?? []);
    assert.deepEqual(new Set(days), new Set([String(UNUSED_DAYS), String(NEW_DAYS)]));
    assert.equal(licenseText(`last seen ${formatDay(20_000)}`, words), '⟦last seen 04.10.2024⟧');
  });

  it('are what they were where they are of something else', () => {
    for (const text of ['', 'Used up', 'MICROSOFT 365 E5', 'Unused; yes', 'Reason: none']) {
      assert.equal(licenseText(text, words), text);
    }
  });
});
