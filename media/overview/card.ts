import { html, nothing, type TemplateResult } from 'lit';
import type { DailyMeasure } from '../../src/shared/dailyMeasure.js';
import type { OverviewCard } from '../../src/shared/pages/overview.js';
import type { Unit } from '../../src/shared/report.js';
import type { WeeksChange } from '../../src/shared/weeksChange.js';
import type { Format } from '../../src/shared/format/format.js';
import { measureLabel, measureName } from '../common/charts/measures/chartNames.js';
import { nameWithoutUnit } from '../../src/shared/measures.js';
import { changeAmount, describeChange } from '../common/charts/measures/describeChange.js';
import { directionMark } from '../../src/shared/format/directionMark.js';
import { shareText } from '../common/charts/measures/latestText.js';
import { formatText } from '../../src/shared/format/formatText.js';
import { texts } from '../common/base/texts.js';
import { type CardPlace, cardTools } from './cardTools.js';
import { overviewTexts } from './overviewTexts.js';
import { smallTrendSparkline, trendSparkline } from '../common/charts/drawing/trendSparkline.js';

export interface CardHandlers {
  /** Opens the report, with a measure in the large chart where one is named. */
  readonly open: (report: string, measure?: string) => void;
  readonly history: (report: string) => void;
}

/**
 * One daily report: its first measure large, two more in a line each, which open their own chart. The title opens the report, and its target
 * is the whole card.
 *
 * @param product title of the report's product, where the heading above doesn't say it
 * @param newest refresh date of the most recent report
 */
export function overviewCard(
  card: OverviewCard,
  product: string | undefined,
  place: CardPlace,
  newest: string | undefined,
  format: Format,
  { open, history }: CardHandlers,
): TemplateResult {
  const [lead, ...others] = card.measures;
  const archivedDays = format.plural(overviewTexts.archivedDays, card.archivedDays);
  return html`
    <li class="card overview-card" data-testid="overview-card" data-report=${card.report}>
      ${product === undefined ? nothing : html`<p class="overview-card-product">${product}</p>`}
      <h3 class="overview-title">
        <button
          class="overview-open"
          title=${formatText(overviewTexts.open, card.title)}
          @click=${() => open(card.report)}
        >
          ${card.title}
        </button>
      </h3>
      ${cardTools(card.title, place)}
      ${lead === undefined ? html`<p class="card-empty">${overviewTexts.noValues}</p>` : leadMeasure(lead, others.length === 0, format)}
      ${
        others.length === 0
          ? nothing
          : html`<ul class="overview-others">
              ${others.map((measure) => otherMeasure(measure, lead?.latest?.date, () => open(card.report, measureName(measure)), format))}
            </ul>`
      }
      <p class="card-foot overview-foot">
        <span>${footerText(card, newest, format)}</span>
        <button
          class="overview-history"
          title=${formatText(overviewTexts.openHistory, archivedDays, card.title)}
          aria-label=${formatText(overviewTexts.openHistory, archivedDays, card.title)}
          data-testid="overview-history"
          @click=${() => history(card.report)}
        >
          <span class="codicon codicon-history" aria-hidden="true"></span>${archivedDays}
        </button>
      </p>
    </li>
  `;
}

/** How recent the data is goes without saying where it is as recent as that of the others. */
function footerText({ refreshDate, moreMeasures }: OverviewCard, newest: string | undefined, format: Format): string {
  return [
    refreshDate === null || refreshDate === newest
      ? undefined
      : formatText(texts.dataUpTo, format.shortDay(refreshDate)),
    moreMeasures === 0 ? undefined : format.plural(overviewTexts.moreMeasures, moreMeasures),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}

/** The place of a card that has not been read yet. */
export function cardSkeleton(title: string): TemplateResult {
  return html`
    <li class="card overview-card skeleton" aria-hidden="true">
      <p class="overview-title">${title}</p>
      <span class="bone short"></span><span class="bone tall"></span><span class="bone"></span
      ><span class="bone"></span>
    </li>
  `;
}

/** @param isOnly whether the card has no other measure: then it says why it shows so little */
function leadMeasure(measure: DailyMeasure, isOnly: boolean, format: Format): TemplateResult {
  const { latest, unit, whole, isSmall, values } = measure;
  return html`
    <p class="overview-measure" title=${measureLabel(measure)}>${nameWithoutUnit(measureLabel(measure))}</p>
    ${
      latest === null
        ? nothing
        : html`<p class="latest" title=${`${format.exact(latest.value, unit)}, ${format.day(latest.date)}`}>
            <span class="latest-value">${format.value(latest.value, unit)}</span>
            <span class="latest-day">${shareText(latest, whole, unit, format)}</span>
          </p>`
    }
    ${
      isOnly && isSmall === true
        ? html`<p class="card-empty">
            ${values.some((value) => value !== null && value !== 0) ? overviewTexts.tooSmall : overviewTexts.onlyZeros}
          </p>`
        : html`${trendSparkline(measure)} ${changeLine(measure.change, unit, format)}`
    }
  `;
}

/** @param shownDay the day of the card's large number; a number of another day says its own, or it would be taken for one of that day */
function otherMeasure(
  measure: DailyMeasure,
  shownDay: string | undefined,
  open: () => void,
  format: Format,
): TemplateResult {
  const { change, latest, unit } = measure;
  const title = [
    formatText(overviewTexts.openMeasure, measureLabel(measure)),
    latest === null ? undefined : `${format.exact(latest.value, unit)}, ${format.day(latest.date)}`,
    change === undefined ? undefined : describeChange(change, unit, format).title,
  ];
  return html`
    <li>
      <button
        class="overview-other"
        title=${title.filter((line) => line !== undefined).join('\n')}
        data-testid="overview-other"
        @click=${open}
      >
        <span class="overview-other-name">${nameWithoutUnit(measureLabel(measure))}</span>
        ${smallTrendSparkline(measure)}
        <span class="overview-other-change"
          >${change === undefined ? nothing : changeAmount(change, unit, format)}</span
        >
        <span class="overview-other-value">${latest === null ? nothing : format.value(latest.value, unit)}</span>
        ${
          latest === null || latest.date === shownDay
            ? nothing
            : html`<span class="overview-other-day">${formatText(texts.onDay, format.shortDay(latest.date))}</span>`
        }
      </button>
    </li>
  `;
}

function changeLine(change: WeeksChange | undefined, unit: Unit, format: Format): TemplateResult {
  if (change === undefined) {
    return html`<p class="change">${overviewTexts.noChangeYet}</p>`;
  }
  const { direction, text, title } = describeChange(change, unit, format);
  return html`<p class="change" title=${title}>
    ${direction === 0 ? nothing : html`<span class="change-mark" aria-hidden="true">${directionMark(direction)}</span>`}
    ${text}
  </p>`;
}
