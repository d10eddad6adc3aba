import type { Disposable, Event } from '../../base/emitter.js';

/**
 * Loads the script of a panel that is open already: while VS Code makes its page, there is time for it.
 * @returns `undefined` where the panel was closed meanwhile; nothing may be done with it then
 */
export async function loadForPanel<T>(
  panel: { readonly onDidDispose: Event<void> },
  load: () => Promise<T>,
): Promise<T | undefined> {
  let isClosed = false;
  const subscription: Disposable = panel.onDidDispose(() => (isClosed = true));
  try {
    const loaded = await load();
    return isClosed ? undefined : loaded;
  } finally {
    subscription.dispose();
  }
}
