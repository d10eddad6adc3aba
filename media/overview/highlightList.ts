import { html, nothing, type TemplateResult } from 'lit';
import type { OverviewEvent } from '../../src/shared/pages/overview.js';
import type { Highlight } from '../../src/shared/highlight.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { highlightWords } from './highlightWords.js';
import type { OverviewModel } from './model.js';
import { overviewTexts } from './overviewTexts.js';

const icons: Readonly<Record<Highlight['kind'], string>> = {
  rise: 'arrow-up',
  fall: 'arrow-down',
  lag: 'watch',
  missing: 'calendar',
  failed: 'error',
  damaged: 'warning',
};

interface NamedReport {
  readonly title: string;
  readonly product: string;
}

/** What is worth a look first; that nothing is; or its place, until that is known. */
export function highlightsView(
  { reports, products }: Extract<OverviewEvent, { type: 'begin' }>,
  { highlights, cards }: OverviewModel,
  format: Format,
  open: (highlight: Highlight) => void,
): TemplateResult {
  if (highlights === undefined) {
    return html`<div class="highlights-list" aria-hidden="true">
      ${[0, 1, 2, 3].map(() => html`<span class="bone highlight-skeleton"></span>`)}
    </div>`;
  }
  if (highlights.length === 0) {
    const compared = [...cards.values()].some(({ measures }) => measures.some(({ change }) => change !== undefined));
    return html`<p class="empty-text">${compared ? overviewTexts.noHighlights : overviewTexts.tooEarly}</p>`;
  }
  const nameOf = (name: string): NamedReport => {
    const report = reports.find((each) => each.report === name);
    return { title: report?.title ?? name, product: products.find(({ id }) => id === report?.product)?.title ?? '' };
  };
  return highlightList(highlights, nameOf, format, open);
}

/** Each highlight is a button to its report. */
function highlightList(
  highlights: readonly Highlight[],
  nameOf: (report: string) => NamedReport,
  format: Format,
  open: (highlight: Highlight) => void,
): TemplateResult {
  return html`
    <ul class="highlights-list">
      ${highlights.map((highlight) => {
        const { title, product } = nameOf(highlight.report);
        const { text, detail } = highlightWords(highlight, format);
        return html`
          <li>
            <button
              class="overview-highlight ${highlight.kind}"
              data-testid="overview-highlight"
              data-kind=${highlight.kind}
              data-report=${highlight.report}
              @click=${() => open(highlight)}
            >
              <span
                class="codicon codicon-${icons[highlight.kind]}"
                role="img"
                aria-label=${overviewTexts.kind[highlight.kind]}
              ></span>
              <span class="highlight-text">
                <b>${formatText(overviewTexts.highlight, product, text)}</b>
                <span>${title}</span>
                ${detail === undefined ? nothing : html`<span class="remark">${detail}</span>`}
              </span>
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}
