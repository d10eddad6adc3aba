import { html, type TemplateResult } from 'lit';
import type { Notice } from '../../../../src/shared/pages/common.js';
import { actionButtons, detail } from './notices.js';
import { texts } from '../texts.js';
import { truncate } from '../format/formatCell.js';

/** What stands in the place of a report that could not be had: what happened, why, and what can be done. */
export function failureState(
  kind: 'failed' | 'cancelled',
  title: string,
  notice: Notice,
  handlers: { readonly action: (id: string) => void; readonly refresh: () => void },
): TemplateResult {
  const icon = kind === 'cancelled' ? 'circle-slash' : notice.severity;
  // Nothing went wrong where there is only something to know, such as that nothing was fetched yet.
  const hasFailed = kind === 'failed' && notice.severity !== 'info';
  return html`
    <section class="empty-state ${hasFailed ? kind : ''}" role=${hasFailed ? 'alert' : 'status'} data-testid=${kind}>
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
      <h1>${truncate(title, 300)}</h1>
      <p class="empty-text">${truncate(notice.text, 2000)}</p>
      ${detail(notice)}
      <div class="empty-actions">
        ${
          notice.actions.length > 0
            ? actionButtons(notice.actions, handlers.action, true)
            : html`<button class="button" @click=${handlers.refresh}>${texts.retry}</button>`
        }
      </div>
    </section>
  `;
}

/** A table without rows. @param said why; absent where the service's file has a header and no rows */
export function noRowsState({ title, text } = { title: texts.noRowsTitle, text: texts.noRowsText }): TemplateResult {
  return html`
    <section class="empty-state" data-testid="no-rows">
      <span class="codicon codicon-inbox" aria-hidden="true"></span>
      <h2>${title}</h2>
      <p class="empty-text">${text}</p>
    </section>
  `;
}
