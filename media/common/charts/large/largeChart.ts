import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Notice } from '../../../../src/shared/pages/common.js';
import { addDays, type IsoDate } from '../../../../src/base/dates.js';
import { previousPeriod } from '../../../../src/shared/previousPeriod.js';
import type { Unit } from '../../../../src/shared/report.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import { daysBetween } from '../../base/format/days.js';
import type { Format } from '../../base/format/format.js';
import { BLANK_MARK, formatText } from '../../base/format/formatText.js';
import { texts } from '../../base/texts.js';
import { truncate, isolated } from '../../base/format/formatCell.js';
import { type ChartLayout, chartLayout, dayLabel, labeledDays, weekendBands } from '../drawing/chartLayout.js';
import { nearestPoint } from '../drawing/sparkline.js';
import { type HistoryFacts, historyDrawing } from '../drawing/historyMarks.js';
import { dataEndText, legendColumnNames, legendCells } from '../measures/legendCells.js';
import { fullName, type Measure, type MeasureLine, previousDays } from '../measures/measures.js';
import { nameWithoutUnit } from '../measures/chartNames.js';
import { dot, type PlotPoints } from '../drawing/plot.js';

export interface LargeChartModel {
  readonly lines: readonly MeasureLine[];
  /** All measures there are to choose from. */
  readonly measures: readonly Measure[];
  readonly withPrevious: boolean;
  /** So many days can be had from the service; `undefined` if no more than are shown. */
  readonly fetchableDays: number | undefined;
  readonly earlierDays: { readonly busy: boolean; readonly notice?: Notice } | undefined;
}

export interface ChartHandlers {
  readonly add: (id: string) => void;
  readonly remove: (id: string) => void;
  readonly close: () => void;
  readonly setPrevious: (on: boolean) => void;
  readonly fetchEarlier: () => void;
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
  const names = largeChart.lines.map(({ measure }) => nameWithoutUnit(fullName(measure)));
  return html`
    <section class="chart" aria-label=${texts.largeChart} data-testid="large-chart">
      <div class="chart-tools">
        ${measureChoice(largeChart, handlers)} ${previousToggle(largeChart, handlers)}
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
      ${previousHelp(largeChart, format, handlers)}
      <div class="chart-legend">
        <table>
          <thead>
            <tr>
              <td></td>
              ${legendColumnNames.map((name) => html`<th scope="col">${name}</th>`)}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${largeChart.lines.map((line) => legendRow(line, format, handlers))}
          </tbody>
        </table>
      </div>
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
          .label=${formatText(texts.byDay, [...new Set(names)].join(', '))}
          .points=${points(layout, names, format)}
          .chart=${drawing(layout, historyDrawing(layout, history))}
          .idle=${dataEndText(layout, format) ?? nothing}
        ></report-plot>
        <div class="chart-days ${layout.dayCount > 366 ? 'with-years' : ''}" aria-hidden="true">
          ${labeledDays(layout.firstDay, layout.dayCount).map(
            (day) =>
              html`<span class="chart-day" ${cssProperties({ left: `${layout.x(day)}%` })}
                >${dayLabel(addDays(layout.firstDay, day), layout, format)}</span
              >`,
          )}
        </div>
      </div>
    </section>
  `;
}

