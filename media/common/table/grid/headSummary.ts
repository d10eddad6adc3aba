import { html, svg, type TemplateResult } from 'lit';
import type { ColumnFilter, ColumnInfo } from '../../../../src/shared/report.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import { addDays } from '../../../../src/base/dates.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { rowsInRange } from '../../base/format/ranges.js';
import { texts } from '../../base/texts.js';
import { isSameFilter } from '../filters/filters.js';
import type { DistributionChart } from './distributions.js';
import { unitOf } from '../../../../src/shared/measures.js';
import { valueLabel } from '../filters/valueLabel.js';

/** Values of a text column that its header names. */
const MAX_NAMED_VALUES = 2;

/** A part of a column's values that its header draws, and the filter that leaves just that. */
interface Part {
  readonly text: string;
  readonly rows: number;
  /** Of all rows, from 0 to 1. */
  readonly share: number;
  /** None where the value is only known by its beginning. */
  readonly filter?: ColumnFilter;
}

/** What a column's header draws of it. */
export interface HeadSummary {
  readonly kind: 'columns' | 'lines' | 'concealed';
  readonly parts: readonly Part[];
  /** One line below: the share of blanks, or what else tells most. */
  readonly caption: string;
  /** Set where the caption is about blank cells. */
  readonly blank?: ColumnFilter;
  /** All of it in words. */
  readonly description: string;
}

/**
 * What the header of `column` (at `index`) shows, where there is something to show.
 *
 * @param rowCount rows that the chart counts
 */
export function headSummary(
  chart: DistributionChart | undefined,
  column: ColumnInfo,
  index: number,
  rowCount: number,
  format: Format,
): HeadSummary | undefined {
  if (column.concealed === true) {
    return { kind: 'concealed', parts: [], caption: texts.concealed, description: texts.concealedColumn };
  }
  if (chart === undefined) {
    return undefined;
  }
  const parts = partsOf(chart, column, index, format).map((part) => ({
    ...part,
    share: rowCount === 0 ? 0 : Math.min(1, part.rows / rowCount),
  }));
  const share = rowCount === 0 ? 0 : chart.blank / rowCount;
  const blankText = formatText(texts.blankShare, format.percent(share));
  const other = otherFact(chart, column, 'value', format);
  return {
    kind: chart.kind === 'topValues' ? 'lines' : 'columns',
    parts,
    // A header has room for a number, not for hours with minutes: the description has it whole.
    caption: chart.blank > 0 ? blankText : otherFact(chart, column, 'brief', format),
    ...(chart.blank > 0 ? { blank: { column: index, kind: 'blank' } } : {}),
    description: [other, ...(chart.blank > 0 ? [blankText] : [])].join(', '),
  };
}

function partsOf(chart: DistributionChart, column: ColumnInfo, index: number, format: Format): Omit<Part, 'share'>[] {
  switch (chart.kind) {
    case 'topValues':
      return chart.values.slice(0, MAX_NAMED_VALUES).map(({ label, count, cut }) => ({
        text: valueLabel(label, column, format),
        rows: count,
        ...(cut === true ? {} : { filter: { column: index, kind: 'values', values: [label] } }),
      }));
    case 'histogram': {
      const unit = unitOf(column);
      const whole = [chart.min, chart.max, chart.sum].every(Number.isInteger);
      return chart.bins.map(({ from, to, count }, bin) => {
        const isLast = bin === chart.bins.length - 1;
        // A bin ends before the next one begins; a filter's bounds both count in.
        const [low, high] = whole ? [Math.ceil(from), isLast ? to : Math.ceil(to) - 1] : [from, to];
        return {
          text: rowsInRange(format.value(low, unit), format.value(Math.max(low, high), unit), count, format),
          rows: count,
          filter: { column: index, kind: 'range', from: low, to: Math.max(low, high) },
        };
      });
    }
    case 'days':
      return chart.counts.map((count, bucket) => {
        const from = addDays(chart.first, bucket * chart.bucketDays);
        const end = addDays(from, chart.bucketDays - 1);
        const to = end < chart.last ? end : chart.last;
        return {
          text: rowsInRange(format.day(from), format.day(to), count, format),
          rows: count,
          filter: { column: index, kind: 'days', from, to },
        };
      });
  }
}

