import { html, nothing, type TemplateResult } from 'lit';
import type { TenantFacts } from '../../../../src/shared/pages/common.js';
import { texts } from '../texts.js';
import { truncate } from '../format/formatCell.js';

/** Whose data a page shows, as one of its facts; that the sample tenant's are made up is always said. */
export function tenantFact({ name, isSample }: TenantFacts): TemplateResult {
  return html`
    <li data-testid="tenant">
      <span
        class="codicon codicon-${isSample ? 'beaker' : 'organization'}"
        role="img"
        aria-label=${texts.tenant}
      ></span>
      <span class="fact-text">${truncate(name, 200)}</span>
      ${isSample ? html`<span class="badge sample" title=${texts.sampleHint}>${texts.sampleBadge}</span>` : nothing}
    </li>
  `;
}
