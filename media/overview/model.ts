import type { OverviewAlerts, OverviewCard, OverviewEvent, OverviewLayout } from '../../src/shared/pages/overview.js';
import type { Highlight } from '../../src/shared/highlight.js';
import type { Notice } from '../../src/shared/pages/common.js';

/** Everything that decides what the overview shows. */
export interface OverviewModel {
  readonly begin?: Extract<OverviewEvent, { type: 'begin' }>;
  readonly cards: ReadonlyMap<string, OverviewCard>;
  /** What was found at the end of the last reading. */
  readonly highlights?: readonly Highlight[];
  readonly reading: boolean;
  readonly layout: OverviewLayout;
  readonly alerts: OverviewAlerts;
  /** Sample data that is being made, until a reading begins. */
  readonly filling?: { readonly done: number; readonly total: number };
  readonly failure?: Notice;
}

export const initialModel: OverviewModel = {
  cards: new Map(),
  reading: true,
  layout: { favorites: [], hidden: [], retiredOpen: false },
  alerts: { alerts: [], more: 0 },
};

/** The newest refresh date of all cards. */
export function newestDay({ cards }: OverviewModel): string | undefined {
  return [...cards.values()]
    .flatMap(({ refreshDate }) => refreshDate ?? [])
    .sort()
    .at(-1);
}

/** The model after a message. A new reading of the same tenant replaces what is on screen piece by piece. */
export function received(model: OverviewModel, message: OverviewEvent): OverviewModel {
  switch (message.type) {
    case 'layout': {
      const { favorites, hidden, retiredOpen } = message;
      return { ...model, layout: { favorites, hidden, retiredOpen } };
    }
    case 'filling':
      return { ...model, reading: true, failure: undefined, filling: { done: message.done, total: message.total } };
    case 'begin': {
      const same = model.begin?.connection.id === message.connection.id;
      const named = new Set(message.reports.map(({ report }) => report));
      const cards = same ? [...model.cards].filter(([report]) => named.has(report)) : [];
      return {
        begin: message,
        layout: model.layout,
        alerts: model.alerts,
        cards: new Map(cards),
        reading: true,
        ...(same && model.highlights !== undefined ? { highlights: model.highlights } : {}),
      };
    }
    case 'cards':
      return {
        ...model,
        cards: new Map([...model.cards, ...message.cards.map((card) => [card.report, card] as const)]),
      };
    case 'end':
      return { ...model, reading: false, highlights: message.highlights, failure: undefined };
    case 'alerts': {
      const { alerts, more, failed } = message;
      return { ...model, alerts: { alerts, more, failed } };
    }
    case 'failed':
      return { ...model, reading: false, filling: undefined, failure: message.notice };
  }
}
