import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TableSources } from '../../../src/shared/pages/tableSources.js';
import type { Format } from '../../../src/shared/format/format.js';
import { adoptStyles } from '../../common/base/components/adoptStyles.js';
import { actionButtons } from '../../common/base/components/notices.js';
import { truncate } from '../../common/base/format/formatCell.js';
import { reportTexts } from '../reportTexts.js';
import '../smallTableStyles.js';
import styles from './sources.css' with { type: 'text' };

adoptStyles(styles);

const texts = reportTexts.sources;

/** What a table is made of: a line that opens to a list of the reports, with the day of each and what it lacks. */
@customElement('report-sources')
export class ReportSources extends LitElement {
  @property({ attribute: false }) sources: TableSources | undefined;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) action: (id: string) => void = () => undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): unknown {
    const { sources, format } = this;
    if (sources === undefined || format === undefined) {
      return nothing;
    }
    return html`
      <div class="sources" data-testid="sources">
        <div class="sources-line">
          <details data-testid="sources-details">
            <summary data-testid="sources-text">${truncate(sources.line, 500)}</summary>
            ${list(sources, format)}
          </details>
          ${
            sources.actions.length === 0
              ? nothing
              : html`<div class="sources-actions">${actionButtons(sources.actions, this.action, false)}</div>`
          }
        </div>
        ${
          sources.cautions.length === 0
            ? nothing
            : html`<ul class="sources-cautions" data-testid="sources-cautions">
                ${sources.cautions.map(
                  (text) =>
                    html`<li>
                      <span class="codicon codicon-info" aria-hidden="true"></span><span>${truncate(text, 1000)}</span>
                    </li>`,
                )}
              </ul>`
        }
      </div>
    `;
  }
}

function list({ reports }: TableSources, format: Format): unknown {
  return html`
    <div class="sources-list small-table-scroll" tabindex="0" role="region" aria-label=${texts.title}>
      <table class="small-table">
        <thead>
          <tr>
            <th scope="col">${texts.report}</th>
            <th scope="col">${texts.period}</th>
            <th scope="col">${texts.day}</th>
            <th scope="col" class="amount">${texts.rows}</th>
            <th scope="col">${texts.note}</th>
          </tr>
        </thead>
        <tbody>
          ${reports.map((report) => row(report, format))}
        </tbody>
      </table>
    </div>
  `;
}

function row(report: TableSources['reports'][number], format: Format): unknown {
  const { title, period, day, rowCount, state, note } = report;
  return html`
    <tr class=${state} data-state=${state}>
      <th scope="row">${truncate(title, 300)}</th>
      <td>${period}</td>
      <td class="day">${day === null ? nothing : format.day(day)}</td>
      <td class="amount">${rowCount === undefined ? nothing : format.count(rowCount)}</td>
      <td class="aside">${truncate(note, 1000)}</td>
    </tr>
  `;
}

declare global {
  interface HTMLElementTagNameMap {
    'report-sources': ReportSources;
  }
}
