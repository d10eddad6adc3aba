import type { OverviewMessage, OverviewState } from '../../src/shared/pages/overview.js';
import { onHostMessage, startPage } from '../common/base/startPage.js';
import './app.js';
import { isOverviewMessage } from './messages.js';

declare function acquireVsCodeApi(): {
  postMessage(message: OverviewMessage): void;
  setState(state: OverviewState): void;
};

const api = acquireVsCodeApi();
const app = document.createElement('overview-app');
app.post = (message) => api.postMessage(message);
app.keep = (state) => api.setState(state);
startPage(app);
onHostMessage(isOverviewMessage, (message) => app.receive(message));
api.postMessage({ type: 'ready' });
