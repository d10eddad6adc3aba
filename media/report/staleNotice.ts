import { html, nothing, type TemplateResult } from 'lit';
import type { ReportSummary } from '../../src/shared/pages/report.js';
import type { Format } from '../common/base/format/format.js';
import type { Activity } from './panelModel.js';
import { isStale } from './isStale.js';
import { texts } from '../common/base/texts.js';
import { reportTexts } from './reportTexts.js';

/** A calm line about old data with the way to newer: a request, or another file. Silent while that is under way, and where a failure says more. */
export function staleNotice(
  summary: ReportSummary,
  activity: Activity,
  format: Format,
  refresh: () => void,
): TemplateResult | typeof nothing {
  const age = summary.refreshAgeDays;
  // A table of several reports says of each how old it is.
  if (age === null || summary.sources !== undefined || !isStale(summary) || activity.kind !== 'idle') {
    return nothing;
  }
  const isOnlyFromFiles = summary.onlyFromFiles === true;
  return html`
    <ul class="notices" data-testid="stale">
      <li class="notice stale">
        <span class="codicon codicon-history" aria-hidden="true"></span>
        <div class="notice-body">
          <p class="notice-text">${format.plural(isOnlyFromFiles ? reportTexts.staleFile : reportTexts.stale, age)}</p>
        </div>
        ${
          isOnlyFromFiles
            ? nothing
            : html`<div class="notice-actions">
                <button class="button secondary" data-testid="stale-refresh" @click=${refresh}>${texts.refresh}</button>
              </div>`
        }
      </li>
    </ul>
  `;
}
