import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import {
  comparedMonth,
  isMonthEnd,
  monthBefore,
  type MonthOverMonth,
  monthOverMonth,
} from '../../../../src/shared/monthOverMonth.js';
import type { Notice } from '../../../../src/shared/pages/common.js';
import { OVERLAYS, type Overlay } from '../../../../src/shared/pages/report.js';
import { previousPeriod } from '../../../../src/shared/previousPeriod.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { texts } from '../../base/texts.js';
import { lastKnownDay, overlaidMonth } from '../measures/measureLines.js';
import type { Measure } from '../measures/measures.js';

export interface OverlayModel {
  readonly drawn: readonly Measure[];
  readonly overlay: Overlay;
  /** Whether the lines are of days, under which others can lie. */
  readonly hasOverlay: boolean;
  /** So many days can be had from the service; `undefined` if no more than are shown. */
  readonly fetchableDays: number | undefined;
  readonly earlierDays: { readonly busy: boolean; readonly notice?: Notice } | undefined;
}

export interface OverlayHandlers {
  readonly setOverlay: (overlay: Overlay) => void;
  readonly fetchEarlier: () => void;
}

/** What is laid under the lines: nothing, the previous period, or the month before. */
export function overlayChoice(
  { drawn, overlay, hasOverlay }: OverlayModel,
  format: Format,
  { setOverlay }: OverlayHandlers,
): TemplateResult {
  const lastDay = lastKnownDay(drawn);
  // Of a month that has ended there is one choice, not two that are the same.
  const hasEnded = lastDay === undefined || isMonthEnd(lastDay);
  const chosen = overlay === 'wholeMonth' && hasEnded ? 'month' : overlay;
  const labels: Readonly<Record<Overlay, string>> = {
    none: texts.noOverlay,
    previous: texts.previousPeriod,
    month: monthLabel(lastDay && comparedMonth(lastDay, false), format),
    wholeMonth: monthLabel(lastDay && comparedMonth(lastDay, true), format),
  };
  const offered = OVERLAYS.filter((each) => each !== 'wholeMonth' || !hasEnded);
  return html`
    <span class="select ${chosen === 'none' ? '' : 'chosen'}">
      <select
        class="overlay"
        aria-label=${texts.overlay}
        title=${!hasOverlay ? texts.overlayNeedsDays : chosen === 'previous' ? texts.previousPeriodHint : texts.overlay}
        ?disabled=${!hasOverlay}
        aria-describedby=${helpText(drawn, overlay, format) === undefined ? nothing : 'overlay-help'}
        data-testid="overlay"
        .value=${live(chosen)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          setOverlay(OVERLAYS.find((each) => each === value) ?? 'none');
        }}
      >
        ${offered.map((each) => html`<option value=${each} ?selected=${each === chosen}>${labels[each]}</option>`)}
      </select>
      <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
    </span>
  `;
}

function monthLabel(month: string | undefined, format: Format): string {
  return month === undefined
    ? texts.monthOverMonth
    : formatText(texts.monthOverMonthOf, formatText(texts.vs, format.month(month), format.month(monthBefore(month))));
}

/** Which days are not there to compare with, and how they can be had. */
export function overlayHelp(
  { drawn, overlay, fetchableDays, earlierDays }: OverlayModel,
  format: Format,
  { fetchEarlier }: OverlayHandlers,
): unknown {
  const help = helpText(drawn, overlay, format);
  if (help === undefined) {
    return nothing;
  }
  const busy = earlierDays?.busy === true;
  return html`
    <p class="chart-help" id="overlay-help" data-testid="overlay-help">
      ${help}
      ${
        fetchableDays === undefined
          ? nothing
          : html`${formatText(texts.previousCanBeFetched, format.count(fetchableDays))}
              <button class="button secondary" data-testid="fetch-earlier" ?disabled=${busy} @click=${fetchEarlier}>
                ${busy ? texts.fetchingEarlierDays : formatText(texts.fetchEarlierDays, format.count(fetchableDays))}
              </button>`
      }
    </p>
    ${earlierDays?.notice === undefined ? nothing : html`<p class="chart-help problem" role="alert" data-testid="earlier-problem">${earlierDays.notice.text}</p>`}
  `;
}

function helpText(drawn: readonly Measure[], overlay: Overlay, format: Format): string | undefined {
  const firstDay = drawn[0]?.chart.firstDay;
  if (overlay === 'previous' && firstDay !== undefined) {
    const isKnown = drawn.some(({ chart }) => previousPeriod(chart) !== undefined);
    return isKnown ? undefined : formatText(texts.previousUnknown, format.day(firstDay));
  }
  const month = overlaidMonth(drawn, overlay);
  // The days of another report can't be fetched here, nor can days without data between those that are known.
  const own = drawn.filter(({ comparison }) => comparison === undefined);
  const missing =
    month === undefined ? 0 : Math.max(0, ...own.map(({ chart }) => daysBeforeArchive(monthOverMonth(chart, month))));
  return month === undefined || missing === 0
    ? undefined
    : format.plural(texts.monthDaysUnknown, missing, format.month(monthBefore(month)));
}

/** How many days of the month before are earlier than any known one. */
function daysBeforeArchive(pair: MonthOverMonth | undefined): number {
  const values = pair?.before.values ?? [];
  const known = values.findIndex((value) => value !== null);
  return known === -1 ? values.length : known;
}
