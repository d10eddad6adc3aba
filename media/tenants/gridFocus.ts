/** Buttons that the page's own code names, by `data-column`; a part behind a colon is looked for first and may be missing elsewhere. */
const BUTTONS = 'button[data-column]';

/** Makes the buttons of a table one stop of the Tab key: the arrow keys, Home, End, Page Up and Page Down move between them. */
export class GridFocus {
  /** Where the button is that the Tab key reaches. The rows may be sorted anew or drawn again. */
  #row = '';
  #column = '';

  /** To be called after every drawing. */
  mark(table: HTMLTableElement): void {
    const buttons = [...table.querySelectorAll<HTMLElement>(BUTTONS)];
    const current =
      buttons.find((button) => rowOf(button) === this.#row && button.dataset['column'] === this.#column) ?? buttons[0];
    for (const button of buttons) {
      button.tabIndex = button === current ? 0 : -1;
    }
  }

  focused(table: HTMLTableElement, { target }: Event): void {
    const button = target instanceof HTMLElement ? target.closest<HTMLElement>(BUTTONS) : null;
    if (button !== null) {
      this.#row = rowOf(button);
      this.#column = button.dataset['column'] ?? '';
      this.mark(table);
    }
  }

  pressed(table: HTMLTableElement, event: KeyboardEvent): void {
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(BUTTONS) : null;
    if (from === null || event.altKey || event.metaKey || event.shiftKey) {
      return;
    }
    const to = targetOf(rowsOf(table), from, event);
    if (to !== undefined) {
      event.preventDefault();
      to.focus();
      to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }
}

/** Rows that a page of keys goes. */
const PAGE_ROWS = 10;

function targetOf(
  rows: readonly (readonly HTMLElement[])[],
  from: HTMLElement,
  { key, ctrlKey }: KeyboardEvent,
): HTMLElement | undefined {
  const at = rows.findIndex((row) => row.includes(from));
  const row = rows[at] ?? [];
  const inRow = row.indexOf(from);
  const inOther = (index: number) => sameColumn(rows[Math.max(0, Math.min(rows.length - 1, index))] ?? [], from);
  switch (key) {
    case 'ArrowRight':
      return row[inRow + 1];
    case 'ArrowLeft':
      return row[inRow - 1];
    case 'ArrowDown':
      return inOther(at + 1);
    case 'ArrowUp':
      return inOther(at - 1);
    case 'PageDown':
      return inOther(at + PAGE_ROWS);
    case 'PageUp':
      return inOther(at - PAGE_ROWS);
    case 'Home':
      return ctrlKey ? rows[0]?.[0] : row[0];
    case 'End':
      return ctrlKey ? rows.at(-1)?.at(-1) : row.at(-1);
    default:
      return undefined;
  }
}

/** The button of the same column, else one of the same measure, else the first. */
function sameColumn(row: readonly HTMLElement[], from: HTMLElement): HTMLElement | undefined {
  const column = from.dataset['column'] ?? '';
  const group = (button: HTMLElement) => button.dataset['column']?.replace(/:.*$/, '');
  return (
    row.find((button) => button.dataset['column'] === column) ??
    row.find((button) => group(button) === group(from)) ??
    row[0]
  );
}

function rowsOf(table: HTMLTableElement): HTMLElement[][] {
  // The two rows of the head are one to the keyboard.
  const head = [...(table.tHead?.querySelectorAll<HTMLElement>(BUTTONS) ?? [])];
  const body = [...(table.tBodies[0]?.rows ?? [])].map((row) => [...row.querySelectorAll<HTMLElement>(BUTTONS)]);
  return [head, ...body].filter((row) => row.length > 0);
}

function rowOf(button: HTMLElement): string {
  return button.closest<HTMLElement>('tr')?.dataset['tenant'] ?? '';
}
