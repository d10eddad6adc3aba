const margin = 8;

/** Puts an open popover below what it belongs to, or above where there is more room; always whole inside the window. */
export function positionPopover(popover: HTMLElement, anchor: DOMRect): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const { style } = popover;
  style.setProperty('max-height', `${clientHeight - 2 * margin}px`);
  const { width, height } = popover.getBoundingClientRect();
  const left = Math.max(margin, Math.min(anchor.left, clientWidth - width - margin));
  const below = anchor.bottom + 2;
  const top =
    below + height <= clientHeight - margin
      ? below
      : Math.max(margin, Math.min(anchor.top - height - 2, clientHeight - height - margin));
  style.setProperty('left', `${left}px`);
  style.setProperty('top', `${top < margin ? margin : top}px`);
}
