import { overviewProtocol } from '../../src/shared/pages/overview.js';
import { createChannel, startPage, type VsCodeApi } from '../common/base/host/startPage.js';
import './app.js';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const channel = createChannel(api, overviewProtocol);
const app = document.createElement('overview-app');
app.post = (message) => channel.post(message);
app.saveState = (state) => api.setState(state);
startPage(app);
channel.onEvent((event) => app.receive(event));
channel.start();
