import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { SeriesPicture } from '../../../src/shared/report.js';
import { addDays, averages, roundedAverage } from '../base/days.js';
import type { Format } from '../base/format.js';
import { strings } from '../base/strings.js';
import { isolated } from '../base/cells.js';
import { cardHead } from './card.js';
import { weekendBands } from './chartGeometry.js';
import { nearestPoint, sparkline, type Sparkline } from './geometry.js';
import { changeFact, directionMark, latestText } from './lineFacts.js';
import { measureName } from './names.js';
import { dot, type PlotPoints } from './plot.js';

/** Whether a measure is in the large chart, and how it gets in and out. */
export interface Picking {
  readonly picked: boolean;
  readonly toggle: () => void;
}

/** A measure over time: latest value, line with gaps, change, averages. Every line of it has its place, whatever is known. */
export function seriesCard(picture: SeriesPicture, whole: SeriesPicture | undefined, format: Format, picking: Picking, menu: unknown): TemplateResult {
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
      <span class="card-tools">
        <button
          class="icon-button"
          aria-pressed=${picking.picked ? 'true' : 'false'}
          aria-label=${strings.showLarge(isolated(name, 200))}
          title=${picking.picked ? strings.removeFromChart(isolated(name, 200)) : strings.showLarge(isolated(name, 200))}
          data-testid="pick"
          @click=${picking.toggle}
        >
          <span class="codicon codicon-graph-line" aria-hidden="true"></span>
        </button>
        ${menu}
      </span>
    </div>
    <p class="latest" title=${`${format.exact(latest.value, unit)}, ${format.day(latest.date)}`}>
      <span class="visually-hidden">${strings.latest}</span>
      <span class="latest-value">${format.value(latest.value, unit)}</span>
      <span class="latest-day">${latestText(latest, whole, format)}</span>
    </p>
    <report-plot
      .label=${strings.explore(name)}
      .points=${points(picture, spark, format)}
      .picture=${drawing(picture, spark)}
      .idle=${changeLine(picture, format)}
    ></report-plot>
    ${averageLine(picture, format)}
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

function drawing({ values, firstDay }: SeriesPicture, spark: Sparkline): SVGTemplateResult {
  const last = lastKnown(values);
  return svg`
    ${weekendBands(firstDay, values.length).map(({ left, width }) => svg`<rect class="weekend" x=${left} y="0" width=${width} height="100" />`)}
    ${spark.area === undefined ? nothing : svg`<path class="series-area" d=${spark.area} />`}
    <path class="series-line" d=${spark.line} />
    ${spark.isolated.map((index) => dot(spark.x(index), spark.y(values[index] ?? 0), 'series-point'))}
    ${last === undefined ? nothing : dot(spark.x(last.index), spark.y(last.value), 'series-end')}
  `;
}

function changeLine(picture: SeriesPicture, format: Format): unknown {
  const change = changeFact(picture, format);
  if (change === undefined) {
    return nothing;
  }
  const { direction, text, title } = change;
  const mark = direction === 0 ? nothing : html`<span class="change-mark" aria-hidden="true">${directionMark(direction)}</span> `;
  return html`<span class="change" title=${title} data-testid="change">${mark}${text}</span>`;
}

function averageLine(picture: SeriesPicture, format: Format): TemplateResult {
  const { weekdays, weekends } = averages(picture.firstDay, picture.values);
  const average = (term: string, value: number | undefined) => html`
    <div title=${`${term}: ${value === undefined ? strings.blank : format.exact(roundedAverage(value), picture.unit)}, ${strings.perDay}`}>
      <dt>${term}</dt>
      <dd>
        ${value === undefined
          ? html`<span class="blank" aria-hidden="true">${strings.blankMark}</span><span class="visually-hidden">${strings.blank}</span>`
          : html`<b>${format.brief(roundedAverage(value), picture.unit)}</b>`}
      </dd>
    </div>
  `;
  return html`<dl class="extremes averages">${average(strings.weekdaysShort, weekdays)} ${average(strings.weekendsShort, weekends)}</dl>`;
}

function lastKnown(values: readonly (number | null)[]): { index: number; value: number } | undefined {
  const index = values.findLastIndex((value) => value !== null);
  const value = values[index];
  return typeof value === 'number' ? { index, value } : undefined;
}
