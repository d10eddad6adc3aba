import { html, nothing, svg, type TemplateResult } from 'lit';
import type { DailyMeasure } from '../../../../src/shared/pages/dailyMeasure.js';
import { lastKnownIndex } from './knownValues.js';
import { sparkline, type Sparkline } from './sparkline.js';
import { linePath } from './svgPaths.js';
import { dot } from './plot.js';
import { movingAverages } from './movingAverages.js';

/** The days of a measure as a faint line, their seven-day mean as a strong one. Decoration: what matters is said in words beside it. */
export function trendSparkline(measure: DailyMeasure): TemplateResult {
  const { values } = measure;
  const days = sparkline(values);
  const means = movingAverages(values);
  const smooth = means.some((mean) => mean !== null) ? pathOnAxes(means, days) : undefined;
  const last = lastKnownIndex(values);
  return html`
    <svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${days.area === undefined ? nothing : svg`<path class="series-area" d=${days.area} />`}
      <path class="series-line ${smooth === undefined ? '' : 'faint'}" d=${days.line} />
      ${days.isolated.map((index) => dot(days.x(index), days.y(values[index] ?? 0), 'series-point'))}
      ${smooth === undefined ? nothing : svg`<path class="series-line" d=${smooth} />`}
      ${last === undefined ? nothing : dot(days.x(last), days.y(values[last] ?? 0), 'series-end')}
    </svg>
  `;
}

/** The same in the height of a line of text: only where it is heading. */
export function smallTrendSparkline({ values }: DailyMeasure): TemplateResult {
  const means = movingAverages(values);
  const shown = means.some((mean) => mean !== null) ? means : values;
  const line = sparkline(shown);
  const last = lastKnownIndex(shown);
  return html`
    <svg class="spark small" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="series-line" d=${line.line} />
      ${last === undefined ? nothing : dot(line.x(last), line.y(shown[last] ?? 0), 'series-end')}
    </svg>
  `;
}

/** A path over the axes of another line. */
function pathOnAxes(values: readonly (number | null)[], axes: Sparkline): string {
  return linePath(values.map((value, index) => (value === null ? undefined : { x: axes.x(index), y: axes.y(value) })));
}
