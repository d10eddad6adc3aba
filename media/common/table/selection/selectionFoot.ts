import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CellStatistics, TableView } from '../../../../src/shared/report.js';
import type { Format } from '../../base/format/format.js';
import { formatText } from '../../base/format/formatText.js';
import { RequestController } from '../../base/host/requestController.js';
import { texts } from '../../base/texts.js';
import type { SelectedCells } from '../grid/selectedCells.js';
import type { StatisticsSource } from './statisticsSource.js';

/** How long a selection has to stay the same before it is added up and said: whoever drags wants neither at each cell. Milliseconds. */
const REST_MS = 250;

/** The foot of a table: what its selected cells come to. */
@customElement('report-selection-foot')
export class ReportSelectionFoot extends LitElement {
  @property({ attribute: false }) selected: SelectedCells | undefined;
  @property({ attribute: false }) view: TableView = {};
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: StatisticsSource | undefined;
  /** Says something to those who do not see it. */
  @property({ attribute: false }) announce: (text: string) => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #statistics = new RequestController<CellStatistics>(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selected') || changed.has('view')) {
      this.#statistics.clear();
      clearTimeout(this.#timer);
      this.#timer = this.selected === undefined ? undefined : setTimeout(() => this.#ask(), REST_MS);
    }
  }

  protected override render(): unknown {
    const { selected, format } = this;
    if (selected === undefined || format === undefined) {
      return nothing;
    }
    const parts = [countText(selected, format), ...statisticTexts(this.#statistics.value, format)];
    return html`<div class="selection-foot" data-testid="selection-foot">
      ${parts.map((part) => html`<span>${part}</span>`)}
      ${this.#statistics.failure === undefined ? nothing : html`<span>${this.#statistics.failure}</span>`}
    </div>`;
  }

  #ask(): void {
    const { selected, view, source } = this;
    if (selected === undefined || source === undefined) {
      return;
    }
    const { rows, columns } = selected;
    this.#statistics.start(async (signal) => {
      const statistics = await source.getCellStatistics({ view, rows, columns }, signal);
      if (!signal.aborted && this.format !== undefined) {
        this.announce([countText(selected, this.format), ...statisticTexts(statistics, this.format)].join('; '));
      }
      return statistics;
    });
  }
}

function countText({ isRows, rowCount, columns }: SelectedCells, format: Format): string {
  return isRows
    ? format.plural(texts.selected, rowCount)
    : format.plural(texts.selectedCells, rowCount * columns.length);
}

function statisticTexts(statistics: CellStatistics | undefined, format: Format): readonly string[] {
  if (statistics === undefined) {
    return [];
  }
  const { blank, numbers, amounts } = statistics;
  const line = (name: string, value: number | null | undefined) =>
    value === null || value === undefined || amounts === undefined
      ? []
      : [formatText(texts.namedAmount, name, format.value(value, amounts.unit))];
  return [
    ...(numbers === 0 ? [] : [format.plural(texts.selectedNumbers, numbers)]),
    ...(blank === 0 ? [] : [formatText(texts.blankCount, format.count(blank))]),
    ...line(texts.sum, amounts?.sum),
    ...line(texts.average, amounts?.mean),
    ...line(texts.minimum, amounts?.min),
    ...line(texts.maximum, amounts?.max),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'report-selection-foot': ReportSelectionFoot;
  }
}
