import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { foldText } from '../../../../src/base/foldText.js';
import type { FindStep, FoundCell } from '../../../../src/shared/find.js';
import { type CellValue, columnLabel, type TableView } from '../../../../src/shared/report.js';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import { type CellFormatter, formatPlainCell, isolated } from '../../base/format/formatCell.js';
import { formatText } from '../../../../src/shared/format/formatText.js';
import { requestFailure } from '../../base/components/requestFailure.js';
import { texts } from '../../base/texts.js';
import type { FoundCells } from '../grid/foundCells.js';
import { Finder, type FinderHost, type FindGrid } from './finder.js';
import type { FindSource } from './findSource.js';
import { adoptStyles } from '../../base/components/adoptStyles.js';
import styles from './find.css' with { type: 'text' };

adoptStyles(styles);

/** Milliseconds after the last key before the text is looked for. */
const FIND_DEBOUNCE_MS = 150;

/** Where a text is typed that is found in the cells of the table; all rows stay where they are. */
@customElement('report-find-bar')
export class ReportFindBar extends LitElement implements FinderHost {
  /** What is looked for; absent while the bar is closed. */
  @property({ attribute: false }) text: string | undefined;
  @property({ attribute: false }) source: FindSource | undefined;
  @property({ attribute: false }) grid: FindGrid | null = null;
  @property({ attribute: false }) view: TableView = {};
  /** Changes with each report that arrives. */
  @property({ attribute: false }) epoch = 0;
  @property({ attribute: false }) notYet: string | undefined;
  @property({ attribute: false }) columns: readonly ShownColumn[] = [];
  @property({ attribute: false }) shown: readonly number[] = [];
  @property({ attribute: false }) format: Format | undefined;
  /** What the cells look like on screen. */
  @property({ attribute: false }) cellFormatter: CellFormatter = formatPlainCell;
  @property({ attribute: false }) changeText: (text: string) => void = () => undefined;
  @property({ attribute: false }) changeFound: (found: FoundCells | undefined) => void = () => undefined;
  @property({ attribute: false }) close: () => void = () => undefined;
  @query('input') private readonly input!: HTMLInputElement | null;
  readonly #finder = new Finder(this);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was typed and is looked for once no other key has followed. */
  #typed: string | undefined;
  #section: HTMLElement | null = null;
  #isToType = false;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // F3 goes on from the rows, too.
    this.#section = this.closest('section');
    this.#section?.addEventListener('keydown', this.#key);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#section?.removeEventListener('keydown', this.#key);
    clearTimeout(this.#timer);
  }

  /** Puts the focus where the text is typed, as soon as the bar is open. */
  type(): void {
    this.#isToType = true;
    this.requestUpdate();
  }

