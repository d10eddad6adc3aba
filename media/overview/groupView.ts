import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Format } from '../../src/shared/format/format.js';
import type { CardGroup, GroupedReport } from './groups.js';
import { overviewTexts } from './overviewTexts.js';

export interface GroupOptions {
  /** Of a group that folds: whether it is open at first. */
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
  readonly card: (report: GroupedReport) => unknown;
  readonly format: Format;
}

/** A heading and the cards below it. Those of retired services and hidden ones are folded away. */
export function groupView(group: CardGroup, { isOpen, onToggle, card, format }: GroupOptions): TemplateResult {
  const { kind, id, title, icon, reports, remarks } = group;
  const cards = html`
    ${remarks.map((remark) => html`<p class="overview-remark">${remark}</p>`)}
    <ul class="cards">
      ${repeat(reports, ({ report }) => report, card)}
    </ul>
  `;
  const iconMark = html`<span class="codicon codicon-${icon}" aria-hidden="true"></span>`;
  switch (kind) {
    case 'favorites':
    case 'product':
      return html`
        <section class="overview-group" aria-labelledby=${id} data-group=${id}>
          <h2 id=${id} tabindex="-1">
            ${iconMark}${title} <span class="section-count">${format.count(reports.length)}</span>
          </h2>
          ${cards}
        </section>
      `;
    case 'retired':
    case 'hidden':
      return html`
        <details
          class="overview-group"
          ?open=${isOpen}
          data-group=${id}
          @toggle=${({ currentTarget }: Event) => onToggle((currentTarget as HTMLDetailsElement).open)}
        >
          <summary>
            <h2 id=${id}>
              ${iconMark}${
                kind === 'hidden'
                  ? format.plural(overviewTexts.hiddenCards, reports.length)
                  : html`${title} <span class="section-count">${format.count(reports.length)}</span>`
              }
            </h2>
          </summary>
          ${cards}
        </details>
      `;
  }
}
