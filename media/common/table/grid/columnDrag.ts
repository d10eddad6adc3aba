/** Pixels that a pointer moves before it drags: less is a click that trembles. */
const THRESHOLD = 6;
/** Pixels from the edge of the table in which it scrolls, and by how many each time. */
const EDGE = 32;
const EDGE_STEP = 24;

/** Places are on screen, from the left. */
export interface ColumnDragHandlers {
  /** Where a column would come to stand that is dragged to a place. */
  readonly placeFor: (from: number, to: number) => number;
  readonly drop: (from: number, to: number) => void;
}

/**
 * Drags a header to another place among the headers. The press becomes a drag when the pointer has moved; until then it is a click. Escape
 * leaves everything as it was.
 *
 * @param scroller the element with the scrollbars
 */
export function dragColumn(down: PointerEvent, scroller: HTMLElement, { placeFor, drop }: ColumnDragHandlers): void {
  const handle = down.currentTarget as HTMLElement;
  const dragged = handle.closest<HTMLElement>('[role=columnheader]');
  if (down.button !== 0 || dragged === null) {
    return;
  }
  const heads = [...scroller.querySelectorAll<HTMLElement>('[role=columnheader]')];
  const from = heads.indexOf(dragged);
  const ended = new AbortController();
  const { signal } = ended;
  let to = from;
  let isDragging = false;
  let isGivenUp = false;
  const move = (event: PointerEvent) => {
    if (isGivenUp || (!isDragging && Math.abs(event.clientX - down.clientX) < THRESHOLD)) {
      return;
    }
    isDragging = true;
    dragged.setAttribute('data-dragged', '');
    scrollAtEdge(scroller, event.clientX);
    heads[to]?.removeAttribute('data-drop');
    to = placeFor(from, placeAt(heads, event.clientX));
    if (to !== from) {
      heads[to]?.setAttribute('data-drop', to > from ? 'after' : 'before');
    }
  };
  const unmark = () => {
    dragged.removeAttribute('data-dragged');
    heads[to]?.removeAttribute('data-drop');
  };
  const end = (isDropped: boolean) => {
    ended.abort();
    unmark();
    if (isDragging) {
      ignoreClick();
    }
    if (isDropped && isDragging && !isGivenUp && to !== from) {
      drop(from, to);
    }
  };
  window.addEventListener('pointermove', move, { signal });
  window.addEventListener('pointerup', () => end(true), { signal });
  window.addEventListener('pointercancel', () => end(false), { signal });
  window.addEventListener('blur', () => end(false), { signal });
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isDragging) {
      event.stopPropagation();
      isGivenUp = true;
      unmark();
    }
  };
  window.addEventListener('keydown', escape, { signal, capture: true });
}

/** The click that ends a drag where it began would sort. */
function ignoreClick(): void {
  const ignore = (event: Event) => event.stopPropagation();
  window.addEventListener('click', ignore, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', ignore, { capture: true }));
}

function scrollAtEdge(scroller: HTMLElement, x: number): void {
  const { left, right } = scroller.getBoundingClientRect();
  scroller.scrollLeft += x > right - EDGE ? EDGE_STEP : x < left + EDGE ? -EDGE_STEP : 0;
}

/** The header under the pointer: a pinned one lies over those that are scrolled below it. Outside it is the first or the last one. */
function placeAt(heads: readonly HTMLElement[], x: number): number {
  const boxes = heads.map((head) => head.getBoundingClientRect());
  const found = boxes.findIndex(({ left, right }) => x >= left && x < right);
  return found >= 0 ? found : x < (boxes[0]?.left ?? 0) ? 0 : heads.length - 1;
}
