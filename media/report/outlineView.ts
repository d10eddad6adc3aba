import { html, type TemplateResult } from 'lit';
import type { ReportOutline } from '../../src/shared/pages/report.js';
import type { Format } from '../../src/shared/format/format.js';
import { headerView, type HeaderHandlers, toolbarView } from './header.js';
import { MIN_HIDDEN_CARDS, INITIAL_CARDS } from '../common/charts/reportCharts.js';
import type { Activity } from './panelModel.js';
import { texts } from '../common/base/texts.js';

/**
 * A report that is on its way: what it is, and the places of what will come, so that nothing moves when it does. Made of the same
 * parts as the real cards, with nothing in them.
 */
export function outlineView(
  outline: ReportOutline,
  activity: Extract<Activity, { kind: 'loading' }>,
  format: Format,
  handlers: HeaderHandlers,
): TemplateResult {
  return html`
    <div data-testid="loading">
      ${headerView(outline, format)} ${toolbarView(outline, activity, format, handlers)}
      <section class="charts placeholder" data-testid="charts-placeholder" aria-hidden="true">
        <div class="section-head"><h2>${outline.kind === 'daily-series' ? texts.trends : texts.atAGlance}</h2></div>
        <ul class="cards">
          ${cards(outline)}
        </ul>
        ${hasMore(outline) ? html`<span class="button secondary show-all">&nbsp;</span>` : ''}
      </section>
      <div class="table-placeholder placeholder" aria-hidden="true"></div>
    </div>
  `;
}

function hasMore({ expects: { kind, count } }: ReportOutline): boolean {
  return (kind === 'series' || kind === 'spreads') && count >= INITIAL_CARDS + MIN_HIDDEN_CARDS;
}

function cards(outline: ReportOutline): TemplateResult | TemplateResult[] {
  const { kind, count, bars, averages = 0 } = outline.expects;
  if (kind === 'series' || kind === 'spreads') {
    const places = Array.from({ length: hasMore(outline) ? INITIAL_CARDS : count }, () => cardPlaceholder);
    // The longest card makes its row as high as it is.
    return bars === undefined
      ? places
      : [
          ...places.slice(1),
          html`<li class="card">
            ${headPlaceholder} ${barPlaceholders(bars)}
            <p class="card-foot">&nbsp;</p>
          </li>`,
        ];
  }
  const wide = (rows: number, legend: TemplateResult | string) =>
    html`<li class="card wide">${headPlaceholder} ${legend} ${barPlaceholders(rows)}</li>`;
  return kind === 'shares'
    ? [
        wide(count, html`<p class="shares-legend">&nbsp;</p>`),
        ...(bars === undefined ? [] : [wide(bars, '')]),
        ...Array.from({ length: averages }, () => averagePlaceholder),
      ]
    : wide(count, '');
}

const headPlaceholder = html`<div class="card-head-line">
  <h3 class="card-name">&nbsp;</h3>
  <span class="card-tools"><span class="icon-button"></span></span>
</div>`;

function barPlaceholders(count: number): TemplateResult {
  return html`<ul class="bars">
    ${Array.from({ length: count }, () => html`<li class="bar"><span class="bar-track"></span><span class="bar-value">&nbsp;</span></li>`)}
  </ul>`;
}

const averagePlaceholder = html`<li class="card">${headPlaceholder} ${barPlaceholders(1)}</li>`;

const cardPlaceholder = html`<li class="card">
  ${headPlaceholder}
  <p class="latest"><span class="latest-value">&nbsp;</span></p>
  <div class="plot-placeholder"></div>
  <div class="plot-line">&nbsp;</div>
  <dl class="extremes averages">
    <div>
      <dt>&nbsp;</dt>
      <dd>&nbsp;</dd>
    </div>
  </dl>
</li>`;
