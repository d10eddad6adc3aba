import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { DaysChart, HistogramChart } from '../../../../src/shared/report.js';
import { addDays } from '../../../../src/base/dates.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { rowsInRange } from '../../base/format/ranges.js';
import { texts } from '../../base/texts.js';
import { chartTitle } from '../measures/chartNames.js';
import { cardHeadWith } from './cardHead.js';
import { columnIndexAt } from '../drawing/sparkline.js';
import type { PlotPoints } from '../drawing/plot.js';

/** How the numbers of a column are spread: their sum, a column chart, and the values in the middle and at the ends. */
export function histogramCard(chart: HistogramChart, format: Format, tools: unknown): TemplateResult {
  const { unit } = chart;
  const facts = rowFacts(chart.count, chart.blank, format);
  const value = (term: string, number: number) => html`
    <div title=${`${term}: ${format.exact(number, unit)}`}>
      <dt>${term}</dt>
      <dd><b>${format.value(number, unit)}</b></dd>
    </div>
  `;
  return html`
    ${cardHeadWith(chartTitle(chart), tools)}
    <p class="latest" title=${`${texts.sum}: ${format.exact(chart.sum, unit)}`}>
      <span class="latest-value">${format.value(chart.sum, unit)}</span>
      <span class="latest-day">${texts.sumOfAll}</span>
    </p>
    ${columns(
      chartTitle(chart),
      chart.bins.map((bin) => bin.count),
      (index) => {
        const bin = chart.bins[index];
        return bin === undefined
          ? ''
          : rowsInRange(format.value(bin.from, unit), format.value(bin.to, unit), bin.count, format);
      },
      html`<span class="change" title=${facts}>${facts}</span>`,
    )}
    <dl class="extremes three">
      ${value(texts.minimum, chart.min)} ${value(texts.median, chart.median)} ${value(texts.maximum, chart.max)}
    </dl>
  `;
}

/** How the days of a date column are spread. */
export function daysCard(chart: DaysChart, format: Format, tools: unknown): TemplateResult {
  const count = chart.counts.reduce((sum, value) => sum + value, 0);
  return html`
    ${cardHeadWith(chartTitle(chart), tools)}
    <p class="latest">
      <span class="latest-value">${format.day(chart.last)}</span> <span class="latest-day">${texts.latestDay}</span>
    </p>
    ${columns(
      chartTitle(chart),
      chart.counts,
      (index) => {
        const from = addDays(chart.first, index * chart.bucketDays);
        const to = addDays(from, chart.bucketDays - 1);
        const rows = chart.counts[index] ?? 0;
        return rowsInRange(format.day(from), format.day(to < chart.last ? to : chart.last), rows, format);
      },
      html`<span class="axis-ends"
        ><span>${format.day(chart.first)}</span><span>${format.day(chart.last)}</span></span
      >`,
    )}
    <p class="card-foot">${rowFacts(count, chart.blank, format)}</p>
  `;
}

export function rowFacts(withValue: number, blank: number, format: Format): string {
  const facts = [format.plural(texts.rowsWithValue, withValue)];
  return (blank > 0 ? [...facts, formatText(texts.blankRows, format.count(blank))] : facts).join(' · ');
}

function columns(
  name: string,
  counts: readonly number[],
  describe: (index: number) => string,
  idle: TemplateResult,
): unknown {
  if (counts.length === 0) {
    return nothing;
  }
  const largest = Math.max(...counts, 1);
  // Few rows among many must still be seen.
  const height = (count: number) => (count === 0 ? 0 : Math.max(3, (count / largest) * 92));
  const points: PlotPoints = {
    count: counts.length,
    position: (index) => (index + 0.5) / counts.length,
    marks: (index) => [{ level: 1 - height(counts[index] ?? 0) / 100 }],
    at: (fraction) => columnIndexAt(fraction, counts.length),
    describe,
  };
  return html`<report-plot
    .label=${formatText(texts.distributionOf, name)}
    .points=${points}
    .chart=${drawing(counts, height)}
    .idle=${idle}
  ></report-plot>`;
}

function drawing(counts: readonly number[], height: (count: number) => number): SVGTemplateResult {
  const slot = 100 / counts.length;
  const gap = counts.length > 40 ? 0 : slot * 0.15;
  return svg`
    ${counts.map((count, index) => {
      const tall = height(count);
      return svg`<rect class="column" x=${index * slot + gap / 2} y=${100 - tall} width=${slot - gap} height=${tall} />`;
    })}
    <path class="baseline" d="M0 100H100" />
  `;
}
