import type { UserSearchMessage } from '../../src/shared/pages/userSearch.js';
import { onHostMessage, startPage } from '../common/base/startPage.js';
import { isUserSearchMessage } from './messages.js';
import './userSearchApp.js';

declare function acquireVsCodeApi(): { postMessage(message: UserSearchMessage): void };

const api = acquireVsCodeApi();
const app = document.createElement('user-search-app');
app.post = (message) => api.postMessage(message);
startPage(app);
onHostMessage(isUserSearchMessage, (message) => app.receive(message));
api.postMessage({ type: 'ready' });
