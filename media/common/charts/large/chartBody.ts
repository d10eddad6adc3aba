import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { Overlay } from '../../../../src/shared/pages/report.js';
import { cssProperties } from '../../base/components/cssProperties.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { type ChartLayout, withYears } from '../../../../src/shared/charts/chartLayout.js';
import { weekendBands } from '../../../../src/shared/charts/weekendBands.js';
import type { HistoryFacts } from '../../../../src/shared/history.js';
import { historyDrawing } from '../drawing/historyDrawing.js';
import { dot } from '../drawing/plot.js';
import { axisNotes } from '../measures/chartNotes.js';
import { axisDays } from '../../../../src/shared/charts/dayAxis.js';
import { isByDayOfMonth } from '../measures/overlays.js';
import { dataEndText } from '../measures/legendCells.js';
import { lineName, type MeasureLine } from '../measures/measureLines.js';
import { linePoints } from './linePoints.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import styles from './largeChart.css' with { type: 'text' };

adoptStyles(styles);

/** From here on, in hundredths of the width, a label ends where it would have its middle: there is no room to the right. */
const LAST_LABEL = 97;

/** What lies under the lines, and what is known of the past beside their values. */
export interface ChartBodyFacts {
  readonly overlay: Overlay;
  readonly history?: HistoryFacts | undefined;
}

/** Lines with their axes, to be read by pointer and by arrow keys. */
export function chartBody(
  layout: ChartLayout<MeasureLine>,
  { overlay, history }: ChartBodyFacts,
  format: Format,
): TemplateResult {
  return html`
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
        .points=${linePoints(layout, overlay, format)}
        .chart=${drawing(layout, overlay, historyDrawing(layout, isByDayOfMonth(overlay) ? undefined : history))}
        .idle=${dataEndText(layout, format) ?? nothing}
      ></report-plot>
      <div class="chart-days ${withYears(layout) ? 'with-years' : ''}" aria-hidden="true">
        ${axisDays(layout, isByDayOfMonth(overlay), format).map(
          ({ day, label }) =>
            html`<span
              class="chart-day ${layout.x(day) > LAST_LABEL ? 'at-end' : ''}"
              ${cssProperties({ left: `${layout.x(day)}%` })}
              >${label}</span
            >`,
        )}
      </div>
    </div>
  `;
}

/** The color and dash of a line, for its legend. */
export function swatch(line: MeasureLine): TemplateResult {
  return html`<svg class="chart-swatch" viewBox="0 0 24 8" aria-hidden="true" focusable="false">
    <path class=${lineClass('chart-line', line)} d="M0 4H24" />
  </svg>`;
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

/** Of a part of a line's drawing: each line has a color and a dash. */
function lineClass(kind: string, { look, isPrevious }: MeasureLine): string {
  return `${kind} line-${look}${isPrevious ? ' previous' : ''}`;
}
