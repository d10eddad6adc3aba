import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { GRANULARITIES, type Granularity } from '../../../../src/shared/pages/report.js';
import { texts } from '../../base/texts.js';

export interface GranularityModel {
  readonly granularity: Granularity;
  /** What the days that are shown are enough for. */
  readonly granularities: readonly Granularity[];
}

export interface GranularityHandlers {
  readonly setGranularity: (granularity: Granularity) => void;
}

/** Whether the chart shows days, their average, weeks or months. */
export function granularityChoice(
  { granularity, granularities }: GranularityModel,
  { setGranularity }: GranularityHandlers,
): TemplateResult {
  return html`
    <span class="select">
      <select
        aria-label=${texts.granularity}
        title=${texts.granularity}
        data-testid="granularity"
        .value=${live(granularity)}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          setGranularity(GRANULARITIES.find((each) => each === value) ?? 'days');
        }}
      >
        ${GRANULARITIES.map(
          (each) =>
            html`<option value=${each} ?selected=${each === granularity} ?disabled=${!granularities.includes(each)}>
              ${texts.granularities[each]}
            </option>`,
        )}
      </select>
      <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
    </span>
  `;
}
