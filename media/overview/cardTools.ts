import { html, type TemplateResult } from 'lit';
import { formatText } from '../../src/shared/format/formatText.js';
import { overviewTexts } from './overviewTexts.js';

/** Where a card stands, and how the user changes that. */
export interface CardPlace {
  readonly isFavorite: boolean;
  readonly isHidden: boolean;
  readonly setFavorite: (on: boolean) => void;
  readonly setHidden: (on: boolean) => void;
}

/** The buttons of a card that arrange it: favorite or not, hidden or not. */
export function cardTools(title: string, place: CardPlace): TemplateResult {
  const { isFavorite, isHidden, setFavorite, setHidden } = place;
  const favorite = formatText(isFavorite ? overviewTexts.removeFavorite : overviewTexts.addFavorite, title);
  const hide = formatText(isHidden ? overviewTexts.showCard : overviewTexts.hideCard, title);
  return html`
    <span class="overview-tools">
      <button
        class="icon-button ${isHidden ? 'is-on' : ''}"
        aria-pressed=${isHidden ? 'true' : 'false'}
        aria-label=${formatText(overviewTexts.hideCard, title)}
        title=${hide}
        data-testid="hide"
        @click=${() => setHidden(!isHidden)}
      >
        <span class="codicon codicon-${isHidden ? 'eye' : 'eye-closed'}" aria-hidden="true"></span>
      </button>
      <button
        class="icon-button ${isFavorite ? 'is-on' : ''}"
        aria-pressed=${isFavorite ? 'true' : 'false'}
        aria-label=${formatText(overviewTexts.favorite, title)}
        title=${favorite}
        data-testid="favorite"
        @click=${() => setFavorite(!isFavorite)}
      >
        <span class="codicon codicon-star-${isFavorite ? 'full' : 'empty'}" aria-hidden="true"></span>
      </button>
    </span>
  `;
}

/** Stands where a card was that was just hidden. */
export function hiddenNote(report: string, title: string, undo: () => void): TemplateResult {
  return html`
    <li class="card overview-hidden-note" data-report=${report} data-testid="overview-hidden-note">
      <span id="hidden-note">${formatText(overviewTexts.isHidden, title)}</span>
      <button class="button secondary" aria-describedby="hidden-note" data-testid="undo-hide" @click=${undo}>
        ${overviewTexts.undo}
      </button>
    </li>
  `;
}
