/**
 * Gives the focus back to what had it, when the page gets it again: a browser forgets that as soon as another document has the focus, as while
 * a menu or the command palette of VS Code is open, and keys would go nowhere. What somebody has pressed the pointer on since, or what has the
 * focus by then, keeps it.
 */
export function keepFocus(): void {
  let last: HTMLElement | undefined;
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
  });
  document.addEventListener(
    'pointerdown',
    ({ target }) => {
      // What is pressed while it has the focus keeps it, without an event.
      if (!(target instanceof Node && last?.contains(target) === true)) {
        last = undefined;
      }
    },
    { capture: true },
  );
  window.addEventListener('focus', () => {
    if (document.activeElement === document.body) {
      last?.focus({ preventScroll: true });
    }
  });
}
