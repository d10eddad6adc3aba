import { html, nothing, type TemplateResult } from 'lit';
import type { OverviewHighlight } from '../../src/shared/pages/overview.js';
import { roundedAverage } from '../common/base/days.js';
import type { Format } from '../common/base/format.js';
import { measureName, nameWithoutUnit } from '../common/charts/chartNames.js';
import { rounded } from './card.js';
import { overviewStrings as strings } from './overviewStrings.js';

const icons: Readonly<Record<OverviewHighlight['kind'], string>> = {
  rise: 'arrow-up',
  fall: 'arrow-down',
  lag: 'watch',
  missing: 'calendar',
  failed: 'error',
  damaged: 'warning',
};

export interface NamedReport {
  readonly title: string;
  readonly product: string;
}

/** What is worth a look first, each a button to its report. */
export function highlightList(
  highlights: readonly OverviewHighlight[],
  nameOf: (report: string) => NamedReport,
  format: Format,
  open: (highlight: OverviewHighlight) => void,
): TemplateResult {
  return html`
    <ul class="highlights-list">
      ${highlights.map((highlight) => {
        const { title, product } = nameOf(highlight.report);
        const { text, detail } = wordsOf(highlight, format);
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
                aria-label=${strings.kind[highlight.kind]}
              ></span>
              <span class="highlight-text">
                <b>${text}</b>
                <span>${product}: ${title}</span>
                ${detail === undefined ? nothing : html`<span class="remark">${detail}</span>`}
              </span>
            </button>
          </li>
        `;
      })}
    </ul>
  `;
}

function wordsOf(highlight: OverviewHighlight, format: Format): { readonly text: string; readonly detail?: string } {
  switch (highlight.kind) {
    case 'rise':
    case 'fall': {
      const { days, before, after, ratio } = highlight.change;
      const value = (mean: number) => format.value(roundedAverage(mean), highlight.unit);
      return {
        text: strings.rise(nameWithoutUnit(measureName(highlight)), format.signedPercent(rounded(ratio ?? 0))),
        detail: strings.changeDetail(days, value(before), value(after)),
      };
    }
    case 'lag':
      return {
        text: strings.lag(format.day(highlight.refreshDate)),
        detail: strings.lagDetail(format.count(highlight.days), format.count(highlight.usual)),
      };
    case 'missing':
      return {
        text: strings.missing(highlight.days, format.count(highlight.days)),
        detail: strings.missingDetail(format.day(highlight.last.from), format.day(highlight.last.to)),
      };
    case 'failed':
      return { text: strings.failed, detail: `${highlight.text} (${format.instant(highlight.at)})` };
    case 'damaged':
      return { text: strings.damaged(highlight.count, format.count(highlight.count)), detail: strings.damagedDetail };
  }
}
