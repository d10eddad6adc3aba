import type { PersonMessage } from '../../src/shared/personPage.js';
import { onHostMessage, startPage } from '../report/startPage.js';
import { isPersonMessage } from './messages.js';
import './personApp.js';

declare function acquireVsCodeApi(): { postMessage(message: PersonMessage): void };

const api = acquireVsCodeApi();
const app = document.createElement('person-app');
app.post = (message) => api.postMessage(message);
startPage(app);
onHostMessage(isPersonMessage, (message) => app.receive(message));
api.postMessage({ type: 'ready' });
