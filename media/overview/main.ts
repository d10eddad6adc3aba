import { createFormat } from '../report/format.js';
import type { OverviewHostMessage, OverviewMessage, OverviewState } from '../../src/shared/overview.js';
import './app.js';

declare function acquireVsCodeApi(): { postMessage(message: OverviewMessage): void; setState(state: OverviewState): void };

const api = acquireVsCodeApi();
const app = document.createElement('overview-app');
app.format = createFormat(document.documentElement.lang);
app.post = (message) => api.postMessage(message);
app.keep = (state) => api.setState(state);
document.getElementById('app')?.append(app);
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isHostMessage(event.data)) {
    app.receive(event.data);
  }
});
api.postMessage({ type: 'ready' });

/** A light check: the host is the trusted side, this guards against other senders and a mix of versions after an update. */
function isHostMessage(data: unknown): data is OverviewHostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) {
    return false;
  }
  const message = data as Record<string, unknown>;
  switch (message['type']) {
    case 'begin':
      return Array.isArray(message['reports']) && Array.isArray(message['products']) && typeof message['connection'] === 'object';
    case 'cards':
      return Array.isArray(message['cards']);
    case 'end':
      return Array.isArray(message['standOuts']);
    case 'failed':
      return typeof message['notice'] === 'object' && message['notice'] !== null;
    default:
      return false;
  }
}
