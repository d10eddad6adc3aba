import { html, nothing, type TemplateResult } from 'lit';
import type { Notice, NoticeAction } from '../../../../src/shared/pages/common.js';
import { texts } from '../texts.js';
import { truncate } from '../format/formatCell.js';

const icons = { info: 'info', warning: 'warning', error: 'error' } as const;

/** One notice as a line with its detail on demand and its buttons. */
export function noticeLine(notice: Notice, onAction: (id: string) => void, remark?: string): TemplateResult {
  return html`
    <li class="notice ${notice.severity}" data-testid="notice" data-severity=${notice.severity}>
      <span
        class="codicon codicon-${icons[notice.severity]}"
        role="img"
        aria-label=${texts.severity[notice.severity]}
      ></span>
      <div class="notice-body">
        <p class="notice-text">
          ${truncate(notice.text, 2000)}${remark === undefined ? nothing : html` <span class="remark">${remark}</span>`}
        </p>
        ${detail(notice)}
      </div>
      ${notice.actions.length === 0 ? nothing : html`<div class="notice-actions">${actionButtons(notice.actions, onAction, false)}</div>`}
    </li>
  `;
}

export function detail(notice: Notice): unknown {
  return notice.detail === undefined || notice.detail === ''
    ? nothing
    : html`<details class="notice-detail">
        <summary>${texts.details}</summary>
        <p>${truncate(notice.detail, 4000)}</p>
      </details>`;
}

/** @param primary whether the first button is the one to press */
export function actionButtons(
  actions: readonly NoticeAction[],
  onAction: (id: string) => void,
  primary: boolean,
): TemplateResult[] {
  return actions.map(
    (action, index) =>
      html`<button
        class="button ${primary && index === 0 ? '' : 'secondary'}"
        data-action=${action.id}
        @click=${() => onAction(action.id)}
      >
        ${truncate(action.label, 120)}
      </button>`,
  );
}
