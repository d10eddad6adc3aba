import { html, nothing } from 'lit';
import type { ShownSavedView } from '../../src/shared/pages/report.js';
import { adoptStyles } from '../common/base/components/adoptStyles.js';
import { isolated } from '../common/base/format/formatCell.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { reportTexts } from './reportTexts.js';
import styles from './savedViewLine.css' with { type: 'text' };

adoptStyles(styles);

export interface SavedViewHandlers {
  readonly saveView: () => void;
  readonly resetView: () => void;
}

/** Which saved view the table shows, and what can be done once it shows something else. */
export function savedViewLine({ name, isChanged, notes }: ShownSavedView, handlers: SavedViewHandlers): unknown {
  return html`<div class="saved-view" data-testid="saved-view">
    <span class="codicon codicon-bookmark" aria-hidden="true"></span>
    <span role="status"
      >${formatText(reportTexts.savedView.shown, isolated(name, 100))}
      ${isChanged ? html`<span class="saved-view-changed">${reportTexts.savedView.changed}</span>` : nothing}</span
    >
    ${
      isChanged
        ? html`<button class="button secondary" title=${reportTexts.savedView.saveHint} @click=${handlers.saveView}>
              ${reportTexts.savedView.save}
            </button>
            <button class="button secondary" title=${reportTexts.savedView.resetHint} @click=${handlers.resetView}>
              ${reportTexts.savedView.reset}
            </button>`
        : nothing
    }
    ${notes.map((note) => html`<span class="saved-view-note">${note}</span>`)}
  </div>`;
}
