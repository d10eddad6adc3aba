/**
 * Puts the focus somewhere as soon as the page has that of VS Code: a page never takes it from the rest of VS Code. Whatever else on the
 * page somebody has gone to by then keeps it.
 *
 * @returns stops waiting
 */
export function whenPageHasFocus(putFocus: () => void): () => void {
  const waiting = new AbortController();
  const arrived = (): void => {
    if (document.activeElement === document.body) {
      putFocus();
    }
  };
  if (document.hasFocus()) {
    arrived();
  } else {
    const { signal } = waiting;
    window.addEventListener('focus', arrived, { once: true, signal });
    document.addEventListener('pointerdown', () => waiting.abort(), { capture: true, signal });
  }
  return () => waiting.abort();
}
