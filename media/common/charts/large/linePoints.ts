import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import type { Unit } from '../../../../src/shared/report.js';
import { daysBetween } from '../../../../src/shared/format/days.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import type { ChartLayout } from '../../../../src/shared/charts/chartLayout.js';
import type { PlotPoints } from '../drawing/plot.js';
import { nearestPoint } from '../drawing/sparkline.js';
import { isByDayOfMonth } from '../measures/overlays.js';
import { lineName, type MeasureLine } from '../measures/measureLines.js';
import { stepText } from '../measures/stepText.js';

/** What the large chart's crosshair stops at and says: every day, week or month with the values of all lines. */
export function linePoints(layout: ChartLayout<MeasureLine>, overlay: Overlay, format: Format): PlotPoints {
  const { step, dayAt, dayCount, lines, x } = layout;
  return {
    count: dayCount,
    position: (day) => x(day) / 100,
    marks: (day) =>
      lines.flatMap(({ y, series }) => {
        const level = y(day);
        return level === undefined
          ? []
          : [{ level: level / 100, className: `line-${series.look}${series.isPrevious ? ' previous' : ''}` }];
      }),
    at: (fraction) => nearestPoint(fraction, dayCount),
    describe: (day) => {
      // A month has no such day where the one before is longer: only days that there are have a date.
      const own = isByDayOfMonth(overlay) ? lines.filter(({ series }) => day < series.values.length) : lines;
      const values = own.map(({ series, value }) => {
        const known = value(day);
        const text = known === null ? texts.blank : valueWithExact(known, series.unit, format);
        const name = lineName(series);
        return series.isPrevious || isByDayOfMonth(overlay)
          ? formatText(texts.previousValue, name, format.day(dayOfLine(series, dayAt(day))), text)
          : `${name} ${text}`;
      });
      const text = values.join(' · ');
      return isByDayOfMonth(overlay) ? text : formatText(texts.pointText, stepText(step, dayAt(day), format), text);
    },
  };
}

/** The day that a value is of, where it stands under `day`. */
function dayOfLine({ firstDay, actualFirstDay }: MeasureLine, day: IsoDate): IsoDate {
  return addDays(actualFirstDay, daysBetween(firstDay, day));
}

/** `110 h (397,735 seconds)`; a plain count stands for itself. */
function valueWithExact(value: number, unit: Unit, format: Format): string {
  const [human, exact] = [format.value(value, unit), format.exact(value, unit)];
  return human === exact ? exact : `${human} (${exact})`;
}
