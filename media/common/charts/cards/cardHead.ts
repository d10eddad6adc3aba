import { html, nothing, type TemplateResult } from 'lit';
import { truncate } from '../../base/format/formatCell.js';
import { nameWithoutUnit } from '../../../../src/shared/measures.js';

/** A card's head with what can be done with the card. */
export function cardHeadWith(name: string, tools: unknown, key?: string): TemplateResult {
  return html`<div class="card-head-line">${cardHead(name, key)}<span class="card-tools">${tools}</span></div>`;
}

/** Name of a card, with the second key as a tag where there is one. */
export function cardHead(name: string, key?: string): TemplateResult {
  return html`
    <div class="card-head">
      <h3 class="card-name" title=${truncate(name, 300)}>${truncate(nameWithoutUnit(name), 120)}</h3>
      ${key === undefined ? nothing : html`<span class="card-key" title=${truncate(key, 300)}>${truncate(key, 60)}</span>`}
    </div>
  `;
}
