import { html, type TemplateResult } from 'lit';
import { truncate } from '../format/formatCell.js';
import { texts } from '../texts.js';

/** Says in the place of what was requested that it could not be had, and why, with a button that requests it again. */
export function requestFailure(text: string, retry: () => void): TemplateResult {
  return html`<div class="request-failure" role="alert" data-testid="request-failure">
    <span class="codicon codicon-error" aria-hidden="true"></span>
    <span class="request-failure-text">${truncate(text, 300)}</span>
    <button type="button" class="button secondary" data-testid="retry-request" @click=${retry}>${texts.retry}</button>
  </div>`;
}
