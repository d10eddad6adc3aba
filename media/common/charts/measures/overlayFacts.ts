import { addDays } from '../../../../src/base/dates.js';
import { isMonthEnd, monthOverMonth } from '../../../../src/shared/monthOverMonth.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import type { DailyValues } from '../../../../src/shared/report.js';
import { weeksChange } from '../../../../src/shared/weeksChange.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { nameWithoutUnit } from '../../../../src/shared/measures.js';
import { type ChangeDescription, describeChange, describeMonthChange } from './describeChange.js';
import { overlaidMonth } from './measureLines.js';
import { fullName, type Measure } from './measures.js';

/** How a drawn measure changed: month over month where months are laid over each other, by weeks otherwise. */
export interface ChangeFact extends ChangeDescription {
  readonly measure: Measure;
  /** Whose change it is; absent where the chart has one measure. */
  readonly name?: string;
}

/** One fact for each measure of which a change is known, or of which it is known why there is none. */
export function changeFacts(measures: readonly Measure[], overlay: Overlay, format: Format): readonly ChangeFact[] {
  const month = overlaidMonth(measures, overlay);
  return measures.flatMap((measure): ChangeFact[] => {
    const { chart } = measure;
    const weeks = weeksChange(chart);
    const change =
      month !== undefined
        ? monthFact(measure, month, format)
        : weeks === undefined
          ? undefined
          : describeChange(weeks, chart.unit, format);
    const name = measures.length === 1 ? {} : { name: nameWithoutUnit(fullName(measure)) };
    return change === undefined ? [] : [{ measure, ...name, ...change }];
  });
}

function monthFact({ chart }: Measure, month: string, format: Format): ChangeDescription | undefined {
  const pair = monthOverMonth(chart, month);
  if (pair === undefined) {
    return undefined;
  }
  const months = formatText(texts.vs, monthDays(pair.after, format), monthDays(pair.before, format));
  if (pair.change === undefined) {
    const text = formatText(texts.tooFewDaysForMonths, months);
    return { direction: 0, text, detail: '', remarks: [], title: text };
  }
  const leftOut = [pair.before, pair.after].flatMap((days) => unknownDaysText(days, format) ?? []);
  return describeMonthChange(months, pair.change, chart.unit, leftOut, format);
}

/** How many days of a month have no data; `undefined` where all have. */
function unknownDaysText({ firstDay, values }: DailyValues, format: Format): string | undefined {
  const unknown = values.filter((value) => value === null).length;
  return unknown === 0 ? undefined : format.plural(texts.monthDaysUnknown, unknown, format.month(firstDay));
}

/** `November`; where it is not all of the month, `November 1 – 26`. */
function monthDays({ firstDay, values }: DailyValues, format: Format): string {
  const last = addDays(firstDay, values.length - 1);
  return isMonthEnd(last) ? format.month(firstDay) : format.monthDays(firstDay, last);
}

/** The facts as lines of text, for a picture; what is to be known of several is in a line at the end, once. */
export function changeFactTexts(measures: readonly Measure[], overlay: Overlay, format: Format): readonly string[] {
  const facts = changeFacts(measures, overlay, format);
  const lines = facts.map(({ name, text, detail }) => {
    const change = detail === '' ? text : formatText(texts.changeWithDetail, text, detail);
    return name === undefined ? change : formatText(texts.pointText, name, change);
  });
  const remarks = [...new Set(facts.flatMap((fact) => fact.remarks))];
  return remarks.length === 0 ? lines : [...lines, remarks.join(' ')];
}
