/**
 * Opens the menu that something has on a button where its context menu is asked for, by pointer or by key. VS Code leaves a context menu
 * alone that a page has taken; its own has Cut, Copy, and Paste, which do nothing with a chart.
 */
export function openOwnMenu(event: MouseEvent): void {
  const menu = (event.currentTarget as Element).querySelector('report-menu');
  if (menu !== null && event.target instanceof Element && event.target.closest('report-menu, select') === null) {
    event.preventDefault();
    menu.show(new DOMRect(event.clientX, event.clientY, 0, 0));
  }
}
