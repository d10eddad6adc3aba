/**
 * Leaves VS Code's Cut, Copy, and Paste out of the context menu, except in a text field and over selected text: elsewhere they do nothing.
 * Set when the menu is asked for, before VS Code reads it. What has entries of its own says so itself, nearer to the place.
 */
export function keepUsefulEntries(): void {
  document.addEventListener(
    'contextmenu',
    ({ target }) => {
      const isField = target instanceof Element && target.closest('input, textarea') !== null;
      const hasSelection = document.getSelection()?.isCollapsed === false;
      document.body.dataset['vscodeContext'] = JSON.stringify({
        preventDefaultContextMenuItems: !isField && !hasSelection,
      });
    },
    { capture: true },
  );
}
