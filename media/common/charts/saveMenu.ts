import { html, type TemplateResult } from 'lit';
import type { ChartFileFormat } from '../../../src/shared/pages/report.js';
import '../base/components/menu.js';
import { formatText } from '../base/format/formatText.js';
import { texts } from '../base/texts.js';
import { isolated } from '../base/format/formatCell.js';

const files: readonly { readonly id: ChartFileFormat; readonly label: string }[] = [
  { id: 'svg', label: texts.saveSvg },
  { id: 'png', label: texts.savePng },
];

/** A button with a menu of the image formats that a chart can be saved in. */
export function saveMenu(name: string, save: (format: ChartFileFormat) => void): TemplateResult {
  return html`<report-menu
    data-testid="save-menu"
    .label=${formatText(texts.saveChart, isolated(name, 120))}
    .icon=${'save'}
    .plain=${true}
    .items=${files}
    .choose=${(id: string) => save(id === 'png' ? 'png' : 'svg')}
  ></report-menu>`;
}
