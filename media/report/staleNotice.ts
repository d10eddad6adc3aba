import { html, nothing, type TemplateResult } from 'lit';
import type { ReportSummary } from '../../src/shared/pages/report.js';
import { adoptStyles } from '../common/base/components/adoptStyles.js';
import type { Format } from '../../src/shared/format/format.js';
import { texts } from '../common/base/texts.js';
import { reportTexts } from './reportTexts.js';
import styles from './staleNotice.css' with { type: 'text' };

adoptStyles(styles);

/** A calm line about old data with the way to newer: a request, or another file. */
export function staleNotice(
  { refreshAgeDays, onlyFromFiles }: ReportSummary,
  format: Format,
  refresh: () => void,
): TemplateResult {
  const isOnlyFromFiles = onlyFromFiles === true;
  const text = isOnlyFromFiles ? reportTexts.staleFile : reportTexts.stale;
  return html`
    <ul class="notices" data-testid="stale">
      <li class="notice stale">
        <span class="codicon codicon-history" aria-hidden="true"></span>
        <div class="notice-body">
          <p class="notice-text">${format.plural(text, refreshAgeDays ?? 0)}</p>
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
