import type { OverviewHostMessage } from '../../src/shared/pages/overview.js';

/** A light check: the host is the trusted side, this guards against other senders and a mix of versions after an update. */
export function isOverviewMessage(data: unknown): data is OverviewHostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) {
    return false;
  }
  const message = data as Record<string, unknown>;
  switch (message['type']) {
    case 'begin':
      return (
        Array.isArray(message['reports']) &&
        Array.isArray(message['products']) &&
        typeof message['connection'] === 'object'
      );
    case 'cards':
      return Array.isArray(message['cards']);
    case 'end':
      return Array.isArray(message['highlights']);
    case 'failed':
      return typeof message['notice'] === 'object' && message['notice'] !== null;
    default:
      return false;
  }
}
