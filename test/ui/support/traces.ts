import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';

/** A place where data may have been left, and its content. */
export interface Trace {
  readonly place: string;
  readonly text: string;
}

/** Every file below a folder, byte for byte as one character each. */
export function tracesOnDisk(folder: string): Trace[] {
  return (
    ignoreMissing(() => readdirSync(folder, { withFileTypes: true }))?.flatMap((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        return tracesOnDisk(place);
      }
      const text = entry.isFile() ? ignoreMissing(() => readFileSync(place, 'latin1')) : undefined;
      return text === undefined ? [] : [{ place, text }];
    }) ?? []
  );
}

/** Temporary files that are to replace others can disappear during the search. */
function ignoreMissing<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** What the window keeps in its browser: this VS Code has the state of workspaces and extensions there. */
export async function tracesInBrowser(page: Page): Promise<Trace[]> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('The database cannot be read.'));
      });
    const traces = [localStorage, sessionStorage].map((storage) => ({
      place: 'web storage',
      text: JSON.stringify({ ...storage }),
    }));
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of Array.from(database.objectStoreNames)) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]);
        const texts = (values as unknown[]).map((value) =>
          value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value),
        );
        traces.push({ place: `database ${name}, ${store}`, text: [JSON.stringify(keys), ...texts].join('\n') });
      }
      database.close();
    }
    return traces;
  });
}

/**
 * Records every message that a webview reads from now on. A listener would not do: VS Code rewrites the webview's document in its frame,
 * which removes earlier listeners. Reading a message's data still goes through here.
 */
export async function recordMessages(page: Page): Promise<() => Trace[]> {
  const heard: Trace[] = [];
  await page.exposeBinding(
    'traceMessage',
    (_, place: string, text: string) => void heard.push({ place: `message to ${place}`, text }),
  );
  await page.addInitScript(() => {
    const { traceMessage } = globalThis as unknown as { traceMessage: (place: string, text: string) => void };
    const original = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    if (!original?.get || !location.pathname.includes('/webview/')) {
      return;
    }
    const noted = new WeakSet<MessageEvent>();
    Object.defineProperty(MessageEvent.prototype, 'data', {
      ...original,
      get(this: MessageEvent): unknown {
        const data = original.get?.call(this) as unknown;
        if (!noted.has(this)) {
          noted.add(this);
          const asText = (_: string, value: unknown) =>
            value instanceof ArrayBuffer ? new TextDecoder().decode(value) : value;
          traceMessage(location.pathname, JSON.stringify(data, asText) ?? '');
        }
        return data;
      },
    });
  });
  return () => [...heard];
}

/** Where a text stands: as it is, in an address, in base64 or in UTF-16. */
export function placesOf(needle: string, traces: readonly Trace[]): string[] {
  const base64 = Buffer.from(needle).toString('base64').slice(0, -4);
  const spellings = [needle, encodeURIComponent(needle), base64, Buffer.from(needle, 'utf16le').toString('latin1')];
  return traces.filter(({ text }) => spellings.some((spelling) => text.includes(spelling))).map(({ place }) => place);
}
