import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { DailyMeasure } from '../../../../src/shared/dailyMeasure.js';
import { lastKnownIndex } from '../../../../src/shared/charts/knownValues.js';
import { sparkline, type Sparkline, type SparklineFacts } from './sparkline.js';
import { linePath } from '../../../../src/shared/charts/svgPaths.js';
import { dot } from './plot.js';
import { movingAverages } from '../../../../src/shared/charts/movingAverages.js';

type Values = readonly (number | null)[];

/** The days of a measure as a thin line, their seven-day mean as a bold one over the same axis. */
export function trendSparkline({ values }: DailyMeasure): TemplateResult {
  const days = sparkline(values);
  const means = meansOf(values);
  return html`
    <svg class="spark" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${areaOf(days)}
      <path class="series-line" d=${days.line} />
      ${days.isolated.map((index) => dot(days.x(index), days.y(values[index] ?? 0), 'series-point'))}
      ${means === undefined ? nothing : svg`<path class="series-line mean" d=${pathOnAxes(means, days)} />`}
      ${endOf(values, days)}
    </svg>
  `;
}

/** The same in the height of a line of text: only where it is heading. */
export function smallTrendSparkline({ values }: DailyMeasure): TemplateResult {
  const means = meansOf(values);
  const shown = means ?? values;
  const line = sparkline(shown);
  return html`
    <svg class="spark small" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${areaOf(line)}
      <path class="series-line ${means === undefined ? '' : 'mean'}" d=${line.line} />
      ${endOf(shown, line)}
    </svg>
  `;
}

export function trendFacts({ values }: DailyMeasure): SparklineFacts {
  return { hasMean: meansOf(values) !== undefined, isCut: sparkline(values).begins !== undefined };
}

export function smallTrendFacts({ values }: DailyMeasure): SparklineFacts {
  const means = meansOf(values);
  return { hasMean: means !== undefined, isCut: sparkline(means ?? values).begins !== undefined };
}

/** Undefined where too few days are known for any. */
function meansOf(values: Values): Values | undefined {
  const means = movingAverages(values);
  return means.some((mean) => mean !== null) ? means : undefined;
}

function areaOf({ area }: Sparkline): SVGTemplateResult | typeof nothing {
  return area === undefined ? nothing : svg`<path class="series-area" d=${area} />`;
}

function endOf(values: Values, axes: Sparkline): SVGTemplateResult | typeof nothing {
  const last = lastKnownIndex(values);
  return last === undefined ? nothing : dot(axes.x(last), axes.y(values[last] ?? 0), 'series-end');
}

/** A path over the axes of another line. */
function pathOnAxes(values: Values, axes: Sparkline): string {
  return linePath(values.map((value, index) => (value === null ? undefined : { x: axes.x(index), y: axes.y(value) })));
}
