import type { Frame } from 'playwright-core';

/** A text on screen, or one that a screen reader says. */
export interface ShownText {
  readonly text: string;
  /** The element, as a selector reads: `button.retry[aria-label]`. */
  readonly place: string;
  /** It is in an element that shows names, which nobody translates. */
  readonly isName: boolean;
}

/**
 * All that a document shows or says: texts, names and descriptions for screen readers, tooltips, placeholders.
 * @param except selects elements whose content is of no interest
 * @param names selects elements that show names
 */
export async function shownTexts(document: Frame, except: string, names = except): Promise<ShownText[]> {
  return document.evaluate(
    ([except, names]) => {
      const attributes = [
        'aria-label',
        'aria-description',
        'aria-roledescription',
        'aria-valuetext',
        'title',
        'placeholder',
        'alt',
      ];
      const shown = new Map<string, ShownText>();
      const nameOf = (element: Element) => [element.localName, ...element.classList].join('.');
      for (const element of window.document.body.querySelectorAll('*')) {
        if (
          !element.checkVisibility({ visibilityProperty: true }) ||
          element.closest(`script, style, ${except}`) !== null
        ) {
          continue;
        }
        const isName = element.closest(names) !== null;
        const add = (content: string | null, place: string) => {
          const text = content?.trim() ?? '';
          if (text !== '') {
            shown.set(text, { text, place, isName });
          }
        };
        for (const name of attributes) {
          add(element.getAttribute(name), `${nameOf(element)}[${name}]`);
        }
        for (const { nodeType, textContent } of element.childNodes) {
          if (nodeType === Node.TEXT_NODE) {
            add(textContent, nameOf(element));
          }
        }
      }
      return [...shown.values()];
    },
    [except, names] as const,
  );
}
