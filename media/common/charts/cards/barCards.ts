import { html, nothing, type TemplateResult } from 'lit';
import type { CommonTexts } from '../../../../src/shared/pages/commonTexts.js';
import type { BarsChart, ColumnInfo, SharesChart, TopValuesChart } from '../../../../src/shared/report.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { ownText, truncate } from '../../base/format/formatCell.js';
import { cardHeadWith } from './cardHead.js';
import { chartTitle } from '../measures/chartNames.js';

/** One bar in words and numbers, for the card and for a file of it. */
export interface BarRow {
  readonly label: string;
  /** `null` where the cell is blank. */
  readonly value: number | null;
  /** What the value is a part of, where it is. */
  readonly whole?: number | null;
  readonly text: string;
  readonly title: string;
  readonly share?: string;
}

export interface BarCardOptions {
  /** Name of the card if the chart itself has no name. */
  readonly name: string;
  readonly format: Format;
  readonly tools?: unknown;
  /** Whose it is, where another one stands beside it. */
  readonly source?: string;
  /** What the longest bar stands for, where several cards have one scale. */
  readonly largest?: number;
}

/**
 * Bars that belong together. Without shares, because mostly people are counted, and the same person counts in several bars.
 */
export function barsCard(chart: BarsChart, { name, format, tools, source, largest }: BarCardOptions): TemplateResult {
  return html`${cardHeadWith(chart.label === '' ? name : chart.label, tools, source)}
  ${barList(barRows(chart, format), 'whole-labels', largest)}
  ${chart.of === undefined ? nothing : html`<p class="card-foot">${barFacts(chart, format)}</p>`}`;
}

/** What bars are shares of, where they are. */
export function barFacts({ of }: BarsChart, format: Format): string {
  return of === undefined ? '' : format.plural(texts.sharesOf, of);
}

export function barRows({ bars, unit, of }: BarsChart, format: Format): readonly BarRow[] {
  return bars.map(({ label, value }) => ({
    label,
    value,
    text: value === null ? BLANK_MARK : format.value(value, unit),
    title: value === null ? `${label}: ${texts.blank}` : `${label}: ${format.exact(value, unit)}`,
    ...(value === null || of === undefined || of === 0 ? {} : { share: format.percent(value / of) }),
  }));
}

/** What a yes-or-no column's values are called here, as in the table's cells. */
const booleanLabels: Readonly<Record<string, string>> = { True: texts.yes, False: texts.no };

/** The most frequent values of a column, with the share of rows that have them. */
export function topValuesCard(
  chart: TopValuesChart,
  rows: readonly BarRow[],
  format: Format,
  tools: unknown,
): TemplateResult {
  return html`
    ${cardHeadWith(chartTitle(chart), tools)}
    ${rows.length === 0 ? html`<p class="card-empty">${texts.noValues}</p>` : barList(rows, '')}
    <p class="card-foot" title=${texts.sharesOfRows}>${topValueFacts(chart, format)}</p>
  `;
}

export function topValueRows(
  { values }: TopValuesChart,
  column: Pick<ColumnInfo, 'type' | 'ownTexts'> | undefined,
  rowCount: number,
  format: Format,
): readonly BarRow[] {
  return values.map(({ label, count }) => {
    const shown = label === '' ? texts.emptyLabel : valueName(label, column, format);
    return {
      label: shown,
      value: count,
      text: format.count(count),
      title: `${truncate(shown, 300)}: ${format.count(count)}`,
      ...(rowCount > 0 ? { share: format.percent(count / rowCount) } : {}),
    };
  });
}

function valueName(label: string, column: Pick<ColumnInfo, 'type' | 'ownTexts'> | undefined, format: Format): string {
  return column?.ownTexts === true
    ? ownText(label, format)
    : ((column?.type === 'boolean' ? booleanLabels[label] : undefined) ?? label);
}

