import assert from 'node:assert/strict';
import { addDays } from '../../../../src/base/dates.js';
import { handoutTexts } from '../../../../src/l10n/handoutTexts.js';
import { lineSummary } from '../../../../src/services/handout/lineSummary.js';
import { createFormat } from '../../../../src/shared/format/format.js';

/** October 2026 begins on a Thursday, and ends on a Saturday. */
const summaryOf = (values: readonly (number | null)[], isLevel = false) =>
  lineSummary(
    { name: 'Teams', days: values.map((_, index) => addDays('2026-10-01', index)), values },
    { unit: 'count', isLevel },
    { texts: handoutTexts(), format: createFormat('en', 'UTC') },
  ).replaceAll('\u2009', ' ');

describe('the sentence about a line', () => {
  const isWeekend = (index: number) => [2, 3].includes(index % 7);
  const month = Array.from({ length: 31 }, (_, index) => (isWeekend(index) ? 20 : 130 + index));

  it('compares weeks with weeks, and no weekday with a Saturday', () => {
    assert.equal(summaryOf(month), 'Teams: 101 a day on average, Oct 1 – 7, 2026; 118 a day, Oct 25 – 31, 2026.');
  });

  it('takes the last week that is whole, and no part of one', () => {
    const late = month.map((value, index) => (index === 29 ? null : value));
    assert.match(summaryOf(late), /117 a day, Oct 23 – 29, 2026\.$/);
  });

  it('says between what a line moves where there are no two weeks, with the weekdays', () => {
    assert.equal(summaryOf(month.slice(0, 10)), 'Teams: between 20 on Sat, Oct 3 and 138 on Fri, Oct 9.');
  });

  it('says of what there is how much it was at first and at last', () => {
    assert.equal(summaryOf([5, null, 7, 9], true), 'Teams: from 5 on Oct 1, 2026 to 9 on Oct 4, 2026.');
    assert.equal(summaryOf([null, 7, null]), 'Teams: 7 on Oct 2, 2026.');
    assert.equal(summaryOf([null, null]), '');
  });
});
