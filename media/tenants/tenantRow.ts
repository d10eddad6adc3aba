import { html, nothing, type TemplateResult } from 'lit';
import type { Tenant, TenantCell, TenantMeasure } from '../../src/shared/pages/tenants.js';
import { truncate } from '../common/base/format/formatCell.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { measureCells } from './measureCells.js';
import { tenantsTexts } from './tenantsTexts.js';

export interface RowHandlers {
  readonly openOverview: (tenant: string) => void;
  /** Opens a report, with a measure in the large chart where one is named. */
  readonly openReport: (tenant: string, report: string, measure?: string) => void;
  readonly fetch: (tenant: string, reports: readonly string[]) => void;
}

export interface RowContext {
  readonly measures: readonly TenantMeasure[];
  /** For each measure, the newest day that any tenant has of it. */
  readonly days: readonly (string | undefined)[];
  readonly isReading: boolean;
  readonly format: Format;
  readonly handlers: RowHandlers;
}

const MAX_NAME_CHARACTERS = 200;

/** One tenant. A click beside the buttons opens its overview, as the button with its name does. */
export function tenantRow(
  tenant: Tenant,
  cells: readonly TenantCell[] | undefined,
  { measures, days, isReading, format, handlers }: RowContext,
): TemplateResult {
  const { id, name, isSample, sameAs } = tenant;
  const fetchable = isReading ? [] : reportsToFetch(cells, measures, days);
  const label = truncate(name, MAX_NAME_CHARACTERS);
  return html`
    <tr
      data-tenant=${id}
      data-testid="tenant-row"
      data-vscode-context=${JSON.stringify({
        webviewSection: 'usageReportsTenant',
        connection: id,
        preventDefaultContextMenuItems: true,
      })}
      @click=${(event: Event) => openUnlessButton(event, () => handlers.openOverview(id))}
    >
      <th scope="row" class="tenant-name">
        <button
          class="cell-button"
          data-column="name"
          title=${formatText(tenantsTexts.openOverview, label)}
          @click=${() => handlers.openOverview(id)}
        >
          ${label}
        </button>
        ${isSample ? html`<span class="badge sample" title=${texts.sampleHint}>${texts.sampleBadge}</span>` : nothing}
        ${sameAs === undefined ? nothing : html`<span class="cell-note">${formatText(tenantsTexts.sameTenant, truncate(sameAs, MAX_NAME_CHARACTERS))}</span>`}
        ${
          fetchable.length === 0
            ? nothing
            : html`<button
                class="fetch-button"
                data-column="fetch"
                data-testid="fetch"
                title=${format.plural(tenantsTexts.fetchOf, fetchable.length, label)}
                aria-label=${format.plural(tenantsTexts.fetchOf, fetchable.length, label)}
                @click=${() => handlers.fetch(id, fetchable)}
              >
                <span class="codicon codicon-cloud-download" aria-hidden="true"></span>${tenantsTexts.fetch}
              </button>`
        }
      </th>
      ${measures.map((measure, index) =>
        measureCells(cells?.[index], {
          ...{ tenant, measure, isReading, format, newest: days[index] },
          open: (report, shown) => handlers.openReport(id, report, shown),
        }),
      )}
    </tr>
  `;
}

/** The reports that have no value although the tenant could have one, an older one than others have, or whose last request failed. */
function reportsToFetch(
  cells: readonly TenantCell[] | undefined,
  measures: readonly TenantMeasure[],
  days: readonly (string | undefined)[],
): readonly string[] {
  const isWanted = (cell: TenantCell | undefined, newest: string | undefined) =>
    cell?.kind === 'value'
      ? cell.problem !== undefined || (cell.measure.latest?.date ?? '') < (newest ?? '')
      : cell !== undefined && ['notFetched', 'denied', 'failed', 'unreadable'].includes(cell.why);
  return [...new Set(measures.flatMap(({ report }, index) => (isWanted(cells?.[index], days[index]) ? [report] : [])))];
}

/** A click that ends the selection of a text opens nothing, either. */
function openUnlessButton({ target }: Event, open: () => void): void {
  const isButton = target instanceof Element && target.closest('button') !== null;
  if (!isButton && document.getSelection()?.isCollapsed !== false) {
    open();
  }
}
