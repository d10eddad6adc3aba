import type { PersonMessage } from '../../src/shared/personPage.js';
import { createFormat } from '../report/format.js';
import { isPersonMessage } from './messages.js';
import './personApp.js';

declare function acquireVsCodeApi(): { postMessage(message: PersonMessage): void };

const api = acquireVsCodeApi();
const app = document.createElement('person-app');
app.post = (message) => api.postMessage(message);
app.format = createFormat(document.documentElement.lang);
document.getElementById('app')?.append(app);
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (isPersonMessage(event.data)) {
    app.receive(event.data);
  }
});
api.postMessage({ type: 'ready' });
