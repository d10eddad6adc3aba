import type { HostMessage, PanelState, RowsPart, WebviewMessage } from '../../../src/shared/pages/report.js';
import type { TableView } from '../../../src/shared/report.js';
import { onHostMessage } from './startPage.js';

/** What VS Code hands to a webview's script, once. */
export interface VsCodeApi {
  postMessage(message: WebviewMessage): void;
  setState(state: PanelState): void;
  getState(): unknown;
}

/** The webview's end of the line to the extension host. */
export class Messenger {
  #lastRequest = 0;
  readonly #listeners = new Set<(message: HostMessage) => void>();

  constructor(private readonly api: VsCodeApi) {}

  /** Starts to hand messages on. What is no message of the protocol is dropped. */
  connect(): void {
    onHostMessage(isHostMessage, (message) => [...this.#listeners].forEach((listener) => listener(message)));
  }

  /** @returns takes the listener off again */
  onMessage(listener: (message: HostMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  post(message: WebviewMessage): void {
    this.api.postMessage(message);
  }

  /** Asks for rows `start` to `end` (exclusive). @returns the request id that the answer will carry */
  requestRows(view: TableView, start: number, end: number): number {
    const requestId = ++this.#lastRequest;
    this.post({ type: 'getRows', requestId, view, start, end });
    return requestId;
  }

  /** What {@link saveState} was given before the page was loaded anew. */
  savedState(): unknown {
    return this.api.getState();
  }

  /** Asks what the amounts in a view come to. @returns the request id that the answer will carry */
  requestTotals(view: TableView): number {
    const requestId = ++this.#lastRequest;
    this.post({ type: 'getTotals', requestId, view });
    return requestId;
  }

  /** Asks for values of a column to choose from. @returns the request id that the answer will carry */
  requestValues(column: number, search: string): number {
    const requestId = ++this.#lastRequest;
    this.post({ type: 'getValues', requestId, column, search });
    return requestId;
  }

  saveState(state: PanelState): void {
    this.api.setState(state);
  }
}

/**
 * A light check of the discriminator and of what a careless message could break. The host is the trusted side; this guards
 * against other senders in the window and against a version mix after an update.
 */
export function isHostMessage(data: unknown): data is HostMessage {
  if (!isRecord(data)) {
    return false;
  }
  switch (data['type']) {
    case 'loading':
      return isRecord(data['ref']) && typeof data['title'] === 'string' && typeof data['step'] === 'string';
    case 'report': {
      const summary = data['summary'];
      return (
        isRecord(data['view']) &&
        isRecord(summary) &&
        isRecord(summary['ref']) &&
        isRecord(summary['connection']) &&
        isCount(summary['rowCount']) &&
        (data['firstRows'] === undefined || isRowsPart(data['firstRows'])) &&
        ['columns', 'charts', 'notices', 'choices', 'badges'].every((name) => Array.isArray(summary[name]))
      );
    }
    case 'past':
      return isRecord(data['ref']) && Array.isArray(data['charts']) && Array.isArray(data['choices']);
    case 'restated':
      return Array.isArray(data['values']) && isCount(data['total']);
    case 'failed':
    case 'cancelled': {
      const notice = data['notice'];
      return (
        isRecord(data['ref']) &&
        isRecord(notice) &&
        typeof notice['text'] === 'string' &&
        Array.isArray(notice['actions'])
      );
    }
    case 'compared':
      return (
        Array.isArray(data['comparisons']) &&
        data['comparisons'].every(
          (one) =>
            isRecord(one) && typeof one['id'] === 'string' && isRecord(one['ref']) && Array.isArray(one['charts']),
        )
      );
    case 'earlierDays':
      return typeof data['busy'] === 'boolean';
    case 'rows':
      return isCount(data['requestId']) && isRowsPart(data);
    case 'totals': {
      const totals = data['totals'];
      return (
        isCount(data['requestId']) &&
        isRecord(totals) &&
        isCount(totals['rowCount']) &&
        Array.isArray(totals['columns'])
      );
    }
    case 'values': {
      const values = data['values'];
      return (
        isCount(data['requestId']) && isRecord(values) && isCount(values['matching']) && Array.isArray(values['values'])
      );
    }
    default:
      return false;
  }
}

function isRowsPart(value: unknown): value is RowsPart {
  return isRecord(value) && isCount(value['start']) && isCount(value['viewRowCount']) && Array.isArray(value['rows']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
