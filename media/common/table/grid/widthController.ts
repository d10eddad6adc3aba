import type { ReactiveControllerHost } from 'lit';
import type { ShownColumn } from '../../../../src/shared/format/byteScale.js';
import type { Format } from '../../../../src/shared/format/format.js';
import type { CellFormatter } from '../../base/format/formatCell.js';
import { WIDEST_COLUMN } from '../../../../src/shared/pages/columnChoices.js';
import { columnWidths, MIN_COLUMN_WIDTH } from './columnWidths.js';
import type { Row } from './rowWindow.js';

/** Rows that the widths are fitted to. */
const MEASURED_ROWS = 100;
/** Pixels. */
const KEY_STEP = 16;

/** The grid whose columns have widths. */
export interface WidthHost extends ReactiveControllerHost, Element {
  readonly columns: readonly ShownColumn[];
  readonly format: Format | undefined;
  readonly cellFormatter: CellFormatter;
  /** Widths in pixels that somebody has chosen before, by the column's index. */
  readonly chosenWidths: ReadonlyMap<number, number>;
  /** Somebody has chosen a width. */
  readonly chooseWidth: (column: number, width: number) => void;
}

/** Widths of the columns: fitted once to the first rows of a set of columns, then changed by the user only. */
export class WidthController {
  #fitted: readonly number[] = [];
  #widths: readonly number[] = [];
  /** As long as nobody else keeps them. */
  #chosen: ReadonlyMap<number, number> = new Map();
  #fitsRows = false;

  constructor(private readonly grid: WidthHost) {}

  get widths(): readonly number[] {
    return this.#widths;
  }

  /** Other columns: widths are to be fitted again. */
  reset(): void {
    this.#fitsRows = false;
    this.#fitted = [];
    this.#chosen = this.grid.chosenWidths;
  }

  /** The widths that somebody has chosen have changed elsewhere. */
  choose(): void {
    this.#chosen = this.grid.chosenWidths;
    this.#combine();
  }

  /** Fits the widths to the rows that come next, and leaves them until then. */
  fitNextRows(): void {
    this.#fitsRows = false;
  }

  /** Fits the widths to rows, unless rows did that before. */
  fitRows(rows: readonly Row[]): void {
    if (!this.#fitsRows && rows.length > 0) {
      this.#fitsRows = true;
      this.#fit(rows.slice(0, MEASURED_ROWS));
    }
  }

  /** Fits the widths to the headers if there are none for these columns. */
  fitHeads(): void {
    if (this.#fitted.length !== this.grid.columns.length) {
      this.#fit([]);
    }
  }

  /** Changes a width while the pointer drags the column's edge. */
  drag(event: PointerEvent, column: number): void {
    const handle = event.currentTarget as HTMLElement;
    const startWidth = this.#widths[column] ?? MIN_COLUMN_WIDTH;
    const move = (now: PointerEvent) => {
      this.#setOne(column, startWidth + now.clientX - event.clientX);
    };
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', move);
    const end = () => {
      handle.removeEventListener('pointermove', move);
      this.#tell(column);
    };
    handle.addEventListener('lostpointercapture', end, { once: true });
  }

  /** Makes a column wider or narrower by a step, as a key does. */
  step(column: number, by: 1 | -1): void {
    this.#setOne(column, (this.#widths[column] ?? 0) + by * KEY_STEP);
    this.#tell(column);
  }

  /** Fits one column to rows, however wide somebody has made it. */
  fit(column: number, rows: readonly Row[]): void {
    this.#setOne(column, this.#fitting(rows)[column] ?? 0);
    this.#tell(column);
  }

  #setOne(column: number, width: number): void {
    this.#chosen = new Map([...this.#chosen, [column, Math.min(width, WIDEST_COLUMN)]]);
    this.#combine();
  }

  #tell(column: number): void {
    const chosen = this.#chosen.get(column);
    if (chosen !== undefined && chosen !== this.grid.chosenWidths.get(column)) {
      this.grid.chooseWidth(column, this.#widths[column] ?? chosen);
    }
  }

  #fit(rows: readonly Row[]): void {
    this.#fitted = this.#fitting(rows);
    this.#combine();
  }

  #combine(): void {
    this.#widths = this.#fitted.map((fitted, column) =>
      Math.round(Math.max(MIN_COLUMN_WIDTH, this.#chosen.get(column) ?? fitted)),
    );
    this.grid.requestUpdate();
  }

  #fitting(rows: readonly Row[]): number[] {
    const { columns, format, cellFormatter } = this.grid;
    return format === undefined
      ? columns.map(() => MIN_COLUMN_WIDTH)
      : columnWidths(columns, rows, format, textMeasure(this.grid), cellFormatter);
  }
}

/** Measures texts in the bold font of an element, in pixels. */
function textMeasure(element: Element): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(element);
  if (context !== null) {
    context.font = `600 ${style.fontSize} ${style.fontFamily}`;
  }
  return (text) => context?.measureText(text).width ?? text.length * 7;
}
