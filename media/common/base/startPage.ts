import { createFormat, type Format } from './format.js';

interface PageElement extends HTMLElement {
  format: Format | undefined;
}

/** Puts a page's one element into the document that the host made for it. */
export function startPage(app: PageElement): void {
  app.format = createFormat(document.documentElement.lang);
  document.getElementById('app')?.append(app);
}

/** Takes the host's messages; whatever else is sent to the window is dropped. */
export function onHostMessage<M>(isMessage: (data: unknown) => data is M, take: (message: M) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isMessage(data)) {
      take(data);
    }
  });
}
