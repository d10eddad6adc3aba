import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CellStatistics, TableView } from '../../../../src/shared/report.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { RequestController } from '../../base/host/requestController.js';
import { texts } from '../../base/texts.js';
import type { SelectedCells } from '../grid/selectedCells.js';
import type { StatisticsSource } from './statisticsSource.js';

/** The foot of a table: what its selected cells come to. */
@customElement('report-selection-foot')
export class ReportSelectionFoot extends LitElement {
  @property({ attribute: false }) selected: SelectedCells | undefined;
  /** Whether somebody is still selecting: whoever drags wants nothing added up and said at each cell. */
  @property({ attribute: false }) isSelecting = false;
  @property({ attribute: false }) view: TableView = {};
  /** Changes with each table that arrives. */
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) format: Format | undefined;
  @property({ attribute: false }) source: StatisticsSource | undefined;
  /** What is to be known of the values; empty where nothing is. */
  @property({ attribute: false }) note = '';
  /** Says something to those who do not see it. */
  @property({ attribute: false }) announce: (text: string) => void = () => undefined;
  #isAsked = false;
  readonly #statistics = new RequestController<CellStatistics>(this);

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selected') || changed.has('view') || changed.has('epoch')) {
      this.#statistics.clear();
      this.#isAsked = false;
    }
    const { selected, source, view } = this;
    if (selected !== undefined && source !== undefined && !this.isSelecting && !this.#isAsked) {
      this.#isAsked = true;
      this.#ask(selected, view, source);
    }
  }

  protected override render(): unknown {
    const { selected, format } = this;
    if (selected === undefined || format === undefined) {
      return nothing;
    }
    const parts = this.#texts(selected, this.#statistics.value, format);
    return html`<div class="selection-foot" data-testid="selection-foot">
      ${parts.map((part) => html`<span>${part}</span>`)}
      ${this.#statistics.failure === undefined ? nothing : html`<span>${this.#statistics.failure}</span>`}
    </div>`;
  }

  #texts(selected: SelectedCells, statistics: CellStatistics | undefined, format: Format): readonly string[] {
    const noted = this.note !== '' && statistics?.amounts !== undefined ? [this.note] : [];
    return [countText(selected, format), ...noted, ...statisticTexts(statistics, format)];
  }

  #ask(selected: SelectedCells, view: TableView, source: StatisticsSource): void {
    const { rows, columns } = selected;
    this.#statistics.start(async (signal) => {
      const statistics = await source.getCellStatistics({ view, rows, columns }, signal);
      if (!signal.aborted && this.format !== undefined) {
        this.announce(this.#texts(selected, statistics, this.format).join('; '));
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
