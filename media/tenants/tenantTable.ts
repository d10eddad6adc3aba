import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RowSort, Tenant, TenantMeasure } from '../../src/shared/pages/tenants.js';
import type { Format } from '../../src/shared/format/format.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { newestDays, type TenantsModel } from './model.js';
import { isSortedBy } from './sortRows.js';
import { type RowHandlers, tenantRow } from './tenantRow.js';
import { tenantsTexts } from './tenantsTexts.js';
import { totalsRow } from './totalsRow.js';

export interface TableHandlers extends RowHandlers {
  readonly sort: (by: RowSort['by']) => void;
}

/** A row for each tenant, three columns for each measure. @param tenants in the order in which they are shown */
export function tenantTable(
  model: TenantsModel,
  tenants: readonly Tenant[],
  sort: RowSort | null,
  format: Format,
  handlers: TableHandlers,
): TemplateResult {
  const { measures, rows } = model;
  const days = newestDays(model);
  const isReading = model.state === 'reading';
  const name = { kind: 'name' } as const;
  return html`
    <table
      class="tenants-table"
      role="grid"
      aria-label=${tenantsTexts.tableLabel}
      aria-describedby="tenants-hint"
      aria-busy=${isReading ? 'true' : 'false'}
    >
      <thead>
        <tr>
          <th scope="col" rowspan="2" class="tenant-head" aria-sort=${ariaSort(sort, name)}>
            ${sortButton(name, 'name', texts.tenant, texts.tenant, sort, handlers)}
          </th>
          ${measures.map(
            ({ label, reportTitle }) => html`
              <th scope="colgroup" colspan="3" class="group-start measure-head">
                <span class="measure-label">${nameWithoutUnit(label)}</span>
                <span class="measure-report">${reportTitle}</span>
              </th>
            `,
          )}
        </tr>
        <tr>
          ${measures.map((measure) => measureHeaders(measure, sort, handlers))}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          tenants,
          ({ id }) => id,
          (tenant) =>
            guard([tenant, rows.get(tenant.id), isReading, measures, days.join()], () =>
              tenantRow(tenant, rows.get(tenant.id), { measures, days, isReading, format, handlers }),
            ),
        )}
      </tbody>
      ${model.state === 'read' ? totalsRow(model, format) : nothing}
    </table>
  `;
}

function measureHeaders(measure: TenantMeasure, sort: RowSort | null, handlers: TableHandlers): TemplateResult {
  const header = (kind: 'value' | 'change', name: string) => {
    const by = { kind, measure: measure.id };
    const label = formatText(tenantsTexts.columnOf, nameWithoutUnit(measure.label), name);
    return html`<th
      scope="col"
      class=${kind === 'value' ? 'amount' : 'change'}
      title=${kind === 'change' ? tenantsTexts.changeHint : nothing}
      aria-sort=${ariaSort(sort, by)}
    >
      ${sortButton(by, `${measure.id}:${kind}`, name, label, sort, handlers)}
    </th>`;
  };
  return html`
    <th scope="col" class="group-start trend">${tenantsTexts.trend}</th>
    ${header('value', tenantsTexts.latest)} ${header('change', tenantsTexts.change)}
  `;
}

function sortButton(
  by: RowSort['by'],
  column: string,
  text: string,
  label: string,
  sort: RowSort | null,
  handlers: TableHandlers,
): TemplateResult {
  const isSorted = sort !== null && isSortedBy(sort, by);
  return html`<button
    class="sort-button"
    data-column=${column}
    title=${formatText(tenantsTexts.sortBy, label)}
    @click=${() => handlers.sort(by)}
  >
    ${text}${
      isSorted
        ? html`<span class="codicon codicon-arrow-${sort.descending ? 'down' : 'up'}" aria-hidden="true"></span>`
        : nothing
    }
  </button>`;
}

function ariaSort(sort: RowSort | null, by: RowSort['by']): 'ascending' | 'descending' | 'none' {
  return sort === null || !isSortedBy(sort, by) ? 'none' : sort.descending ? 'descending' : 'ascending';
}
