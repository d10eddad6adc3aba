import type { UserSearchHostMessage } from '../../src/shared/pages/userSearch.js';

/** A light check: the host is the trusted side; this guards against other senders in the window. */
export function isUserSearchMessage(data: unknown): data is UserSearchHostMessage {
  if (typeof data !== 'object' || data === null) {
    return false;
  }
  const { type, summary, text } = data as Record<string, unknown>;
  if (type === 'busy') {
    return text === undefined || typeof text === 'string';
  }
  return (
    type === 'person' &&
    typeof summary === 'object' &&
    summary !== null &&
    ['cards', 'gaps', 'notices', 'products', 'licensed', 'storage'].every((name) =>
      Array.isArray((summary as Record<string, unknown>)[name]),
    )
  );
}
