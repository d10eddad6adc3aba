import { html, type TemplateResult } from 'lit';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { overviewTexts } from './overviewTexts.js';

/** What to do where nothing is archived. */
export function emptyOverview(collect: unknown, browse: () => void): TemplateResult {
  return html`
    <section class="empty-state" data-testid="overview-empty">
      <span class="codicon codicon-graph-line" aria-hidden="true"></span>
      <h2>${overviewTexts.emptyTitle}</h2>
      <p class="empty-text">${overviewTexts.emptyText}</p>
      <div class="empty-actions">
        ${collect}
        <button class="button secondary" data-testid="overview-browse" @click=${browse}>${overviewTexts.browse}</button>
      </div>
    </section>
  `;
}

/** How far the sample data is that is being made. */
export function fillingOverview(
  { done, total }: { readonly done: number; readonly total: number },
  format: Format,
  cancel: () => void,
): TemplateResult {
  return html`
    <section class="empty-state" data-testid="overview-filling">
      <span class="codicon codicon-beaker" aria-hidden="true"></span>
      <h1 id="filling-heading">${overviewTexts.filling}</h1>
      <progress class="filling" aria-labelledby="filling-heading" max=${total} value=${done}></progress>
      <p class="empty-text">${formatText(overviewTexts.filled, format.count(done), format.count(total))}</p>
      <div class="empty-actions">
        <button class="button secondary" data-testid="cancel-filling" @click=${cancel}>${texts.cancel}</button>
      </div>
    </section>
  `;
}
