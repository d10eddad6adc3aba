import { html, nothing, type TemplateResult } from 'lit';
import { columnLabel, type ColumnInfo } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { truncate } from '../../base/format/formatCell.js';
import { texts } from '../../base/texts.js';
import type { ColumnLayout } from '../grid/columnLayout.js';

/** Says how many columns somebody has hidden, and brings them back. */
export function hiddenColumns(
  { hidden }: ColumnLayout,
  columns: readonly ColumnInfo[],
  format: Format,
  show: () => void,
): TemplateResult | typeof nothing {
  const names = hidden.flatMap(({ column, why }) => {
    const info = columns[column];
    return why === 'chosen' && info !== undefined ? [truncate(columnLabel(info), 120)] : [];
  });
  return names.length === 0
    ? nothing
    : html`<p class="constant-columns" data-testid="hidden-columns">
        <span title=${names.join('\n')}>${format.plural(texts.hiddenColumns, names.length)}</span>
        <button class="link-button" data-testid="show-hidden" @click=${show}>${texts.showHidden}</button>
      </p>`;
}
