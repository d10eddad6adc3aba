import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import type { Format } from '../../base/format/format.js';
import { BLANK_MARK, formatText } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import { truncate, isolated } from '../../base/format/formatCell.js';
import { type ChartLayout, chartLayout, weekendBands, withYears } from '../drawing/chartLayout.js';
import { axisDays, isByDayOfMonth } from '../measures/dayAxis.js';
import { type HistoryFacts, historyDrawing } from '../drawing/historyMarks.js';
import { dataEndText, legendColumns, type LegendColumn } from '../measures/legendCells.js';
import { directionMark } from '../measures/describeChange.js';
import { lineName, type MeasureLine, previousDays } from '../measures/measureLines.js';
import { type ChosenMeasures, fullName, isChartFull, type Measure } from '../measures/measures.js';
import { changeFacts } from '../measures/overlayFacts.js';
import { nameWithoutUnit } from '../../base/format/byteScale.js';
import { openOwnMenu } from '../../base/components/openOwnMenu.js';
import { dot } from '../drawing/plot.js';
import { axisNotes, fullChartText, leftOutNotes } from '../measures/chartNotes.js';
import { granularityChoice, type GranularityHandlers, type GranularityModel } from './granularityChoice.js';
import { linePoints } from './linePoints.js';
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

/** From here on, in hundredths of the width, a label ends where it would have its middle: there is no room to the right. */
const LAST_LABEL = 97;

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
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${largeChart.lines.map((line) => legendRow(line, columns, format, handlers))}
          </tbody>
        </table>
      </div>
      ${factList(largeChart, format)}
      ${notes.length === 0 ? nothing : html`<p class="chart-note" data-testid="chart-note">${notes.join(' · ')}</p>`}
      <div class="chart-body">
        <div class="chart-axis" aria-hidden="true">
          ${layout.lanes.map(({ unit, ticks }) =>
            ticks.map(
              ({ value, y }) =>
                html`<span class="chart-tick" ${cssProperties({ top: `${y}%` })}>${format.value(value, unit)}</span>`,
            ),
          )}
        </div>
        <report-plot
          .label=${[formatText(texts.by[layout.step], [...new Set(layout.lines.map(({ series }) => lineName(series)))].join(', ')), ...axisNotes(layout, format)].join(' · ')}
          .points=${linePoints(layout, largeChart.overlay, format)}
          .chart=${drawing(layout, largeChart.overlay, historyDrawing(layout, isByDayOfMonth(largeChart.overlay) ? undefined : history))}
          .idle=${dataEndText(layout, format) ?? nothing}
        ></report-plot>
        <div class="chart-days ${withYears(layout) ? 'with-years' : ''}" aria-hidden="true">
          ${axisDays(layout, largeChart.overlay, format).map(
            ({ day, label }) =>
              html`<span
                class="chart-day ${layout.x(day) > LAST_LABEL ? 'at-end' : ''}"
                ${cssProperties({ left: `${layout.x(day)}%` })}
                >${label}</span
              >`,
          )}
        </div>
      </div>
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
          ><svg class="chart-swatch" viewBox="0 0 24 8" aria-hidden="true" focusable="false">
            <path class=${lineClass('chart-line', line)} d="M0 4H24" />
          </svg>
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
      <td>
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

function drawing(layout: ChartLayout<MeasureLine>, overlay: Overlay, past: unknown): SVGTemplateResult {
  const { step, firstDay, dayCount, lanes, lines, dataEnd, x } = layout;
  return svg`
    ${(isByDayOfMonth(overlay) || step !== 'day' ? [] : weekendBands(firstDay, dayCount)).map(({ left, width }) => svg`<rect class="weekend" x=${left} y="0" width=${width} height="100" />`)}
    ${lanes.map(({ ticks }) => ticks.map(({ y }, index) => svg`<path class=${index === 0 ? 'baseline' : 'chart-grid'} d="M0 ${y}H100" />`))}
    ${past}
    ${dataEnd === undefined ? nothing : svg`<path class="data-end" d="M${x(dataEnd)} 0V100" />`}
    ${lines.map(
      ({ path, dots, lastKnown, y, series }) => svg`
        <path class=${lineClass('chart-line', series)} d=${path} />
        ${dots.map((day) => dot(x(day), y(day) ?? 0, lineClass('chart-point', series)))}
        ${lastKnown === undefined || series.isPrevious ? nothing : dot(x(lastKnown), y(lastKnown) ?? 0, lineClass('chart-end', series))}`,
    )}
  `;
}

function lineClass(kind: string, { look, isPrevious }: MeasureLine): string {
  return `${kind} line-${look}${isPrevious ? ' previous' : ''}`;
}
