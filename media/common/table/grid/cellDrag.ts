/** Pixels per second by which the table scrolls while the pointer is beyond its edge: more, the farther away it is. */
const [LEAST_SPEED, MOST_SPEED, SPEED_PER_PIXEL] = [120, 3_600, 24];
/** The longest time that is taken to lie between two frames, so that a page that stood still does not jump. Milliseconds. */
const LONGEST_FRAME = 100;

/** A cell by its row in the view and the index of its column in the table. */
export interface CellUnderPointer {
  readonly row: number;
  readonly column: number;
}

/**
 * Follows the pointer from a press on a cell over the others until the button is released. Beyond an edge of the table it scrolls, and the
 * cell at the edge is the one.
 *
 * @param scroller the element with the scrollbars
 * @param enter called for each cell that the pointer comes to, the pressed one included when it comes back
 */
export function dragOverCells(
  down: MouseEvent,
  scroller: HTMLElement,
  pressed: CellUnderPointer,
  enter: (cell: CellUnderPointer) => void,
): void {
  const ended = new AbortController();
  const { signal } = ended;
  let pointer = { x: down.clientX, y: down.clientY };
  let cell = pressed;
  let frame: number | undefined;
  let lastFrame: number | undefined;
  const follow = () => {
    const found = cellAt(scroller, pointer) ?? cell;
    if (found.row !== cell.row || found.column !== cell.column) {
      cell = found;
      // Otherwise the browser would select the text in between.
      scroller.toggleAttribute('data-ranging', true);
      enter(cell);
    }
  };
  const scroll = (now: number) => {
    const area = areaOf(scroller);
    const seconds = Math.min(LONGEST_FRAME, now - (lastFrame ?? now)) / 1_000;
    const [speedX, speedY] = [speed(pointer.x, area.left, area.right), speed(pointer.y, area.top, area.bottom)];
    scroller.scrollBy(speedX * seconds, speedY * seconds);
    follow();
    const goesOn = speedX !== 0 || speedY !== 0;
    frame = goesOn ? requestAnimationFrame(scroll) : undefined;
    lastFrame = goesOn ? now : undefined;
  };
  const end = () => {
    ended.abort();
    if (frame !== undefined) {
      cancelAnimationFrame(frame);
    }
    scroller.removeAttribute('data-ranging');
  };
  const move = (event: MouseEvent) => {
    if ((event.buttons & 1) === 0) {
      // The button was released where no event tells of it.
      end();
      return;
    }
    pointer = { x: event.clientX, y: event.clientY };
    follow();
    frame ??= requestAnimationFrame(scroll);
  };
  window.addEventListener('mousemove', move, { signal });
  window.addEventListener('mouseup', end, { signal });
  window.addEventListener('blur', end, { signal });
}

interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where cells can be seen: below the headers, and above the totals. */
function areaOf(scroller: HTMLElement): Area {
  const box = scroller.getBoundingClientRect();
  const [left, top] = [box.left + scroller.clientLeft, box.top + scroller.clientTop];
  const head = scroller.querySelector('.grid-head')?.getBoundingClientRect();
  const lastHead = [...scroller.querySelectorAll('[role=columnheader]')].at(-1)?.getBoundingClientRect();
  const body = scroller.querySelector('.grid-body')?.getBoundingClientRect();
  const foot = scroller.querySelector('.grid-foot')?.getBoundingClientRect();
  return {
    left: Math.max(0, left),
    right: Math.min(innerWidth, left + scroller.clientWidth, lastHead?.right ?? Infinity) - 1,
    top: Math.max(0, head?.bottom ?? top),
    bottom: Math.min(innerHeight, top + scroller.clientHeight, foot?.top ?? Infinity, body?.bottom ?? Infinity) - 1,
  };
}

function cellAt(
  scroller: HTMLElement,
  { x, y }: { readonly x: number; readonly y: number },
): CellUnderPointer | undefined {
  const { left, right, top, bottom } = areaOf(scroller);
  const element = document.elementFromPoint(Math.max(left, Math.min(right, x)), Math.max(top, Math.min(bottom, y)));
  const cell = element?.closest<HTMLElement>('[role=gridcell]');
  const row = cell?.closest<HTMLElement>('[data-row]');
  return row ? { row: Number(row.dataset['row']), column: Number(cell?.dataset['index']) } : undefined;
}

function speed(at: number, from: number, to: number): number {
  const beyond = at < from ? at - from : at > to ? at - to : 0;
  return Math.sign(beyond) * Math.min(MOST_SPEED, Math.max(LEAST_SPEED, Math.abs(beyond) * SPEED_PER_PIXEL));
}
