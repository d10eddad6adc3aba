import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { DatedValue, SeriesPicture } from '../../../src/shared/report.js';
import { addDays, isWeekend } from '../days.js';
import type { Format } from '../format.js';
import { strings } from '../strings.js';
import { clipped } from '../table/cells.js';
import { cardHead } from './card.js';
import { measureName } from './chart.js';
import { nearestPoint, sparkline, type Sparkline } from './geometry.js';
import { dot, type PlotPoints } from './plot.js';

/** Whether a measure is in the large chart, and how it gets in and out. */
export interface Picking {
  readonly picked: boolean;
  readonly toggle: () => void;
}

/** A measure over time: latest value, change, line with gaps, extremes. */
export function seriesCard(picture: SeriesPicture, format: Format, picking: Picking): TemplateResult {
  const name = measureName(picture);
  if (picture.latest === null) {
    return html`${cardHead(picture.column, picture.key)}
      <p class="card-empty">${strings.noValues}</p>`;
  }
  const spark = sparkline(picture.values);
  const { latest, unit } = picture;
  return html`
    <div class="card-head-line">
      ${cardHead(picture.column, picture.key)}
      <button
        class="icon-button"
        aria-pressed=${picking.picked ? 'true' : 'false'}
        aria-label=${strings.showLarge(clipped(name, 200))}
        title=${picking.picked ? strings.removeFromChart(clipped(name, 200)) : strings.showLarge(clipped(name, 200))}
        data-testid="pick"
        @click=${picking.toggle}
      >
        <span class="codicon codicon-graph-line" aria-hidden="true"></span>
      </button>
    </div>
    <p class="latest" title=${`${format.exact(latest.value, unit)}, ${format.day(latest.date)}`}>
      <span class="visually-hidden">${strings.latest}</span>
      <span class="latest-value">${format.value(latest.value, unit)}</span>
      <span class="latest-day">${strings.latestOn(format.shortDay(latest.date))}</span>
    </p>
    <report-plot
      .label=${strings.explore(name)}
      .points=${points(picture, spark, format)}
      .picture=${drawing(picture, spark)}
      .idle=${changeLine(picture, format)}
    ></report-plot>
    <dl class="extremes">
      ${extreme(strings.minimum, picture.min, picture, format)} ${extreme(strings.maximum, picture.max, picture, format)}
    </dl>
  `;
}

function points(picture: SeriesPicture, spark: Sparkline, format: Format): PlotPoints {
  const { values, firstDay, unit } = picture;
  return {
    count: values.length,
    position: (index) => spark.x(index) / 100,
    marks: (index) => {
      const value = values[index];
      return typeof value === 'number' ? [{ level: spark.y(value) / 100 }] : [];
    },
    at: (fraction) => nearestPoint(fraction, values.length),
    describe: (index) => {
      const value = values[index];
      return strings.pointText(format.day(addDays(firstDay, index)), typeof value === 'number' ? format.exact(value, unit) : undefined);
    },
  };
}

function drawing(picture: SeriesPicture, spark: Sparkline): SVGTemplateResult {
  const { values, firstDay } = picture;
  const half = values.length < 2 ? 0 : 50 / (values.length - 1);
  // Half a year of weekends would be a comb, not a help.
  const weekends =
    values.length > 95 ? [] : values.flatMap((_, index) => (isWeekend(addDays(firstDay, index)) ? [index] : []));
  const last = lastKnown(values);
  return svg`
    ${weekends.map((index) => {
      const left = Math.max(0, spark.x(index) - half);
      return svg`<rect class="weekend" x=${left} y="0" width=${Math.min(100, spark.x(index) + half) - left} height="100" />`;
    })}
    ${spark.area === undefined ? nothing : svg`<path class="series-area" d=${spark.area} />`}
    <path class="series-line" d=${spark.line} />
    ${spark.isolated.map((index) => dot(spark.x(index), spark.y(values[index] ?? 0), 'series-point'))}
    ${last === undefined ? nothing : dot(spark.x(last.index), spark.y(last.value), 'series-end')}
  `;
}

function changeLine(picture: SeriesPicture, format: Format): unknown {
  const { change, unit } = picture;
  if (change === null) {
    return nothing;
  }
  if (change.absolute === 0) {
    return html`<span class="change">${strings.noChange}</span>`;
  }
  const text = strings.change(format.signed(change.absolute, unit), change.ratio === null ? undefined : format.signedPercent(change.ratio));
  return html`<span class="change" title=${text}
    ><span class="change-mark" aria-hidden="true">${change.absolute > 0 ? '▲' : '▼'}</span> ${text}</span
  >`;
}

function extreme(term: string, value: DatedValue | null, picture: SeriesPicture, format: Format): unknown {
  return value === null
    ? nothing
    : html`<div title=${`${term}: ${strings.valueOn(format.exact(value.value, picture.unit), format.day(value.date))}`}>
        <dt>${term}</dt>
        <dd><b>${format.value(value.value, picture.unit)}</b> <span class="extreme-day">${format.shortDay(value.date)}</span></dd>
      </div>`;
}

function lastKnown(values: readonly (number | null)[]): { index: number; value: number } | undefined {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index];
    if (typeof value === 'number') {
      return { index, value };
    }
  }
  return undefined;
}
