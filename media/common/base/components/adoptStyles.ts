/**
 * Adds the style sheet of a part that loads when it is used, so that a page does not begin with the styles of all that it may show. It comes
 * after the page's own style sheet. The policy of the page forbids inline styles and allows this: no text of a report can do it.
 *
 * @param styles a `.css` file, imported `with { type: 'text' }`
 */
export function adoptStyles(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
