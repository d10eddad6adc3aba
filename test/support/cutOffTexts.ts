/**
 * Runs in a page. What somebody cannot read: texts that are cut off, that stick out of the window, or that lie on one another. A text may
 * end in an ellipsis where its tooltip has all of it, or be scrolled to; any other text must have the room that it needs.
 */
export function cutOffTexts(): string[] {
  /** Pixels by which a font may exceed its box without a letter being lost. */
  const SLACK = 1.5;
  const { scrollWidth, clientWidth } = document.documentElement;
  const problems = scrollWidth > clientWidth ? [`The page is ${scrollWidth - clientWidth} px too wide.`] : [];
  const report = (problem: string, element: Element) =>
    problems.push(`${problem}: ${element.outerHTML.replace(/<!--.*?-->|\s+(?=\s)/g, '').slice(0, 200)}`);

  const words = (text: string) => text.replace(/\s+/g, ' ').trim();
  /** Whether nothing of it is painted, as with a link that shows only while it has the focus. */
  const isForScreenReaders = (element: Element) => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (getComputedStyle(at).clipPath === 'inset(50%)') {
        return true;
      }
    }
    return false;
  };
  const hides = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
  const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';

  /** Whether somebody need not scroll a part of the page to see it. */
  const isInSight = (element: Element, box: DOMRect): boolean => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at);
      const edge = at.getBoundingClientRect();
      if (scrolls(overflowY) && (box.bottom > edge.bottom + SLACK || box.top < edge.top - SLACK)) {
        return false;
      }
      if (scrolls(overflowX) && (box.right > edge.right + SLACK || box.left < edge.left - SLACK)) {
        return false;
      }
    }
    return true;
  };

  /** A line of a text. */
  interface Shown {
    readonly element: Element;
    readonly text: string;
    readonly box: DOMRect;
  }
  const shown: Shown[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (
      element === null ||
      node.textContent?.trim() === '' ||
      element.closest('script, style, svg, option') !== null ||
      !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      isForScreenReaders(element)
    ) {
      continue;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = words(node.textContent ?? '');
    for (const box of range.getClientRects()) {
      if (isInSight(element, box)) {
        shown.push({ element, text, box });
      }
    }
  }

  const visible: Shown[] = [];
  for (const { element, text, box } of shown) {
    const seen = { left: box.left, right: box.right, top: box.top, bottom: box.bottom };
    let isFramed = false;
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp, borderLeftStyle, borderRightStyle } =
        getComputedStyle(at);
      if (scrolls(overflowX) || scrolls(overflowY)) {
        isFramed = true;
        break;
      }
      const edge = at.getBoundingClientRect();
      const isWider = seen.right > edge.right + SLACK || seen.left < edge.left - SLACK;
      const isTaller = seen.bottom > edge.bottom + SLACK || seen.top < edge.top - SLACK;
      const cuts = (hides(overflowX) && isWider) || (hides(overflowY) && isTaller);
      if (cuts && (textOverflow === 'ellipsis' || webkitLineClamp !== 'none')) {
        const tooltips = [...document.querySelectorAll('[title]')].filter((one) => one.contains(element));
        if (!tooltips.some((one) => words(one.getAttribute('title') ?? '').includes(text))) {
          report('an ellipsis without a tooltip', element);
        }
      } else if (cuts) {
        report('cut off', element);
      } else if (isWider && borderLeftStyle === 'solid' && borderRightStyle === 'solid') {
        report('outside of its frame', element);
      }
      if (cuts) {
        seen.left = Math.max(seen.left, edge.left);
        seen.right = Math.min(seen.right, edge.right);
        seen.top = Math.max(seen.top, edge.top);
        seen.bottom = Math.min(seen.bottom, edge.bottom);
      }
    }
    if (!isFramed && (seen.right > clientWidth + SLACK || seen.left < -SLACK)) {
      report('outside of the window', element);
    }
    visible.push({
      element,
      text,
      box: new DOMRect(seen.left, seen.top, seen.right - seen.left, seen.bottom - seen.top),
    });
  }

  // What is in front of something else, and what scrolls below a fixed row, is meant to cover it.
  const flat = visible.filter(
    ({ element }) => element.closest('[role=grid], [popover], [role=menu], .popover') === null,
  );
  flat.forEach((one, index) => {
    for (const other of flat.slice(index + 1)) {
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const isNested = one.element.contains(other.element) || other.element.contains(one.element);
      if (width > 2 && height > 4 && !isNested) {
        report(`on “${one.text.slice(0, 40)}”`, other.element);
      }
    }
  });
  return [...new Set(problems)];
}
