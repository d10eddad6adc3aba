import { html, type TemplateResult } from 'lit';
import '../base/components/menu.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import { texts } from '../base/texts.js';
import { isolated } from '../base/format/formatCell.js';

const items = [
  { id: 'copy', label: texts.copyAsImage },
  { id: 'save', label: texts.saveAs },
] as const;

/** What a chart's menu does. */
export interface SaveMenuHandlers {
  readonly copy: () => void;
  readonly save: () => void;
}

/** A button with a menu that copies a chart as an image, or saves it in the format that is asked for. */
export function saveMenu(name: string, { copy, save }: SaveMenuHandlers): TemplateResult {
  return html`<report-menu
    data-testid="save-menu"
    .label=${formatText(texts.saveChart, isolated(name, 120))}
    .icon=${'save'}
    .plain=${true}
    .items=${items}
    .choose=${(id: string) => (id === 'copy' ? copy() : save())}
  ></report-menu>`;
}
