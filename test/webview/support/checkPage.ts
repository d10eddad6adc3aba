import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Rows and columns of a table repeat one another, so that the first ones stand for all. */
const REPEATED_ROWS = '.grid-body .grid-row:not(.selected):nth-child(n + 5)';
const REPEATED_CELLS = '.grid-cell:nth-child(n + 14)';

/** The rules of axe that a look can break when another look of the same state has passed all of them. */
const RULES_OF = {
  theme: ['color-contrast', 'link-in-text-block'],
  size: ['scrollable-region-focusable'],
} as const;

/**
 * Everything that is wrong with what a page shows: accessibility as axe finds it, and what is cut off.
 *
 * @param changed what is different from a look at the same state that was checked for everything
 */
export async function problemsOf(page: Page, changed?: keyof typeof RULES_OF): Promise<string[]> {
  const runOnly = changed === undefined ? undefined : [...RULES_OF[changed]];
  return [
    ...(await axeProblems(page, runOnly)),
    ...(await page.evaluate(cutOffTexts)),
    ...(await page.evaluate(touchingIcons)),
    ...(await page.evaluate(escapedTexts)),
  ];
}

async function axeProblems(page: Page, runOnly: string[] | undefined): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axe.source);
  }
  return page.evaluate(
    async ([rows, cells, rules]) => {
      // Passing over them is not enough: axe would still read thousands of elements.
      const removed = [...document.querySelectorAll(rows)].map((row) => {
        const place = document.createComment('');
        row.replaceWith(place);
        return () => place.replaceWith(row);
      });
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(
        { exclude: [[cells]] },
        { resultTypes: ['violations'], preload: false, ...(rules === undefined ? {} : { runOnly: rules }) },
      );
      removed.forEach((putBack) => putBack());
      return violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`),
      );
    },
    [REPEATED_ROWS, REPEATED_CELLS, runOnly] as const,
  );
}

/** Runs in the page. A text may end in an ellipsis, or be scrolled to; any other text must have the room that it needs. */
function cutOffTexts(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const problems = scrollWidth > clientWidth ? [`The page is ${scrollWidth - clientWidth} px too wide.`] : [];
  for (const element of document.querySelectorAll<HTMLElement>('main *')) {
    if (element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() !== '') {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(element);
      const hides = overflowX === 'hidden' || overflowX === 'clip';
      if (hides && textOverflow !== 'ellipsis' && clipPath === 'none') {
        problems.push(`cut off: ${element.outerHTML.slice(0, 160)}`);
      }
    }
  }
  return problems;
}

/** Runs in the page. A text stays within the box that is painted around it, unless that box scrolls or ends it with an ellipsis. */
function escapedTexts(): string[] {
  const TOLERANCE = 1.5;
  const isPainted = ({ borderLeftStyle, borderLeftWidth, backgroundColor }: CSSStyleDeclaration) =>
    (borderLeftStyle !== 'none' && borderLeftWidth !== '0px') || !/^(transparent|rgba\(.*, 0\))$/.test(backgroundColor);
  const boxOf = (text: Node): Element | undefined => {
    for (let at = text.parentElement; at !== null && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.overflowX !== 'visible' || style.position === 'absolute' || style.clipPath !== 'none') {
        return undefined;
      }
      if (isPainted(style)) {
        return at;
      }
    }
    return undefined;
  };
  const texts = document.createTreeWalker(document.querySelector('main') ?? document.body, NodeFilter.SHOW_TEXT);
  const problems: string[] = [];
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const box = text.textContent?.trim() === '' ? undefined : boxOf(text);
    if (box !== undefined) {
      const range = document.createRange();
      range.selectNodeContents(text);
      const [{ left, right }, frame] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
      if (right > left && (left < frame.left - TOLERANCE || right > frame.right + TOLERANCE)) {
        problems.push(
          `runs out of its box: ${text.textContent?.trim().slice(0, 80)} in ${box.outerHTML.slice(0, 100)}`,
        );
      }
    }
  }
  return problems;
}

/** Runs in the page. An icon and the text beside it in the same line have room between them. */
function touchingIcons(): string[] {
  const LEAST_GAP = 3;
  interface Box {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  }
  /** What is seen of the line of a text that is beside an icon: its first or its last one. A text that ends in an ellipsis ends with its element. */
  const textBoxOf = (node: Node, isAfter: boolean): Box | undefined => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const line =
      node instanceof Text ? [...range.getClientRects()].at(isAfter ? 0 : -1) : range.getBoundingClientRect();
    if (line === undefined) {
      return undefined;
    }
    const { left, right, top, bottom } = line;
    if (!(node instanceof HTMLElement) || !['hidden', 'clip'].includes(getComputedStyle(node).overflowX)) {
      return { left, right, top, bottom };
    }
    const edge = node.getBoundingClientRect();
    return { left: Math.max(left, edge.left), right: Math.min(right, edge.right), top, bottom };
  };
  /** The room that an icon has: while one turns, the box around it is larger, with the same center. */
  const iconBoxOf = (icon: HTMLElement): Box => {
    const { left, right, top, bottom } = icon.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = icon;
    return {
      left: (left + right - offsetWidth) / 2,
      right: (left + right + offsetWidth) / 2,
      top: (top + bottom - offsetHeight) / 2,
      bottom: (top + bottom + offsetHeight) / 2,
    };
  };
  const beside = (icon: Element, next: 'nextSibling' | 'previousSibling'): Box | undefined => {
    for (let node: Node | null = icon[next]; node !== null; node = node[next]) {
      if ((node instanceof Text || node instanceof HTMLElement) && node.textContent.trim() !== '') {
        return textBoxOf(node, next === 'nextSibling');
      }
      if (node instanceof Element) {
        return undefined;
      }
    }
    return undefined;
  };
  return [...document.querySelectorAll<HTMLElement>('.codicon')].flatMap((icon) => {
    const own = iconBoxOf(icon);
    const isTouched = (['nextSibling', 'previousSibling'] as const).some((next) => {
      const other = beside(icon, next);
      const isInLine = other !== undefined && other.top < own.bottom && own.top < other.bottom;
      return (
        isInLine && other.right - other.left > 1 && Math.max(other.left - own.right, own.left - other.right) < LEAST_GAP
      );
    });
    return own.right > own.left && isTouched
      ? [`An icon touches its text: ${icon.parentElement?.outerHTML.slice(0, 160)}`]
      : [];
  });
}
