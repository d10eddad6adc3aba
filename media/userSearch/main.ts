import { userSearchProtocol } from '../../src/shared/pages/userSearch.js';
import { createChannel, startPage, type VsCodeApi } from '../common/base/host/startPage.js';
import './userSearchApp.js';

declare function acquireVsCodeApi(): VsCodeApi;

// Nothing is saved over a reload: the page shows a user.
const channel = createChannel(acquireVsCodeApi(), userSearchProtocol);
const app = document.createElement('user-search-app');
app.post = (message) => channel.post(message);
startPage(app);
channel.onEvent((event) => app.receive(event));
channel.start();
