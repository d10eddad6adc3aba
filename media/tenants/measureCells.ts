import { html, nothing, type TemplateResult } from 'lit';
import type { Tenant, TenantCell, TenantMeasure } from '../../src/shared/pages/tenants.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { smallTrendSparkline } from '../common/charts/drawing/trendSparkline.js';
import { measureName } from '../common/charts/measures/chartNames.js';
import { changeAmount, describeChange } from '../common/charts/measures/describeChange.js';
import { directionMark } from '../../src/shared/format/directionMark.js';
import { tenantsTexts } from './tenantsTexts.js';

type ValueCell = Extract<TenantCell, { kind: 'value' }>;
type MissingCell = Extract<TenantCell, { kind: 'missing' }>;

/** Days of the change that is usual; a shorter one says so. */
const USUAL_DAYS = 28;

export interface CellContext {
  readonly tenant: Tenant;
  readonly measure: TenantMeasure;
  /** The newest day that any tenant has of the measure. */
  readonly newest: string | undefined;
  readonly isReading: boolean;
  readonly format: Format;
  /** Opens the report, with a measure in the large chart where one is named. */
  readonly open: (report: string, measure?: string) => void;
}

/** The three cells of a measure, or one that says why there is no value. */
export function measureCells(cell: TenantCell | undefined, context: CellContext): TemplateResult {
  if (cell === undefined) {
    return html`<td class="group-start missing" colspan="3">
      ${context.isReading ? html`<span class="bone" aria-hidden="true"></span>` : tenantsTexts.notRead}
    </td>`;
  }
  return cell.kind === 'value' ? valueCells(cell, context) : missingCell(cell, context);
}

function valueCells({ measure: shown, problem }: ValueCell, context: CellContext): TemplateResult {
  const { tenant, measure, newest, format, open } = context;
  const { latest, unit, change, isSmall } = shown;
  const isOlder = latest !== null && newest !== undefined && latest.date < newest;
  return html`
    <td class="group-start trend" title=${isSmall === true ? tenantsTexts.tooSmall : nothing}>
      ${isSmall === true ? nothing : smallTrendSparkline(shown)}
    </td>
    <td class="amount">
      <button
        class="cell-button"
        data-column="${measure.id}:value"
        title=${[
          formatText(tenantsTexts.openReport, measure.reportTitle, tenant.name),
          latest === null ? undefined : `${format.exact(latest.value, unit)}, ${format.day(latest.date)}`,
          problem && formatText(tenantsTexts.lastRequestFailed, problem.text),
        ]
          .filter((line) => line !== undefined)
          .join('\n')}
        @click=${() => open(measure.report, measureName(shown))}
      >
        <span class="latest-value">${latest === null ? '' : format.value(latest.value, unit)}</span>
      </button>
      ${
        problem === undefined
          ? nothing
          : html`<span
              class="codicon codicon-warning cell-warning"
              role="img"
              aria-label=${formatText(tenantsTexts.lastRequestFailed, problem.label)}
              title=${formatText(tenantsTexts.lastRequestFailed, problem.text)}
            ></span>`
      }
      ${
        latest === null
          ? nothing
          : html`<span
              class="cell-note ${isOlder ? 'older' : ''}"
              title=${isOlder ? formatText(tenantsTexts.onlyUpToHint, format.day(latest.date), format.day(newest)) : nothing}
              >${isOlder ? formatText(tenantsTexts.onlyUpTo, format.shortDay(latest.date)) : format.shortDay(latest.date)}</span
            >`
      }
    </td>
    <td class="change" title=${change === undefined ? nothing : describeChange(change, unit, format).title}>
      ${
        change === undefined
          ? nothing
          : html`<span class="change-mark" aria-hidden="true"
                >${directionMark(describeChange(change, unit, format).direction)}</span
              >
              ${changeAmount(change, unit, format)}
              ${change.days === USUAL_DAYS ? nothing : html`<span class="cell-note">${format.days(change.days)}</span>`}`
      }
    </td>
  `;
}

function missingCell({ why, problem }: MissingCell, { tenant, measure, open }: CellContext): TemplateResult {
  const text =
    why === 'failed' && problem !== undefined
      ? formatText(tenantsTexts.failedWith, problem.label)
      : tenantsTexts.missing[why];
  const hint = problem?.text ?? (why === 'notAvailable' ? tenantsTexts.notAvailableHint : undefined);
  return html`<td class="group-start missing" colspan="3" data-missing=${why}>
    ${
      why === 'notAvailable'
        ? html`<span title=${hint ?? nothing}>${text}</span>`
        : html`<button
            class="cell-button"
            data-column="${measure.id}:value"
            title=${[formatText(tenantsTexts.openReport, measure.reportTitle, tenant.name), hint].filter((line) => line !== undefined).join('\n')}
            @click=${() => open(measure.report)}
          >
            ${text}
          </button>`
    }
  </td>`;
}
