import { parseTenantsState, tenantsProtocol } from '../../src/shared/pages/tenants.js';
import { createChannel, startPage, type VsCodeApi } from '../common/base/host/startPage.js';
import './app.js';

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();
const channel = createChannel(api, tenantsProtocol);
const app = document.createElement('tenants-app');
app.post = (message) => channel.post(message);
app.sort = parseTenantsState(api.getState()).sort;
app.saveState = (state) => api.setState(state);
startPage(app);
channel.onEvent((event) => app.receive(event));
channel.start();
