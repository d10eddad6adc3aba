import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import type { ShownColumn } from '../../../src/shared/format/byteScale.js';
import type { Arrangement } from './columns/arrangement.js';

/** The table whose columns are chosen. */
export interface AllColumnsHost extends Pick<ReactiveControllerHost, 'requestUpdate'>, ParentNode {
  readonly columns: readonly ShownColumn[];
  readonly arrangement: Arrangement;
  readonly changeColumnChoices: (choices: ColumnChoices) => void;
}

/** The menu of all columns, below its button. It loads when it is needed. */
export class AllColumnsMenu {
  #anchor: HTMLElement | undefined;

  constructor(private readonly table: AllColumnsHost) {}

  get isOpen(): boolean {
    return this.#anchor !== undefined;
  }

  readonly open = (): void => {
    if (this.#anchor !== undefined) {
      // The press on the button has closed it.
      this.#change(undefined);
      return;
    }
    this.#change(this.table.querySelector<HTMLElement>('[data-testid=columns-button]') ?? undefined);
    void import('./columns/columnsMenu.js');
  };

  view(): TemplateResult {
    const { arrangement, columns, changeColumnChoices } = this.table;
    return html`<report-columns-menu
      .anchor=${this.#anchor}
      .arrangement=${arrangement}
      .columns=${columns}
      .change=${changeColumnChoices}
      .closed=${() => this.#change(undefined)}
    ></report-columns-menu>`;
  }

  #change(anchor: HTMLElement | undefined): void {
    this.#anchor = anchor;
    this.table.requestUpdate();
  }
}
