import { html, nothing, type TemplateResult } from 'lit';
import type { Comparison, ReportSummary } from '../../../../src/shared/pages/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { noticeLine } from '../../base/components/notices.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { isolated } from '../../base/format/formatCell.js';
import { sourceName } from '../measures/sourceName.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import styles from './comparisonList.css' with { type: 'text' };

adoptStyles(styles);

export interface ComparisonHandlers {
  readonly remove: (id: string) => void;
  readonly action: (id: string, action: string) => void;
}

/** The reports that this one is compared with: how they stand, what went wrong, and how to be rid of them. */
export function comparisonList(
  comparisons: readonly Comparison[],
  summary: ReportSummary,
  format: Format,
  { remove, action }: ComparisonHandlers,
): TemplateResult {
  const removeButton = (id: string, name: string) => html`
    <button
      class="icon-button"
      aria-label=${formatText(texts.removeComparison, name)}
      title=${formatText(texts.removeComparison, name)}
      data-testid="remove-comparison"
      @click=${() => remove(id)}
    >
      <span class="codicon codicon-close" aria-hidden="true"></span>
    </button>
  `;
  const withNotice = comparisons.filter(({ notice }) => notice !== undefined);
  return html`
    <div class="comparisons" data-testid="comparisons">
      <span class="comparisons-label">${texts.comparedWith}</span>
      <ul aria-label=${texts.comparedWith}>
        ${comparisons.map((comparison) => {
          const name = isolated(sourceName(comparison, summary), 80);
          return html`<li
            class="comparison ${comparison.state}"
            data-testid="comparison"
            data-state=${comparison.state}
          >
            <span class="codicon codicon-${icons[comparison.state]}" aria-hidden="true"></span>
            <span class="comparison-name" title=${isolated(`${comparison.title} · ${comparison.tenant}`, 300)}
              >${name}</span
            >
            ${stateText(comparison, format)} ${removeButton(comparison.id, name)}
          </li>`;
        })}
      </ul>
    </div>
    <div role="alert">
      ${
        withNotice.length === 0
          ? nothing
          : html`<ul class="notices" data-testid="comparison-notices">
              ${withNotice.map((comparison) =>
                comparison.notice === undefined
                  ? nothing
                  : noticeLine(
                      {
                        ...comparison.notice,
                        text: `${isolated(sourceName(comparison, summary), 80)}: ${comparison.notice.text}`,
                      },
                      (id) => action(comparison.id, id),
                    ),
              )}
            </ul>`
      }
    </div>
  `;
}

const icons = { loading: 'loading', shown: 'git-compare', failed: 'warning' } as const;

function stateText({ state, charts, refreshDate }: Comparison, format: Format): unknown {
  const text =
    state === 'loading'
      ? texts.comparisonLoading
      : state === 'shown' && charts.length === 0
        ? texts.comparisonEmpty
        : state === 'shown' && refreshDate !== null
          ? formatText(texts.comparisonUpTo, format.shortDay(refreshDate))
          : undefined;
  return text === undefined ? nothing : html`<span class="comparison-state">${text}</span>`;
}