function otherFact(chart: DistributionChart, column: ColumnInfo, how: 'value' | 'brief', format: Format): string {
  switch (chart.kind) {
    case 'topValues':
      return format.plural(texts.values, chart.distinct);
    case 'histogram':
      return formatText(texts.medianOf, format[how](chart.median, unitOf(column)));
    case 'days':
      return formatText(texts.sinceDay, format.day(chart.first));
  }
}

/**
 * Draws a summary. For eyes and pointers only: to everybody else the header says it in words, and the filter menu offers the same.
 *
 * @param set the column's filter at present
 */
export function headSummaryView(
  summary: HeadSummary,
  set: ColumnFilter | undefined,
  toggle: (filter: ColumnFilter) => void,
): TemplateResult {
  if (summary.kind === 'concealed') {
    return html`<div class="head-summary" aria-hidden="true"><span class="head-badge">${summary.caption}</span></div>`;
  }
  const { blank } = summary;
  const isSet = (filter: ColumnFilter | undefined) =>
    filter !== undefined && set !== undefined && isSameFilter(filter, set);
  return html`
    <div class="head-summary" aria-hidden="true">
      ${summary.kind === 'columns' ? columnsView(summary.parts, set, isSet, toggle) : linesView(summary.parts, set, isSet, toggle)}
      <span
        class="head-caption ${blank === undefined ? '' : 'clickable'} ${blank !== undefined && isSet(blank) ? 'set' : ''}"
        title=${summary.description}
        @click=${() => blank !== undefined && toggle(blank)}
        >${summary.caption}</span
      >
    </div>
  `;
}

type IsSet = (filter: ColumnFilter | undefined) => boolean;

function columnsView(
  parts: readonly Part[],
  set: ColumnFilter | undefined,
  isSet: IsSet,
  toggle: (filter: ColumnFilter) => void,
): TemplateResult {
  const largest = parts.reduce((max, { rows }) => Math.max(max, rows), 1);
  const slot = 100 / Math.max(1, parts.length);
  const gap = parts.length > 30 ? 0 : slot * 0.15;
  return html`
    <svg class="head-chart" viewBox="0 0 100 100" preserveAspectRatio="none" focusable="false">
      ${parts.map(({ rows, filter, text }, index) => {
        const tall = rows === 0 ? 0 : Math.max(5, (rows / largest) * 96);
        const dim = set !== undefined && !covers(set, filter);
        return svg`
          <g class="head-part ${isSet(filter) ? 'set' : ''} ${dim ? 'dim' : ''}" @click=${() => rows > 0 && filter !== undefined && toggle(filter)}>
            <title>${text}</title>
            <rect class="head-slot" x=${index * slot} y="0" width=${slot} height="100" />
            <rect class="column" x=${index * slot + gap / 2} y=${100 - tall} width=${slot - gap} height=${tall} />
          </g>`;
      })}
      <path class="baseline" d="M0 100H100" />
    </svg>
  `;
}

function linesView(
  parts: readonly Part[],
  set: ColumnFilter | undefined,
  isSet: IsSet,
  toggle: (filter: ColumnFilter) => void,
): TemplateResult {
  return html`<span class="head-lines">
    ${parts.map(
      ({ text, rows, share, filter }) => html`
        <span
          class="head-value ${filter === undefined ? '' : 'clickable'} ${isSet(filter) ? 'set' : ''} ${set !== undefined && !covers(set, filter) ? 'dim' : ''}"
          title=${filter === undefined ? formatText(texts.cutValue, text) : `${text}: ${rows}`}
          @click=${() => filter !== undefined && toggle(filter)}
        >
          <span class="head-value-fill" ${cssProperties({ width: `${share * 100}%` })}></span>
          <span class="head-value-text">${text}</span>
        </span>
      `,
    )}
  </span>`;
}

/** Whether a part's rows are among those that a filter lets pass, as far as that can be told from the two filters. */
function covers(set: ColumnFilter, part: ColumnFilter | undefined): boolean {
  if (set.kind === 'notBlank') {
    return true;
  }
  if (part === undefined) {
    return false;
  }
  if (set.kind === 'values' && part.kind === 'values') {
    return part.values.every((value) => set.values.includes(value));
  }
  if (set.kind === 'range' && part.kind === 'range') {
    return (part.to ?? Infinity) >= (set.from ?? -Infinity) && (part.from ?? -Infinity) <= (set.to ?? Infinity);
  }
  if (set.kind === 'days' && part.kind === 'days') {
    return (part.to ?? '~') >= (set.from ?? '') && (part.from ?? '') <= (set.to ?? '~');
  }
  return false;
}
