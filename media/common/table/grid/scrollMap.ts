/** Browsers stop laying out somewhere between 16 and 33 million pixels, less when zoomed. This stays far below. */
export const MAX_PHYSICAL_HEIGHT = 6_000_000;

/**
 * Maps the scrollbar of a table of limited height to rows of any number. Up to the limit the two are the same. Beyond it a jump
 * (a dragged thumb, a click on the track) is taken in proportion, while a short step (wheel, touch, arrow) moves the rows by
 * exactly as many pixels: a million rows scroll as smoothly as a hundred.
 */
export class ScrollMap {
  #top = 0;
  #scrollTop = 0;
  #contentHeight = 0;
  #viewportHeight = 0;

  /** How far down the rows the viewport starts, in pixels of content. */
  get top(): number {
    return this.#top;
  }

  /** Where the scrollbar stands. */
  get scrollTop(): number {
    return this.#scrollTop;
  }

  /** Height of the element that makes the scrollbar. */
  get physicalHeight(): number {
    return Math.min(this.#contentHeight, MAX_PHYSICAL_HEIGHT);
  }

  /** @param contentHeight height of all rows in pixels @param viewportHeight height in which they show */
  resize(contentHeight: number, viewportHeight: number): void {
    this.#contentHeight = contentHeight;
    this.#viewportHeight = viewportHeight;
    this.#top = Math.min(this.#top, this.#maxTop);
    this.#scrollTop = Math.min(this.#scrollTop, this.#maxScrollTop);
  }

  /** The scrollbar has moved, by the user or by {@link scrollTo}. */
  scrolled(scrollTop: number): void {
    const step = scrollTop - this.#scrollTop;
    this.#scrollTop = scrollTop;
    if (this.#contentHeight <= MAX_PHYSICAL_HEIGHT) {
      this.#top = scrollTop;
    } else if (scrollTop <= 0) {
      this.#top = 0;
    } else if (scrollTop >= this.#maxScrollTop - 1) {
      this.#top = this.#maxTop;
    } else if (Math.abs(step) <= this.#viewportHeight) {
      this.#top = Math.max(0, Math.min(this.#maxTop, this.#top + step));
    } else {
      this.#top = (scrollTop / this.#maxScrollTop) * this.#maxTop;
    }
  }

  /** Shows content from `top` on. @returns the scrollbar position to set */
  scrollTo(top: number): number {
    this.#top = Math.max(0, Math.min(this.#maxTop, top));
    this.#scrollTop =
      this.#contentHeight <= MAX_PHYSICAL_HEIGHT
        ? this.#top
        : Math.round((this.#top / this.#maxTop) * this.#maxScrollTop);
    return this.#scrollTop;
  }

  /** Where, within the element that makes the scrollbar, content at `offset` is to be placed now. */
  place(offset: number): number {
    return offset - this.#top + this.#scrollTop;
  }

  get #maxTop(): number {
    return Math.max(0, this.#contentHeight - this.#viewportHeight);
  }

  get #maxScrollTop(): number {
    return Math.max(0, this.physicalHeight - this.#viewportHeight);
  }
}
