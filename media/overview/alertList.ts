import { html, nothing, type TemplateResult } from 'lit';
import type { OverviewAlerts } from '../../src/shared/pages/overview.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { overviewTexts } from './overviewTexts.js';

export interface AlertHandlers {
  readonly open: (id: string) => void;
  readonly showAll: () => void;
}

/** The alerts of the tenant, each with a way to its report; nothing where there are none. */
export function alertList(
  { alerts, more, failed }: OverviewAlerts,
  format: Format,
  { open, showAll }: AlertHandlers,
): TemplateResult | typeof nothing {
  if (alerts.length === 0 && failed === undefined) {
    return nothing;
  }
  return html`<section class="overview-alerts" aria-labelledby="alerts-heading" data-testid="overview-alerts">
    <h2 id="alerts-heading">${overviewTexts.alerts}</h2>
    ${failed === undefined ? nothing : html`<p class="remark" role="alert">${failed}</p>`}
    <ul class="highlights-list">
      ${alerts.map(
        ({ id, severity, label, title, sentence, remark }) => html`
          <li class="overview-alert ${severity}" data-testid="overview-alert" data-severity=${severity}>
            <span class="codicon codicon-${severity}" aria-hidden="true"></span>
            <span class="highlight-text">
              <b>${formatText(overviewTexts.alert, label, title)}</b>
              <span>${sentence}</span>
              <span class="remark">${remark}</span>
              <button
                class="link-button alert-link"
                data-testid="open-alert"
                aria-label=${formatText(overviewTexts.openAlertOf, title)}
                @click=${() => open(id)}
              >
                ${overviewTexts.openAlert}
              </button>
            </span>
          </li>
        `,
      )}
    </ul>
    <button class="link-button alert-link" data-testid="show-alerts" @click=${showAll}>
      ${more === 0 ? overviewTexts.showAlerts : format.plural(overviewTexts.moreAlerts, more)}
    </button>
  </section>`;
}
