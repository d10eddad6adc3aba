import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HostMessage } from '../../../src/shared/pages/report.js';
import type { Messenger } from './messenger.js';

/** Hands the host's messages of one type to an element for as long as it is in the document. */
export class HostMessageController<T extends HostMessage['type']> implements ReactiveController {
  #disconnect: (() => void) | undefined;

  /** @param element has its messenger before it comes into the document, and keeps it */
  constructor(
    private readonly element: ReactiveControllerHost & { readonly messenger: Messenger | undefined },
    private readonly type: T,
    private readonly take: (message: Extract<HostMessage, { type: T }>) => void,
  ) {
    element.addController(this);
  }

  hostConnected(): void {
    this.#disconnect = this.element.messenger?.onMessage((message) => {
      if (isOf(message, this.type)) {
        this.take(message);
      }
    });
  }

  hostDisconnected(): void {
    this.#disconnect?.();
  }
}

function isOf<T extends HostMessage['type']>(
  message: HostMessage,
  type: T,
): message is Extract<HostMessage, { type: T }> {
  return message.type === type;
}
