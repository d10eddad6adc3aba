import { html, nothing, type TemplateResult } from 'lit';
import { isNumeric, unitOf } from '../../../src/shared/measures.js';
import type { Grouping, Groups } from '../../../src/shared/pages/grouping.js';
import { columnLabel } from '../../../src/shared/report.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Format } from '../../../src/shared/format/format.js';
import { isolated } from '../../common/base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { barsCard } from '../../common/charts/cards/barCards.js';
import { reportTexts } from '../reportTexts.js';
import { groupName } from './groupCells.js';

/** Bars that somebody can compare at a glance. */
const MAX_BARS = 12;

/** Whether there is something to draw: the first amount is a number, which the latest day is not. */
export function hasAmounts({ columns, keyWidths, rowCount }: Groups): boolean {
  const info = columns[keyWidths.reduce((sum, width) => sum + width, 0)];
  return info !== undefined && isNumeric(info) && rowCount > 0;
}

/** Bars of the first amount, of the groups that come first; nothing where it is no number, such as the latest day. */
export function groupsChart(
  groups: Groups,
  grouping: Grouping,
  columns: readonly ShownColumn[],
  format: Format,
): TemplateResult | typeof nothing {
  const at = groups.keyWidths.reduce((sum, width) => sum + width, 0);
  const info = groups.columns[at];
  if (info === undefined || !hasAmounts(groups)) {
    return nothing;
  }
  const rows = groups.firstRows.rows.slice(0, MAX_BARS);
  const bars = rows.map((cells) => {
    const value = cells[at];
    return {
      label: groupName(cells, grouping, groups, columns, format),
      value: typeof value === 'number' ? value : null,
    };
  });
  const { chart, chartOf } = reportTexts.groups;
  return html`<ul class="cards groups-chart" aria-label=${chart} data-testid="groups-chart">
    <li class="card">
      ${barsCard({ kind: 'bars', label: isolated(columnLabel(info), 120), unit: unitOf(info), bars }, { name: '', format })}
      ${
        groups.rowCount > rows.length
          ? html`<p class="card-foot">
              ${formatText(chartOf, format.count(rows.length), format.count(groups.rowCount))}
            </p>`
          : nothing
      }
    </li>
  </ul>`;
}
