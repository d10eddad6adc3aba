import { html, nothing, type TemplateResult } from 'lit';
import type { TenantMeasure } from '../../src/shared/pages/tenants.js';
import type { Format } from '../../src/shared/format/format.js';
import type { TenantsModel } from './model.js';
import { tenantsTexts } from './tenantsTexts.js';
import { countedTenants, type Total, totalsOf } from './totals.js';

/** What the tenants come to together, and why not where a sum would mean nothing. Nothing of a single tenant. */
export function totalsRow(model: TenantsModel, format: Format): TemplateResult | typeof nothing {
  const { measures, tenants } = model;
  const counted = countedTenants(tenants);
  return counted.length < 2
    ? nothing
    : html`
        <tfoot>
          <tr data-testid="totals">
            <th scope="row" class="tenant-name">
              ${format.plural(tenantsTexts.total, counted.length)}
              ${
                tenants.some(({ isSample }) => isSample) && counted.every(({ isSample }) => !isSample)
                  ? html`<span class="cell-note">${tenantsTexts.withoutSamples}</span>`
                  : nothing
              }
            </th>
            ${totalsOf(model).map((total, index) => totalCell(total, measures[index], format))}
          </tr>
        </tfoot>
      `;
}

function totalCell(total: Total, measure: TenantMeasure | undefined, format: Format): TemplateResult {
  if (total.kind === 'sum' && measure !== undefined) {
    return html`
      <td class="group-start trend"></td>
      <td class="amount" title=${`${format.exact(total.value, measure.unit)}, ${format.day(total.day)}`}>
        <span class="latest-value">${format.value(total.value, measure.unit)}</span>
        <span class="cell-note">${format.shortDay(total.day)}</span>
      </td>
      <td class="change"></td>
    `;
  }
  return html`<td class="group-start no-total" colspan="3">${reasonText(total, format)}</td>`;
}

function reasonText(total: Total, format: Format): string {
  switch (total.kind) {
    case 'counts':
      return tenantsTexts.noTotal.counts;
    case 'days':
      return tenantsTexts.noTotal.days;
    case 'missing':
      return format.plural(tenantsTexts.noTotal.missing, total.tenants);
    case 'sum':
      return '';
  }
}
