import { Messenger, type VsCodeApi } from '../report/messenger.js';
import { createFormat } from '../report/format.js';
import type { DifferenceMessage } from '../../src/shared/differencePage.js';
import './differenceApp.js';
import { isDifference } from './messages.js';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const api = acquireVsCodeApi();
const post = (message: DifferenceMessage) => api.postMessage(message);
// The grid's end of the line. Nothing is kept over a reload: the page may show people.
const gridApi: VsCodeApi = { postMessage: (message) => api.postMessage(message), setState: () => undefined, getState: () => undefined };
const messenger = new Messenger(gridApi);
const app = document.createElement('difference-app');
app.messenger = messenger;
app.post = post;
app.format = createFormat(document.documentElement.lang);
document.getElementById('app')?.append(app);
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isDifference(event.data)) {
    app.show(event.data);
  }
});
messenger.connect(window);
post({ type: 'ready' });