export function topValueFacts({ distinct, blank }: TopValuesChart, format: Format): string {
  const facts = [
    format.plural(texts.distinctValues, distinct),
    ...(blank > 0 ? [formatText(texts.blankRows, format.count(blank))] : []),
  ];
  return facts.join(' · ');
}

/** What is active beside what is not, each a stacked bar with its share; the wholes to one scale. */
export function sharesCard(
  chart: SharesChart,
  { name, format, tools, source, largest: given }: BarCardOptions,
): TemplateResult {
  const rows = shareRows(chart, format);
  const largest = given ?? largestOf(chart);
  const words = shareText(chart);
  const width = (value: number | null | undefined) =>
    cssProperties({ width: `${largest > 0 ? ((value ?? 0) / largest) * 100 : 0}%` });
  return html`
    ${cardHeadWith(chart.label === '' ? name : chart.label, tools, source)}
    <p class="shares-legend" aria-hidden="true">
      <span class="legend-active"></span>${words.part} <span class="legend-rest"></span>${words.rest}
    </p>
    <ul class="bars whole-labels with-shares">
      ${rows.map(
        (row) => html`
          <li class="bar" title=${truncate(row.title, 400)}>
            <span class="bar-track">
              <span class="bar-whole" ${width(row.whole)}></span>
              ${(row.value ?? 0) > 0 ? html`<span class="bar-fill" ${width(row.value)}></span>` : nothing}
              <span class="bar-label">${truncate(row.label, 300)}</span>
            </span>
            ${valueText(row)}
            <span class="bar-share">${row.share ?? ''}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

/** What the parts of a whole are called, and what is not among them. */
export function shareText({ parts }: Pick<SharesChart, 'parts'>): CommonTexts['shares']['active'] {
  return texts.shares[parts ?? 'active'];
}

export function shareRows(chart: SharesChart, format: Format): readonly BarRow[] {
  const { shares, unit } = chart;
  const { ofWhole } = shareText(chart);
  const amount = (value: number | null) => (value === null ? texts.blank : format.value(value, unit));
  return shares.map(({ label, active, whole }) => ({
    label,
    value: active,
    whole,
    text: active === null && whole === null ? BLANK_MARK : formatText(texts.ofWhole, amount(active), amount(whole)),
    title: formatText(ofWhole, label, amount(active), amount(whole)),
    ...(active === null || whole === null || whole === 0 ? {} : { share: format.percent(active / whole) }),
  }));
}

/** The value of a chart's longest bar. */
export function largestOf(chart: BarsChart | SharesChart): number {
  return chart.kind === 'bars'
    ? chart.bars.reduce((most, { value }) => Math.max(most, value ?? 0), 0)
    : chart.shares.reduce((most, { active, whole }) => Math.max(most, active ?? 0, whole ?? 0), 0);
}

function barList(rows: readonly BarRow[], labels: 'whole-labels' | '', given?: number): TemplateResult {
  const largest = given ?? rows.reduce((max, row) => Math.max(max, row.value ?? 0), 0);
  const withShares = rows.some((row) => row.share !== undefined);
  return html`
    <ul class="bars ${labels} ${withShares ? 'with-shares' : ''}">
      ${rows.map(
        (row) => html`
          <li class="bar" title=${truncate(row.title, 400)}>
            <span class="bar-track">
              ${
                row.value === null || row.value <= 0
                  ? nothing
                  : html`<span class="bar-fill" ${cssProperties({ width: `${(row.value / largest) * 100}%` })}></span>`
              }
              <span class="bar-label">${truncate(row.label, 300)}</span>
            </span>
            ${valueText(row)} ${withShares ? html`<span class="bar-share">${row.share ?? ''}</span>` : nothing}
          </li>
        `,
      )}
    </ul>
  `;
}

function valueText({ value, whole, text }: BarRow): TemplateResult {
  return value === null && (whole ?? null) === null
    ? html`<span class="bar-value blank"
        ><span aria-hidden="true">${text}</span><span class="visually-hidden">${texts.blank}</span></span
      >`
    : html`<span class="bar-value">${text}</span>`;
}