  protected override updated(): void {
    if (this.#isToType && this.input !== null) {
      this.#isToType = false;
      this.input.focus();
      this.input.select();
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = (['view', 'epoch', 'shown', 'notYet'] as const).some((name) => changed.has(name));
    if (this.text === undefined) {
      clearTimeout(this.#timer);
      this.#finder.forget();
    } else if (changed.has('text') && this.#typed === this.text) {
      // The pause after the last key is not over yet.
      this.#finder.forget();
    } else if (isOther || changed.has('text')) {
      // Nobody has asked for another cell.
      this.#finder.look('here', false);
    }
  }

  protected override render(): unknown {
    const { format, text, notYet } = this;
    const { current, failure, retry } = this.#finder;
    if (text === undefined || format === undefined) {
      return nothing;
    }
    const total = text === '' ? undefined : this.#finder.total;
    const count = text !== '' && notYet !== undefined ? notYet : this.#count(total, format);
    const inFile = current === undefined ? '' : this.#inFile(current, format);
    return html`<div
      class="find-bar ${total === 0 ? 'nothing-found' : ''}"
      role="search"
      aria-label=${texts.findInTable}
      data-testid="find-bar"
    >
      <div class="find-line">
        <input
          type="text"
          class="text-input"
          aria-label=${texts.find}
          placeholder=${texts.find}
          title=${texts.findHint}
          spellcheck="false"
          autocomplete="off"
          maxlength="200"
          data-testid="find"
          .value=${text}
          @input=${(event: InputEvent) => this.#input((event.target as HTMLInputElement).value)}
        />
        <span class="find-count" data-testid="find-count">${count}</span>
        ${this.#button('find-previous', 'arrow-up', texts.previousMatch, () => this.#step('previous'), total)}
        ${this.#button('find-next', 'arrow-down', texts.nextMatch, () => this.#step('next'), total)}
        ${this.#button('find-close', 'close', texts.closeByEscape, this.close)}
      </div>
      ${inFile === '' ? nothing : html`<div class="find-file" data-testid="find-in-file">${inFile}</div>`}
      ${failure === undefined ? nothing : requestFailure(formatText(texts.findFailed, failure), retry)}
      <div class="visually-hidden" role="status" data-testid="find-status">
        ${current === undefined || total === undefined ? count : this.#place(current, count, format)} ${inFile}
      </div>
    </div>`;
  }

  /** "3 of 120"; "? of 120" where the table has changed and nobody has gone on since. */
  #count(total: number | undefined, format: Format): string {
    if (total === undefined) {
      return '';
    }
    const { current } = this.#finder;
    const number = current === undefined ? '?' : format.count(current.number);
    return total === 0 ? texts.noResults : formatText(texts.findCount, number, format.count(total));
  }

  #button(testid: string, icon: string, label: string, press: () => void, total: number | undefined = 1): unknown {
    return html`<button
      type="button"
      class="icon-button"
      aria-label=${label}
      title=${label}
      aria-disabled=${total === 0 ? 'true' : nothing}
      data-testid=${testid}
      @click=${press}
    >
      <span class="codicon codicon-${icon}" aria-hidden="true"></span>
    </button>`;
  }

  /** Where the found cell is, for those who do not see it. */
  #place(cell: FoundCell, count: string, format: Format): string {
    const info = this.columns[cell.column];
    return info === undefined
      ? count
      : formatText(
          texts.findPlace,
          ...[count, isolated(columnLabel(info), 120), format.count(cell.row + 1)],
          isolated(this.#shown(cell, info, format), 120),
        );
  }

  /** Says what the file has where the screen shows it otherwise, without the text: `2026-11-18` is shown as Nov 18, 2026. */
  #inFile(cell: FoundCell, format: Format): string {
    const info = this.columns[cell.column];
    const isShown = info === undefined || foldText(this.#shown(cell, info, format)).includes(foldText(this.text ?? ''));
    return isShown ? '' : formatText(texts.findInFile, isolated(cell.text, 120));
  }

  #shown({ column, value, blankState }: FoundCell, info: ShownColumn, format: Format): string {
    const cells: CellValue[] = [];
    cells[column] = value;
    if (info.blanksAt !== undefined && blankState !== undefined) {
      cells[info.blanksAt] = blankState;
    }
    return this.cellFormatter(cells, column, info, format).text;
  }

  readonly #key = (event: KeyboardEvent): void => {
    const { key, target, shiftKey } = event;
    if (this.text === undefined || event.isComposing) {
      return;
    }
    if (key === 'F3' || (key === 'Enter' && target === this.input)) {
      this.#step(shiftKey ? 'previous' : 'next');
    } else if (key === 'Escape' && target instanceof Node && this.contains(target)) {
      this.close();
    } else {
      return;
    }
    event.preventDefault();
    // VS Code listens on the window.
    event.stopPropagation();
  };

  #input(text: string): void {
    clearTimeout(this.#timer);
    this.#typed = undefined;
    this.changeText(text);
    if (this.notYet !== undefined) {
      // It is found when all rows are there; the person is elsewhere by then, and is not moved.
      return;
    }
    this.#typed = text;
    this.#timer = setTimeout(() => {
      this.#typed = undefined;
      this.#finder.look('here');
    }, FIND_DEBOUNCE_MS);
  }

  #step(step: FindStep): void {
    clearTimeout(this.#timer);
    this.#typed = undefined;
    this.#finder.step(step);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'report-find-bar': ReportFindBar;
  }
}
