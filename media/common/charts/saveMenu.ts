import { html, type TemplateResult } from 'lit';
import type { ChartFileFormat } from '../../../src/shared/pages/report.js';
import '../base/menu.js';
import { strings } from '../base/strings.js';
import { isolated } from '../base/formatCell.js';

const files: readonly { readonly id: ChartFileFormat; readonly label: string }[] = [
  { id: 'svg', label: strings.saveSvg },
  { id: 'png', label: strings.savePng },
];

/** A button with the kinds of files that a picture can be saved as. */
export function saveMenu(name: string, save: (format: ChartFileFormat) => void): TemplateResult {
  return html`<report-menu
    data-testid="save-menu"
    .label=${strings.saveChart(isolated(name, 120))}
    .icon=${'save'}
    .plain=${true}
    .items=${files}
    .choose=${(id: string) => save(id === 'png' ? 'png' : 'svg')}
  ></report-menu>`;
}
