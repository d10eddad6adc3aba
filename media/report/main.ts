import { reportProtocol } from '../../src/shared/pages/report.js';
import { createChannel, startPage, type VsCodeApi } from '../common/base/host/startPage.js';
import './app.js';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const channel = createChannel(api, reportProtocol);
const app = document.createElement('report-app');
app.channel = channel;
app.savedState = api.getState();
app.saveState = (state) => api.setState(state);
startPage(app);
channel.start();
