import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { DatedValue, SeriesPicture, Unit } from '../../../src/shared/report.js';
import { cssProperties } from '../cssProperties.js';
import { addDays, averages, isWeekend } from '../days.js';
import type { Format } from '../format.js';
import { strings } from '../strings.js';
import { clipped } from '../table/cells.js';
import { type ChartLayout, chartLayout, labelledDays } from './chartGeometry.js';
import { nearestPoint } from './geometry.js';
import { type HistoryFacts, historyDrawing } from './historyMarks.js';
import { dot, type PlotPoints } from './plot.js';

/** More lines than this nobody tells apart; there is a colour and a dash for each. */
export const mostLines = 6;
/** Weekends of more days would be a comb, not a help. */
const mostDaysWithWeekends = 95;

/** Name of a measure among those of its report. */
export function measureName({ column, key }: SeriesPicture): string {
  return key === undefined ? column : `${column}, ${key}`;
}

export interface ChartHandlers {
  readonly remove: (picture: SeriesPicture) => void;
  readonly close: () => void;
}

/** One or several measures large, over the same days, to be read exactly: by pointer, and by arrow keys. */
export function largeChart(
  pictures: readonly SeriesPicture[],
  format: Format,
  handlers: ChartHandlers,
  history?: HistoryFacts,
): TemplateResult {
  const layout = chartLayout(pictures);
  const names = pictures.map(measureName);
  return html`
    <section class="chart" aria-label=${strings.chart} data-testid="chart">
      <div class="chart-head">
        <div class="chart-legend">
          <table>
            <thead>
              <tr>
                <td></td>
                ${[strings.latest, strings.weekdays, strings.weekends, strings.minimum, strings.maximum].map((name) => html`<th scope="col">${name}</th>`)}
                <td></td>
              </tr>
            </thead>
            <tbody>
              ${pictures.map((picture, index) => legendRow(picture, index, format, handlers))}
            </tbody>
          </table>
        </div>
        <button class="icon-button" aria-label=${strings.closeChart} title=${strings.closeChart} data-testid="close-chart" @click=${handlers.close}>
          <span class="codicon codicon-close" aria-hidden="true"></span>
        </button>
      </div>
      <div class="chart-body">
        <div class="chart-axis" aria-hidden="true">
          ${layout.lanes.map(({ unit, ticks }) =>
            ticks.map(({ value, y }) => html`<span class="chart-tick" ${cssProperties({ top: `${y}%` })}>${format.value(value, unit)}</span>`),
          )}
        </div>
        <report-plot
          .label=${strings.explore(names.join(', '))}
          .points=${points(layout, names, format)}
          .picture=${drawing(layout, historyDrawing(layout, history))}
          .idle=${layout.dataEnd === undefined ? nothing : strings.dataEnds(format.day(addDays(layout.firstDay, layout.dataEnd)))}
        ></report-plot>
        <div class="chart-days" aria-hidden="true">
          ${labelledDays(layout.firstDay, layout.dayCount).map(
            (day) => html`<span class="chart-day" ${cssProperties({ left: `${layout.x(day)}%` })}>${dayLabel(addDays(layout.firstDay, day), layout, format)}</span>`,
          )}
        </div>
      </div>
    </section>
  `;
}

/** Over more than a year a day without its year says little. */
function dayLabel(day: string, { dayCount }: ChartLayout, format: Format): string {
  return dayCount > 366 ? format.day(day) : format.shortDay(day);
}

function legendRow(picture: SeriesPicture, index: number, format: Format, { remove }: ChartHandlers): TemplateResult {
  const { latest, min, max, unit } = picture;
  const name = measureName(picture);
  const { weekdays, weekends } = averages(picture.firstDay, picture.values);
  const dated = (value: DatedValue | null) =>
    value === null
      ? html`<td class="blank">${strings.blankMark}</td>`
      : html`<td title=${strings.valueOn(format.exact(value.value, unit), format.day(value.date))}>${format.value(value.value, unit)}</td>`;
  const average = (value: number | undefined) =>
    value === undefined ? html`<td class="blank">${strings.blankMark}</td>` : html`<td>${format.value(rounded(value), unit)}</td>`;
  return html`
    <tr data-testid="chart-measure">
      <th scope="row">
        <svg class="chart-swatch" viewBox="0 0 24 8" aria-hidden="true" focusable="false"><path class="chart-line line-${index}" d="M0 4H24" /></svg>
        <span title=${clipped(name, 300)}>${clipped(name, 60)}</span>
      </th>
      ${dated(latest)} ${average(weekdays)} ${average(weekends)} ${dated(min)} ${dated(max)}
      <td>
        <button class="icon-button" aria-label=${strings.removeFromChart(name)} title=${strings.removeFromChart(name)} @click=${() => remove(picture)}>
          <span class="codicon codicon-close" aria-hidden="true"></span>
        </button>
      </td>
    </tr>
  `;
}

/** Of a hundred messages a day nobody wants tenths. */
function rounded(average: number): number {
  return Math.abs(average) >= 100 ? Math.round(average) : Math.round(average * 10) / 10;
}

function points({ firstDay, dayCount, lines, x }: ChartLayout, names: readonly string[], format: Format): PlotPoints {
  return {
    count: dayCount,
    position: (day) => x(day) / 100,
    marks: (day) =>
      lines.flatMap(({ y }, index) => {
        const level = y(day);
        return level === undefined ? [] : [{ level: level / 100, className: `line-${index}` }];
      }),
    at: (fraction) => nearestPoint(fraction, dayCount),
    describe: (day) => {
      const values = lines.map(({ picture }, index) => {
        const value = picture.values[day];
        return `${names[index] ?? ''} ${typeof value === 'number' ? humanAndExact(value, picture.unit, format) : strings.blank}`;
      });
      return strings.pointText(format.day(addDays(firstDay, day)), values.join(' · '));
    },
  };
}

/** `110 h (397,735 seconds)`; a plain count stands for itself. */
function humanAndExact(value: number, unit: Unit, format: Format): string {
  const [human, exact] = [format.value(value, unit), format.exact(value, unit)];
  return human === exact ? exact : `${human} (${exact})`;
}

function drawing(layout: ChartLayout, past: unknown): SVGTemplateResult {
  const { firstDay, dayCount, lanes, lines, dataEnd, x } = layout;
  return svg`
    ${weekends(firstDay, dayCount).map((day) => {
      const half = 50 / (dayCount - 1);
      const left = Math.max(0, x(day) - half);
      return svg`<rect class="weekend" x=${left} y="0" width=${Math.min(100, x(day) + half) - left} height="100" />`;
    })}
    ${lanes.map(({ ticks }) => ticks.map(({ y }, index) => svg`<path class=${index === 0 ? 'baseline' : 'chart-grid'} d="M0 ${y}H100" />`))}
    ${past}
    ${dataEnd === undefined ? nothing : svg`<path class="data-end" d="M${x(dataEnd)} 0V100" />`}
    ${lines.map(
      ({ path, isolated, y }, index) => svg`
        <path class="chart-line line-${index}" d=${path} />
        ${isolated.map((day) => dot(x(day), y(day) ?? 0, `chart-point line-${index}`))}`,
    )}
  `;
}

function weekends(firstDay: string, dayCount: number): number[] {
  return dayCount < 2 || dayCount > mostDaysWithWeekends
    ? []
    : Array.from({ length: dayCount }, (_, day) => day).filter((day) => isWeekend(addDays(firstDay, day)));
}
