import { html, nothing, type TemplateResult } from 'lit';
import type { BarsPicture, ColumnType, SharesPicture, TopValuesPicture } from '../../../src/shared/report.js';
import { cssProperties } from '../cssProperties.js';
import type { Format } from '../format.js';
import { strings } from '../strings.js';
import { clipped } from '../table/cells.js';
import { cardHead } from './card.js';

interface BarRow {
  readonly label: string;
  /** `null` where the cell is blank. */
  readonly value: number | null;
  readonly text: string;
  readonly title: string;
  readonly share?: string;
}

/**
 * Bars that belong together, in the order they were delivered: the report's own order means something. Without shares, because
 * mostly people are counted, and the same person counts in several bars.
 */
export function barsCard(picture: BarsPicture, fallbackName: string, format: Format): TemplateResult {
  const rows = picture.bars.map(({ label, value }) => ({
    label,
    value,
    text: value === null ? strings.blankMark : format.value(value, picture.unit),
    title: value === null ? `${label}: ${strings.blank}` : `${label}: ${format.exact(value, picture.unit)}`,
  }));
  return html`${cardHead(picture.label === '' ? fallbackName : picture.label)} ${barList(rows)}`;
}

/** What a yes-or-no column's values are called here, as in the table's cells. */
const booleanLabels: Readonly<Record<string, string>> = { True: strings.yes, False: strings.no };

/** The most frequent values of a column, with the share of rows that have them. */
export function topValuesCard(picture: TopValuesPicture, type: ColumnType | undefined, rowCount: number, format: Format): TemplateResult {
  const rows = picture.values.map(({ label, count }) => {
    const shown = label === '' ? strings.emptyLabel : ((type === 'boolean' ? booleanLabels[label] : undefined) ?? label);
    return {
      label: shown,
      value: count,
      text: format.count(count),
      title: `${clipped(shown, 300)}: ${format.count(count)}`,
      share: rowCount > 0 ? format.percent(count / rowCount) : undefined,
    };
  });
  const facts = [
    strings.distinct(picture.distinct, format.count(picture.distinct)),
    ...(picture.blank > 0 ? [strings.blankRows(format.count(picture.blank))] : []),
  ];
  return html`
    ${cardHead(picture.column)} ${rows.length === 0 ? html`<p class="card-empty">${strings.noValues}</p>` : barList(rows)}
    <p class="card-foot" title=${strings.sharesOfRows}>${facts.join(' · ')}</p>
  `;
}

/** What is active beside what is not, each a stacked bar with its share; the wholes to one scale. */
export function sharesCard({ label, unit, shares }: SharesPicture, fallbackName: string, format: Format): TemplateResult {
  const largest = shares.reduce((max, { active, whole }) => Math.max(max, whole ?? 0, active ?? 0), 0);
  const width = (value: number | null) => cssProperties({ width: `${largest > 0 ? ((value ?? 0) / largest) * 100 : 0}%` });
  const amount = (value: number | null) => (value === null ? strings.blank : format.value(value, unit));
  return html`
    ${cardHead(label === '' ? fallbackName : label)}
    <p class="shares-key" aria-hidden="true"><span class="key-active"></span>${strings.active} <span class="key-rest"></span>${strings.inactive}</p>
    <ul class="bars with-shares">
      ${shares.map(
        ({ label: name, active, whole }) => html`
          <li class="bar" title=${clipped(strings.activeOf(name, amount(active), amount(whole)), 400)}>
            <span class="bar-track">
              <span class="bar-whole" ${width(whole)}></span>
              ${(active ?? 0) > 0 ? html`<span class="bar-fill" ${width(active)}></span>` : nothing}
              <span class="bar-label">${clipped(name, 80)}</span>
            </span>
            <span class="bar-value ${active === null ? 'blank' : ''}">${strings.ofWhole(amount(active), amount(whole))}</span>
            <span class="bar-share">${active === null || whole === null || whole === 0 ? '' : format.percent(active / whole)}</span>
          </li>
        `,
      )}
    </ul>
  `;
}

function barList(rows: readonly BarRow[]): TemplateResult {
  const largest = rows.reduce((max, row) => Math.max(max, row.value ?? 0), 0);
  const withShares = rows.some((row) => row.share !== undefined);
  return html`
    <ul class="bars ${withShares ? 'with-shares' : ''}">
      ${rows.map(
        (row) => html`
          <li class="bar" title=${clipped(row.title, 400)}>
            <span class="bar-track">
              ${row.value === null || row.value <= 0
                ? nothing
                : html`<span class="bar-fill" ${cssProperties({ width: `${(row.value / largest) * 100}%` })}></span>`}
              <span class="bar-label">${clipped(row.label, 80)}</span>
            </span>
            <span class="bar-value ${row.value === null ? 'blank' : ''}">
              ${row.value === null
                ? html`<span aria-hidden="true">${row.text}</span><span class="visually-hidden">${strings.blank}</span>`
                : row.text}
            </span>
            ${withShares ? html`<span class="bar-share">${row.share ?? ''}</span>` : nothing}
          </li>
        `,
      )}
    </ul>
  `;
}