/** Measures that are not drawn yet, the report's own and, by whose they are, the others'. */
function measureChoice({ lines, measures }: LargeChartModel, { add }: ChartHandlers): unknown {
  const drawn = new Set(lines.map(({ measure }) => measure.id));
  const rest = measures.filter(({ id }) => !drawn.has(id));
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
        ?disabled=${rest.length === 0}
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

function isPreviousKnown({ lines }: LargeChartModel): boolean {
  return lines.some(({ measure }) => previousPeriod(measure.chart) !== undefined);
}

function previousToggle(largeChart: LargeChartModel, { setPrevious }: ChartHandlers): TemplateResult {
  const known = isPreviousKnown(largeChart);
  const on = largeChart.withPrevious && known;
  return html`
    <button
      class="button secondary toggle"
      aria-pressed=${on ? 'true' : 'false'}
      aria-disabled=${known ? 'false' : 'true'}
      aria-describedby=${known ? nothing : 'previous-help'}
      title=${texts.previousPeriodHint}
      data-testid="with-previous"
      @click=${() => known && setPrevious(!on)}
    >
      <span class="codicon codicon-history" aria-hidden="true"></span>${texts.previousPeriod}
    </button>
  `;
}

/** Why there is no previous period, and how it can be had. */
function previousHelp(largeChart: LargeChartModel, format: Format, { fetchEarlier }: ChartHandlers): unknown {
  const firstDay = largeChart.lines[0]?.firstDay;
  if (isPreviousKnown(largeChart) || firstDay === undefined) {
    return nothing;
  }
  const { earlierDays, fetchableDays } = largeChart;
  const busy = earlierDays?.busy === true;
  return html`
    <p class="chart-help" id="previous-help" data-testid="previous-help">
      ${formatText(texts.previousUnknown, format.day(firstDay))}
      ${
        fetchableDays === undefined
          ? nothing
          : html`${formatText(texts.previousCanBeFetched, format.count(fetchableDays))}
              <button class="button secondary" data-testid="fetch-earlier" ?disabled=${busy} @click=${fetchEarlier}>
                ${busy ? texts.fetchingEarlierDays : formatText(texts.fetchEarlierDays, format.count(fetchableDays))}
              </button>`
      }
    </p>
    ${earlierDays?.notice === undefined ? nothing : html`<p class="chart-help problem" role="alert" data-testid="earlier-problem">${earlierDays.notice.text}</p>`}
  `;
}

function legendRow(line: MeasureLine, format: Format, { remove }: ChartHandlers): TemplateResult {
  const { measure, isPrevious } = line;
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
                  }`
          }</span
        >
      </th>
      ${legendCells(line, format).map(({ text, title }) =>
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

function points(layout: ChartLayout<MeasureLine>, names: readonly string[], format: Format): PlotPoints {
  const { firstDay, dayCount, lines, x } = layout;
  return {
    count: dayCount,
    position: (day) => x(day) / 100,
    marks: (day) =>
      lines.flatMap(({ y, series }) => {
        const level = y(day);
        return level === undefined
          ? []
          : [{ level: level / 100, className: `line-${series.look}${series.isPrevious ? ' previous' : ''}` }];
      }),
    at: (fraction) => nearestPoint(fraction, dayCount),
    describe: (day) => {
      const values = lines.map(({ series, value }, index) => {
        const known = value(day);
        const text = known === null ? undefined : valueWithExact(known, series.unit, format);
        const name = names[index] ?? '';
        return series.isPrevious
          ? formatText(
              texts.previousValue,
              name,
              format.day(dayOfLine(series, addDays(firstDay, day))),
              text ?? texts.blank,
            )
          : `${name} ${text ?? texts.blank}`;
      });
      return formatText(texts.pointText, format.day(addDays(firstDay, day)), values.join(' · '));
    },
  };
}

/** The day that a value is of, where it stands under `day`. */
function dayOfLine({ firstDay, actualFirstDay }: MeasureLine, day: IsoDate): IsoDate {
  return addDays(actualFirstDay, daysBetween(firstDay, day));
}

/** `110 h (397,735 seconds)`; a plain count stands for itself. */
function valueWithExact(value: number, unit: Unit, format: Format): string {
  const [human, exact] = [format.value(value, unit), format.exact(value, unit)];
  return human === exact ? exact : `${human} (${exact})`;
}

function drawing(layout: ChartLayout<MeasureLine>, past: unknown): SVGTemplateResult {
  const { firstDay, dayCount, lanes, lines, dataEnd, x } = layout;
  return svg`
    ${weekendBands(firstDay, dayCount).map(({ left, width }) => svg`<rect class="weekend" x=${left} y="0" width=${width} height="100" />`)}
    ${lanes.map(({ ticks }) => ticks.map(({ y }, index) => svg`<path class=${index === 0 ? 'baseline' : 'chart-grid'} d="M0 ${y}H100" />`))}
    ${past}
    ${dataEnd === undefined ? nothing : svg`<path class="data-end" d="M${x(dataEnd)} 0V100" />`}
    ${lines.map(
      ({ path, isolated, lastKnown, y, series }) => svg`
        <path class=${lineClass('chart-line', series)} d=${path} />
        ${isolated.map((day) => dot(x(day), y(day) ?? 0, lineClass('chart-point', series)))}
        ${lastKnown === undefined || series.isPrevious ? nothing : dot(x(lastKnown), y(lastKnown) ?? 0, lineClass('chart-end', series))}`,
    )}
  `;
}

function lineClass(kind: string, { look, isPrevious }: MeasureLine): string {
  return `${kind} line-${look}${isPrevious ? ' previous' : ''}`;
}
