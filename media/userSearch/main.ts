import type { PersonMessage } from '../../src/shared/pages/userSearch.js';
import { onHostMessage, startPage } from '../common/base/startPage.js';
import { isPersonMessage } from './messages.js';
import './personApp.js';

declare function acquireVsCodeApi(): { postMessage(message: PersonMessage): void };

const api = acquireVsCodeApi();
const app = document.createElement('person-app');
app.post = (message) => api.postMessage(message);
startPage(app);
onHostMessage(isPersonMessage, (message) => app.receive(message));
api.postMessage({ type: 'ready' });
