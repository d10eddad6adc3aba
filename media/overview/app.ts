import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { OverviewEvent, OverviewMessage, OverviewState } from '../../src/shared/pages/overview.js';
import type { Highlight } from '../../src/shared/highlight.js';
import { noticeLine } from '../common/base/components/notices.js';
import type { Format } from '../../src/shared/format/format.js';
import { measureName } from '../common/charts/measures/chartNames.js';
import { alertList } from './alertList.js';
import { cardSkeleton, overviewCard, type CardHandlers } from './card.js';
import { type CardPlace, hiddenNote } from './cardTools.js';
import { emptyOverview, fillingOverview } from './emptyOverview.js';
import { type CardGroup, type GroupedReport, groupsOf } from './groups.js';
import { groupView } from './groupView.js';
import { highlightsView } from './highlightList.js';
import { jumpLinks } from './jumpLinks.js';
import { lineNotes } from './lineNotes.js';
import { initialModel, newestDay, type OverviewModel, received } from './model.js';
import { collectButton, overviewHeader } from './overviewHeader.js';
import { overviewTexts } from './overviewTexts.js';

type Begin = Extract<OverviewEvent, { type: 'begin' }>;

/** The whole page: takes the host's messages, shows what they say, sends back what the user does. */
@customElement('overview-app')
export class OverviewApp extends LitElement {
  @property({ attribute: false }) format: Format | undefined;
  post: (message: OverviewMessage) => void = () => undefined;
  saveState: (state: OverviewState) => void = () => undefined;
  @state() private model: OverviewModel = initialModel;
  /** The report whose card was hidden last. Its place is kept, so that this can be undone there. */
  @state() private kept: string | undefined;
  /** Gets the focus once the host has arranged the cards anew: the button that had it is gone. */
  #focusNext: string | undefined;

  readonly #handlers: CardHandlers = {
    open: (report, measure) => this.post({ type: 'open', report, ...(measure === undefined ? {} : { measure }) }),
    history: (report) => this.post({ type: 'open', report, history: true }),
  };
  readonly #collect = () => this.post({ type: 'collect' });

  receive(event: OverviewEvent): void {
    this.model = received(this.model, event);
    if (event.type === 'layout') {
      void this.updateComplete.then(() => this.#restoreFocus());
    }
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues): void {
    const id = this.model.begin?.connection.id;
    if (changed.has('model') && id !== undefined) {
      this.saveState({ connection: id });
    }
  }

  protected override render(): unknown {
    const { format, model } = this;
    if (format === undefined) {
      return nothing;
    }
    const { begin, failure, filling, reading } = model;
    return html`
      <main
        class="overview"
        data-testid="overview"
        data-state=${failure !== undefined ? 'failed' : reading ? 'reading' : 'idle'}
      >
        <div
          class="progress ${reading ? 'active' : ''}"
          role="progressbar"
          aria-label=${overviewTexts.reading}
          ?hidden=${!reading}
        ></div>
        ${
          begin === undefined || filling !== undefined
            ? nothing
            : overviewHeader(begin, newestDay(model), lineNotes(model.cards.values()), format, {
                reload: () => this.post({ type: 'reload' }),
                collect: this.#collect,
              })
        }
        <div role="alert">
          ${
            failure === undefined
              ? nothing
              : html`<ul class="notices">
                  ${noticeLine(failure, (id) => this.post({ type: 'action', id }))}
                </ul>`
          }
        </div>
        ${this.#main(format)}
        <div class="visually-hidden" role="status">${this.#announcement(format)}</div>
      </main>
    `;
  }

  #main(format: Format): unknown {
    const { begin, filling, reading } = this.model;
    if (filling !== undefined) {
      return fillingOverview(filling, format, () => this.post({ type: 'cancel' }));
    }
    if (begin === undefined || (begin.reports.length === 0 && reading)) {
      return nothing;
    }
    return begin.reports.length === 0
      ? [this.#alerts(format), emptyOverview(collectButton('', this.#collect), () => this.post({ type: 'browse' }))]
      : this.#content(begin, format);
  }

  #content(begin: Begin, format: Format): unknown {
    const { model } = this;
    const groups = groupsOf(begin, model.layout, this.kept);
    return html`
      ${jumpLinks(groups)}
      <div class="overview-columns">
        <div class="overview-aside">
          ${this.#alerts(format)}
          <section aria-labelledby="highlights-heading" data-testid="highlights-list">
            <h2 id="highlights-heading">${overviewTexts.highlights}</h2>
            ${highlightsView(begin, model, format, this.#openHighlight)}
          </section>
        </div>
        <div class="overview-groups" aria-busy=${model.reading ? 'true' : 'false'}>
          ${repeat(
            groups,
            ({ id }) => id,
            (group) =>
              groupView(group, {
                isOpen: group.kind === 'retired' && model.layout.retiredOpen,
                onToggle: (on) => {
                  if (group.kind === 'retired') {
                    this.post({ type: 'setRetiredOpen', on });
                  }
                },
                card: (report) => this.#card(report, group, format),
                format,
              }),
          )}
        </div>
      </div>
    `;
  }

  #alerts(format: Format): unknown {
    return alertList(this.model.alerts, format, {
      open: (id) => this.post({ type: 'openAlert', id }),
      showAll: () => this.post({ type: 'showAlerts' }),
    });
  }

  #card({ report, title, product }: GroupedReport, group: CardGroup, format: Format): unknown {
    const { cards, layout } = this.model;
    const isHidden = layout.hidden.includes(report);
    if (isHidden && group.kind !== 'hidden') {
      return hiddenNote(report, title, () => this.#setHidden(report, false));
    }
    const card = cards.get(report);
    if (card === undefined) {
      return cardSkeleton(title);
    }
    const place: CardPlace = {
      isFavorite: layout.favorites.includes(report),
      isHidden,
      setFavorite: (on) => {
        this.#focusNext = buttonOf(report, 'favorite');
        this.post({ type: 'setFavorite', report, on });
      },
      setHidden: (on) => this.#setHidden(report, on),
    };
    return overviewCard(card, product, place, newestDay(this.model), format, this.#handlers);
  }

  #setHidden(report: string, on: boolean): void {
    this.kept = on ? report : undefined;
    this.#focusNext = buttonOf(report, on ? 'undo-hide' : 'hide');
    this.post({ type: 'setHidden', report, on });
  }

  #restoreFocus(): void {
    if (this.#focusNext !== undefined) {
      this.querySelector<HTMLElement>(this.#focusNext)?.focus();
      this.#focusNext = undefined;
    }
  }

  /** A change opens its own measure. What is missing shows among all days only. */
  readonly #openHighlight = (highlight: Highlight): void => {
    switch (highlight.kind) {
      case 'rise':
      case 'fall':
        return this.#handlers.open(highlight.report, measureName(highlight));
      case 'missing':
      case 'damaged':
        return this.#handlers.history(highlight.report);
      case 'failed':
      case 'lag':
        return this.#handlers.open(highlight.report);
    }
  };

  #announcement(format: Format): string {
    const { begin, reading, filling } = this.model;
    if (filling !== undefined) {
      return overviewTexts.filling;
    }
    return reading || begin === undefined
      ? overviewTexts.reading
      : format.plural(overviewTexts.opened, begin.reports.length, begin.connection.name);
  }
}

function buttonOf(report: string, button: 'favorite' | 'hide' | 'undo-hide'): string {
  return `[data-report="${CSS.escape(report)}"] [data-testid="${button}"]`;
}

declare global {
  interface HTMLElementTagNameMap {
    'overview-app': OverviewApp;
  }
}
