import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { SeriesChart, Unit } from '../../../../src/shared/report.js';
import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import { averages, roundedAverage } from '../../../../src/shared/format/days.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { isolated } from '../../base/format/formatCell.js';
import { cardHead } from './cardHead.js';
import { weekendBands } from '../../../../src/shared/charts/weekendBands.js';
import { lastKnownIndex } from '../../../../src/shared/charts/knownValues.js';
import { nearestPoint, sparkline, type Sparkline } from '../drawing/sparkline.js';
import { weeksChange } from '../../../../src/shared/weeksChange.js';
import { describeChange } from '../measures/describeChange.js';
import { directionMark } from '../../../../src/shared/format/directionMark.js';
import { latestText } from '../measures/latestText.js';
import { chartTitle, measureLabel } from '../measures/chartNames.js';
import { smoothedValues } from '../measures/smoothedValues.js';
import { dot, type PlotPoints } from '../drawing/plot.js';

/** Whether a measure is in the large chart, and how it gets in and out. */
export interface Picking {
  readonly picked: boolean;
  /** Why it can't get in. */
  readonly refusal: string | undefined;
  readonly toggle: () => void;
}

/** A measure over time: latest value, line with gaps, change, averages. Every line of it has its place, whatever is known. */
export function seriesCard(
  chart: SeriesChart,
  whole: SeriesChart | undefined,
  format: Format,
  picking: Picking,
  menu: unknown,
): TemplateResult {
  const name = measureLabel(chart);
  if (chart.latest === null) {
    return html`${cardHead(chartTitle(chart), chart.key)}
      <p class="card-empty">${texts.noValues}</p>`;
  }
  const smoothed = smoothedValues(chart);
  const drawn = smoothed ?? chart.values;
  const trendSparkline = sparkline(drawn);
  const { latest, unit } = chart;
  return html`
    <div class="card-head-line">
      ${cardHead(chartTitle(chart), chart.key)}
      <span class="card-tools">
        <button
          class="icon-button"
          aria-pressed=${picking.picked ? 'true' : 'false'}
          aria-label=${formatText(texts.addToChart, isolated(name, 200))}
          aria-disabled=${picking.refusal === undefined ? nothing : 'true'}
          title=${picking.refusal ?? formatText(picking.picked ? texts.removeFromChart : texts.addToChart, isolated(name, 200))}
          data-testid="pick"
          @click=${() => picking.refusal === undefined && picking.toggle()}
        >
          <span class="codicon codicon-graph-line" aria-hidden="true"></span>
        </button>
        ${menu}
      </span>
    </div>
    <p class="latest" title=${`${format.exact(latest.value, unit)}, ${format.day(latest.date)}`}>
      <span class="visually-hidden">${texts.latest}</span>
      <span class="latest-value">${format.value(latest.value, unit)}</span>
      <span class="latest-day">${latestText(latest, whole, format)}</span>
    </p>
    <report-plot
      .label=${plotLabel(name, smoothed !== undefined, trendSparkline, unit, format)}
      .points=${points(chart, smoothed, trendSparkline, format)}
      .chart=${drawing(chart.firstDay, drawn, trendSparkline)}
      .idle=${changeLine(chart, format)}
    ></report-plot>
    ${averageLine(chart, format)}
  `;
}

/** What the line shows, and where its axis begins if that is not 0. */
function plotLabel(name: string, isSmoothed: boolean, { begins }: Sparkline, unit: Unit, format: Format): string {
  const shown = isSmoothed ? formatText(texts.measureFigure, name, texts.figures.average) : name;
  return [
    formatText(texts.by.day, shown),
    ...(begins === undefined ? [] : [formatText(texts.axisBegins, format.value(begins, unit))]),
  ].join(' · ');
}

function points(
  chart: SeriesChart,
  smoothed: readonly (number | null)[] | undefined,
  trendSparkline: Sparkline,
  format: Format,
): PlotPoints {
  const { values, firstDay, unit } = chart;
  const drawn = smoothed ?? values;
  return {
    count: values.length,
    position: (index) => trendSparkline.x(index) / 100,
    marks: (index) => {
      const value = drawn[index];
      return typeof value === 'number' ? [{ level: trendSparkline.y(value) / 100 }] : [];
    },
    at: (fraction) => nearestPoint(fraction, values.length),
    describe: (index) => {
      const [value, average] = [values[index], smoothed?.[index]];
      const text = [
        typeof value === 'number' ? format.exact(value, unit) : texts.blank,
        ...(typeof average === 'number' ? [`${texts.figures.average} ${format.exact(average, unit)}`] : []),
      ].join(' · ');
      return formatText(texts.pointText, format.day(addDays(firstDay, index)), text);
    },
  };
}

function drawing(firstDay: IsoDate, values: readonly (number | null)[], trendSparkline: Sparkline): SVGTemplateResult {
  const last = lastKnownIndex(values);
  return svg`
    ${weekendBands(firstDay, values.length).map(({ left, width }) => svg`<rect class="weekend" x=${left} y="0" width=${width} height="100" />`)}
    ${trendSparkline.area === undefined ? nothing : svg`<path class="series-area" d=${trendSparkline.area} />`}
    <path class="series-line" d=${trendSparkline.line} />
    ${trendSparkline.isolated.map((index) => dot(trendSparkline.x(index), trendSparkline.y(values[index] ?? 0), 'series-point'))}
    ${last === undefined ? nothing : dot(trendSparkline.x(last), trendSparkline.y(values[last] ?? 0), 'series-end')}
  `;
}

function changeLine(chart: SeriesChart, format: Format): unknown {
  const change = weeksChange(chart);
  if (change === undefined) {
    return nothing;
  }
  const { direction, text, title } = describeChange(change, chart.unit, format);
  const mark =
    direction === 0 ? nothing : html`<span class="change-mark" aria-hidden="true">${directionMark(direction)}</span> `;
  return html`<span class="change" title=${title} data-testid="change">${mark}${text}</span>`;
}

function averageLine(chart: SeriesChart, format: Format): TemplateResult {
  const { weekdays, weekends } = averages(chart.firstDay, chart.values);
  const average = (term: string, value: number | undefined) => html`
    <div
      title=${formatText(texts.averageHint, term, value === undefined ? texts.blank : format.exact(roundedAverage(value), chart.unit))}
    >
      <dt>${term}</dt>
      <dd>
        ${
          value === undefined
            ? html`<span class="blank" aria-hidden="true">${BLANK_MARK}</span
                ><span class="visually-hidden">${texts.blank}</span>`
            : html`<b>${format.brief(roundedAverage(value), chart.unit)}</b>`
        }
      </dd>
    </div>
  `;
  return html`<dl class="extremes averages">
    ${average(texts.weekdays, weekdays)} ${average(texts.weekends, weekends)}
  </dl>`;
}
