import { html, nothing, type TemplateResult } from 'lit';
import type { OverviewEvent } from '../../src/shared/pages/overview.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { overviewTexts } from './overviewTexts.js';

/**
 * Whose overview it is, what it is made of, and the buttons for all of it.
 *
 * @param notes what the lines of the cards show
 */
export function overviewHeader(
  { connection, reports, available }: Extract<OverviewEvent, { type: 'begin' }>,
  newest: string | undefined,
  notes: readonly string[],
  format: Format,
  handlers: { readonly reload: () => void; readonly collect: () => void },
): TemplateResult {
  return html`
    <header class="header overview-header">
      <div>
        <div class="title-line">
          <h1>${connection.name}</h1>
          ${connection.isSample ? html`<span class="badge sample" title=${texts.sampleHint}>${texts.sampleBadge}</span>` : nothing}
        </div>
        <p class="name-line" data-testid="overview-facts">
          <span
            >${formatText(overviewTexts.archivedReports, format.count(reports.length), format.count(available))}${
              newest === undefined ? nothing : ` · ${formatText(texts.dataUpTo, format.day(newest))}`
            }</span
          >
        </p>
        ${reports.length === 0 ? nothing : html`<p class="overview-notes" data-testid="overview-notes">${notes.join(' · ')}</p>`}
      </div>
      <div class="toolbar-actions">
        <button
          class="button secondary"
          title=${overviewTexts.refreshHint}
          data-testid="overview-reload"
          @click=${handlers.reload}
        >
          <span class="codicon codicon-refresh" aria-hidden="true"></span>${texts.refresh}
        </button>
        ${reports.length > 0 ? collectButton('secondary', handlers.collect) : nothing}
      </div>
    </header>
  `;
}

export function collectButton(className: 'secondary' | '', collect: () => void): TemplateResult {
  return html`<button class="button ${className}" data-testid="overview-collect" @click=${collect}>
    <span class="codicon codicon-cloud-download" aria-hidden="true"></span>${overviewTexts.collect}
  </button>`;
}
