import type { PageProtocol } from '../../../../src/shared/pages/channel.js';
import { createFormat, type Format } from '../../../../src/shared/format/format.js';
import { keepUsefulEntries } from './contextMenu.js';
import { HostChannel } from './hostChannel.js';
import { keepFocus } from './keepFocus.js';
import { texts } from '../texts.js';

/** What VS Code hands to a page's script, once. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  /** Saves what a reload of the page is to find. */
  setState(state: unknown): void;
  getState(): unknown;
}

interface PageElement extends HTMLElement {
  format: Format | undefined;
}

/** Puts a page's one element into the document that the host made for it. */
export function startPage(app: PageElement): void {
  app.format = createFormat(document.documentElement.lang);
  document.getElementById('app')?.append(app);
  keepUsefulEntries();
  keepFocus();
}

/** The page's line to the host. Nothing is sent or received before it is started. */
export function createChannel<P extends PageProtocol>(api: VsCodeApi, protocol: P): HostChannel<P> {
  const port = {
    postMessage: (message: unknown) => api.postMessage(message),
    listen: (listener: (message: unknown) => void) => {
      const take = ({ data }: MessageEvent<unknown>) => listener(data);
      window.addEventListener('message', take);
      return () => window.removeEventListener('message', take);
    },
  };
  return new HostChannel(port, protocol, texts.unexpectedReply);
}
