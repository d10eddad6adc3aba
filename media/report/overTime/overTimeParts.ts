import { html, nothing, type TemplateResult } from 'lit';
import type { TableOverTime } from '../../../src/shared/pages/tableOverTime.js';
import type { Format } from '../../../src/shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../src/shared/format/formatText.js';
import { chartLayout } from '../../../src/shared/charts/chartLayout.js';
import { actionButtons } from '../../common/base/components/notices.js';
import { truncate } from '../../common/base/format/formatCell.js';
import { texts } from '../../common/base/texts.js';
import '../../common/charts/drawing/plot.js';
import { chartBody, swatch } from '../../common/charts/large/chartBody.js';
import { legendColumns } from '../../common/charts/measures/legendCells.js';
import type { MeasureLine } from '../../common/charts/measures/measureLines.js';
import { reportTexts } from '../reportTexts.js';

/** Snapshots that have been read, and all of them. */
export interface ReadSnapshots {
  readonly read: number;
  readonly total: number;
}

/** While snapshots are read. @param step absent before the first */
export function readingView(step: ReadSnapshots | undefined, format: Format, stop: () => void): TemplateResult {
  const { loading, reading } = reportTexts.groups;
  const text = step === undefined ? loading : formatText(reading, format.count(step.read), format.count(step.total));
  return html`<p class="chart-help" data-testid="over-time-reading">
    <span role="status">${text}</span>
    <button class="button secondary" data-testid="stop-over-time" @click=${stop}>
      <span class="codicon codicon-debug-stop" aria-hidden="true"></span>${texts.cancel}
    </button>
  </p>`;
}

/** Why there are no lines. */
export function refusalView(
  { text, actions }: NonNullable<TableOverTime['refusal']>,
  act: (id: string) => void,
): TemplateResult {
  return html`<p class="chart-help" role="status" data-testid="over-time-refusal">
    <span class="codicon codicon-info" aria-hidden="true"></span> ${text} ${actionButtons(actions, act, false)}
  </p>`;
}

/** Lines over archived snapshots, with a legend and what they are made of. */
export function overTimeChart(
  title: string,
  lines: readonly MeasureLine[],
  notes: readonly string[],
  format: Format,
): TemplateResult {
  // Weekdays and weekends of snapshots say nothing.
  const figures = legendColumns(lines.map((line) => ({ ...line, figure: 'average' as const })));
  return html`
    <div class="chart-legend" role="group" tabindex="0" aria-label=${title}>
      <table>
        <thead>
          <tr>
            <td></td>
            ${figures.map(({ name }) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${lines.map(
            (line) =>
              html`<tr data-testid="group-line">
                <th scope="row">
                  <span class="legend-name"
                    >${swatch(line)}<span title=${truncate(line.measure.name, 300)}
                      >${truncate(line.measure.name, 60)}</span
                    ></span
                  >
                </th>
                ${figures.map(({ cell }) => {
                  const { text, title: exact } = cell(line, format);
                  return text === undefined
                    ? html`<td class="blank">${BLANK_MARK}</td>`
                    : html`<td title=${exact ?? nothing}>${text}</td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <p class="chart-note" data-testid="over-time-notes">${notes.join(' ')}</p>
    ${chartBody(chartLayout(lines), { overlay: 'none' }, format)}
  `;
}
