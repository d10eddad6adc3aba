import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { BLANK_MARK, formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { truncate, isolated } from '../../base/format/formatCell.js';
import { chartLayout } from '../../../../src/shared/charts/chartLayout.js';
import type { HistoryFacts } from '../../../../src/shared/history.js';
import { legendColumns, type LegendColumn } from '../measures/legendCells.js';
import { directionMark } from '../../../../src/shared/format/directionMark.js';
import { type MeasureLine, previousDays } from '../measures/measureLines.js';
import { type ChosenMeasures, fullName, isChartFull, type Measure } from '../measures/measures.js';
import { changeFacts } from '../measures/overlayFacts.js';
import { nameWithoutUnit } from '../../../../src/shared/measures.js';
import { openOwnMenu } from '../../base/components/openOwnMenu.js';
import { axisNotes, fullChartText, leftOutNotes } from '../measures/chartNotes.js';
import { chartBody, swatch } from './chartBody.js';
import { granularityChoice, type GranularityHandlers, type GranularityModel } from './granularityChoice.js';
import { overlayChoice, overlayHelp, type OverlayHandlers, type OverlayModel } from './overlayChoice.js';

export interface LargeChartModel extends OverlayModel, ChosenMeasures, GranularityModel {
  readonly lines: readonly MeasureLine[];
  /** What its values are, where they are not those of days. */
  readonly note: string | undefined;
  /** All measures there are to choose from. */
  readonly measures: readonly Measure[];
}

export interface ChartHandlers extends OverlayHandlers, GranularityHandlers {
  readonly add: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly close: () => void;
}

/** One or several measures large, over the same days, to be read exactly: by pointer, and by arrow keys. */
export function largeChartView(
  largeChart: LargeChartModel,
  format: Format,
  handlers: ChartHandlers,
  menu: unknown,
  history: HistoryFacts | undefined,
): TemplateResult {
  const layout = chartLayout(largeChart.lines);
  const columns = legendColumns(largeChart.lines);
  const notes = [...axisNotes(layout, format), ...(largeChart.note === undefined ? [] : [largeChart.note])];
  return html`
    <section class="chart" aria-label=${texts.largeChart} data-testid="large-chart" @contextmenu=${openOwnMenu}>
      <div class="chart-tools">
        ${measureChoice(largeChart, handlers)} ${granularityChoice(largeChart, handlers)}
        ${overlayChoice(largeChart, format, handlers)}
        <span class="chart-tools-end">
          ${menu}
          <button
            class="icon-button"
            aria-label=${texts.closeChart}
            title=${texts.closeChart}
            data-testid="close-chart"
            @click=${handlers.close}
          >
            <span class="codicon codicon-close" aria-hidden="true"></span>
          </button>
        </span>
      </div>
      ${fullHelp(largeChart, format)} ${overlayHelp(largeChart, format, handlers)}
      <div class="chart-legend">
        <table>
          <thead>
            <tr>
              <td></td>
              ${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}
              <td class="legend-remove"></td>
            </tr>
          </thead>
          <tbody>
            ${largeChart.lines.map((line) => legendRow(line, columns, format, handlers))}
          </tbody>
        </table>
      </div>
      ${factList(largeChart, format)}
      ${notes.length === 0 ? nothing : html`<p class="chart-note" data-testid="chart-note">${notes.join(' · ')}</p>`}
      ${chartBody(layout, { overlay: largeChart.overlay, history }, format)}
    </section>
  `;
}

/** Measures that are not drawn yet, the report's own and, by whose they are, the others'. */
function measureChoice({ drawn, leftOut, measures }: LargeChartModel, { add }: ChartHandlers): unknown {
  const rest = measures.filter((measure) => !drawn.includes(measure) && !leftOut.includes(measure));
  const isFull = isChartFull({ drawn, leftOut });
  const sources = [...new Set(rest.map(({ source }) => source))];
  const options = (source: string | undefined) =>
    rest
      .filter((measure) => measure.source === source)
      .map(({ id, name }) => html`<option value=${id}>${truncate(name, 80)}</option>`);
  return html`
    <span class="select">
      <select
        aria-label=${texts.addMeasure}
        data-testid="add-measure"
        aria-describedby=${isFull ? 'full-chart' : nothing}
        ?disabled=${rest.length === 0 || isFull}
        .value=${live('')}
        @change=${(event: Event) => {
          const select = event.target as HTMLSelectElement;
          const { value } = select;
          select.value = '';
          add(value);
        }}
      >
        <option value="" disabled hidden selected>${texts.addMeasurePlaceholder}</option>
        ${sources.map((source) => (source === undefined ? options(source) : html`<optgroup label=${truncate(source, 80)}>${options(source)}</optgroup>`))}
      </select>
      <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
    </span>
  `;
}

/** How the drawn measures changed. */
function factList({ drawn, overlay }: LargeChartModel, format: Format): unknown {
  const facts = changeFacts(drawn, overlay, format);
  return facts.length === 0
    ? nothing
    : html`<ul class="chart-facts" aria-label=${texts.changes} data-testid="chart-facts">
        ${facts.map(({ name, direction, text, detail, remarks }) => {
          const more = [detail, ...remarks].join(' ');
          return html`<li title=${more}>
            ${name === undefined ? nothing : html`<span class="chart-fact-name">${truncate(name, 60)}</span>`}
            <span class="change-mark" aria-hidden="true">${directionMark(direction)}</span> ${text}<span
              class="visually-hidden"
            >
              ${more}</span
            >
          </li>`;
        })}
      </ul>`;
}

/** That there is no place for another measure, and whose are not drawn for want of one. */
function fullHelp({ drawn, leftOut }: LargeChartModel, format: Format): unknown {
  if (!isChartFull({ drawn, leftOut })) {
    return nothing;
  }
  return html`<p class="chart-help" id="full-chart" data-testid="full-chart">
    ${[...leftOutNotes(leftOut, format), fullChartText(format)].join(' ')}
  </p>`;
}

function legendRow(
  line: MeasureLine,
  columns: readonly LegendColumn[],
  format: Format,
  { remove }: ChartHandlers,
): TemplateResult {
  const { measure, isPrevious, figure } = line;
  const name = fullName(measure);
  return html`
    <tr data-testid=${isPrevious ? 'chart-previous' : 'chart-measure'} data-measure=${measure.id}>
      <th scope="row">
        <span class="legend-name"
          >${swatch(line)}
          ${
            isPrevious
              ? html`<span class="legend-previous" title=${truncate(name, 300)}
                  ><span class="visually-hidden">${truncate(name, 60)} </span>${previousDays(line, format)}</span
                >`
              : html`<span title=${truncate(name, 300)}>${truncate(nameWithoutUnit(measure.name), 60)}</span>${
                    measure.source === undefined
                      ? nothing
                      : html`<span class="legend-source" title=${truncate(measure.source, 300)}
                          >${truncate(measure.source, 60)}</span
                        >`
                  }${figure === undefined ? nothing : html`<span class="legend-source">${texts.figures[figure]}</span>`}`
          }</span
        >
      </th>
      ${columns
        .map(({ cell }) => cell(line, format))
        .map(({ text, title }) =>
          text === undefined
            ? html`<td class="blank">${BLANK_MARK}</td>`
            : html`<td title=${title ?? nothing}>${text}</td>`,
        )}
      <td class="legend-remove">
        ${
          isPrevious
            ? nothing
            : html`<button
                class="icon-button"
                aria-label=${formatText(texts.removeFromChart, isolated(name, 200))}
                title=${formatText(texts.removeFromChart, isolated(name, 200))}
                @click=${() => remove(measure.id)}
              >
                <span class="codicon codicon-close" aria-hidden="true"></span>
              </button>`
        }
      </td>
    </tr>
  `;
}
