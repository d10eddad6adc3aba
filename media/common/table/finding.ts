/** The table that somebody finds texts in. */
export interface FindingHost extends ParentNode {
  /** What is looked for in the cells; absent while the find bar is closed. */
  readonly findText: string | undefined;
  readonly changeFindText: (text: string | undefined) => void;
  /** Puts the focus on the active cell. */
  focusActive(): void;
}

/** Opens and closes the find bar, which loads when it is needed. */
export class Finding {
  #lastText = '';

  constructor(private readonly table: FindingHost) {}

  readonly open = (): void => void this.#open();

  readonly close = (): void => {
    const { table } = this;
    this.#lastText = table.findText ?? '';
    table.changeFindText(undefined);
    table.focusActive();
  };

  /** VS Code and the browser have a search of their own, which would see only the rows on screen. */
  readonly key = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'f') {
      event.preventDefault();
      event.stopPropagation();
      this.open();
    }
  };

  /** The text that was found last is still there, to go on with. */
  async #open(): Promise<void> {
    const { table } = this;
    await import('./find/findBar.js');
    table.changeFindText(table.findText ?? this.#lastText);
    table.querySelector('report-find-bar')?.type();
  }
}
