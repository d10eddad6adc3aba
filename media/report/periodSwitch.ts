import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { PeriodChoice } from '../../src/shared/pages/report.js';
import type { ReportRef } from '../../src/shared/report.js';
import { reportTexts } from './reportTexts.js';

/**
 * Milliseconds that a choice made with an arrow key rests before it is sent. Arrows walk over the choices in between, and the
 * service answers only fourteen requests per function in ten minutes.
 */
const SETTLE_MS = 450;

/** Periods side by side and single days in a list. */
@customElement('report-period-switch')
export class ReportPeriodSwitch extends LitElement {
  @property({ attribute: false }) choices: readonly PeriodChoice[] = [];
  /** What is shown or being fetched. */
  @property({ attribute: false }) shown: ReportRef | undefined;
  @property({ attribute: false }) choose: (choice: PeriodChoice) => void = () => undefined;
  /** Walked to with an arrow key and not sent yet. */
  @state() private focusedChoice: PeriodChoice | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): unknown {
    const periods = this.choices.filter((choice) => choice.period !== undefined || choice.history === true);
    const dates = this.choices.filter((choice) => choice.date !== undefined);
    return html`
      ${periods.length === 0 ? nothing : this.#periods(periods)} ${dates.length === 0 ? nothing : this.#dates(dates)}
    `;
  }

  #periods(periods: readonly PeriodChoice[]): unknown {
    const checked = periods.findIndex((choice) => isSameChoice(this.focusedChoice ?? this.shown, choice));
    return html`
      <div class="segments" role="radiogroup" aria-label=${reportTexts.period} data-testid="periods">
        ${periods.map(
          (choice, index) =>
            html`<button
              class="segment"
              role="radio"
              aria-checked=${index === checked ? 'true' : 'false'}
              tabindex=${index === Math.max(0, checked) ? 0 : -1}
              data-period=${choice.history === true ? 'history' : (choice.period ?? '')}
              @click=${() => this.#send(choice)}
              @keydown=${(event: KeyboardEvent) => this.#key(event, periods, index)}
            >
              ${choice.label}
            </button>`,
        )}
      </div>
    `;
  }

  #dates(dates: readonly PeriodChoice[]): unknown {
    const chosen = this.focusedChoice === undefined ? this.shown?.date : undefined;
    return html`
      <span class="select ${chosen === undefined ? '' : 'chosen'}">
        <select
          aria-label=${reportTexts.singleDay}
          data-testid="single-day"
          @change=${(event: Event) => {
            const date = (event.target as HTMLSelectElement).value;
            const choice = dates.find((one) => one.date === date);
            if (choice !== undefined) {
              this.#send(choice);
            }
          }}
        >
          <option value="" disabled hidden .selected=${live(chosen === undefined)}>
            ${reportTexts.singleDayPlaceholder}
          </option>
          ${dates.map((choice) => html`<option value=${choice.date ?? ''} .selected=${live(choice.date === chosen)}>${choice.label}</option>`)}
        </select>
        <span class="codicon codicon-chevron-down" aria-hidden="true"></span>
      </span>
    `;
  }

  #key(event: KeyboardEvent, periods: readonly PeriodChoice[], index: number): void {
    const steps: Record<string, number | undefined> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    const target = (index + step + periods.length) % periods.length;
    const choice = periods[target];
    const button = this.querySelectorAll<HTMLElement>('.segment')[target];
    button?.focus();
    this.focusedChoice = choice;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => choice && this.#send(choice), SETTLE_MS);
  }

  #send(choice: PeriodChoice): void {
    clearTimeout(this.#timer);
    this.focusedChoice = undefined;
    if (!isSameChoice(this.shown, choice)) {
      this.choose(choice);
    }
  }
}

/** Whether what is shown is of this choice, of whichever report. */
function isSameChoice(
  shown: Pick<ReportRef, 'period' | 'date' | 'history'> | undefined,
  choice: PeriodChoice,
): boolean {
  return (
    shown !== undefined &&
    shown.period === choice.period &&
    shown.date === choice.date &&
    shown.history === choice.history
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'report-period-switch': ReportPeriodSwitch;
  }
}
