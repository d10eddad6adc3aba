import './app.js';
import { Messenger, type VsCodeApi } from '../common/base/messenger.js';
import { startPage } from '../common/base/startPage.js';

declare function acquireVsCodeApi(): VsCodeApi;

const messenger = new Messenger(acquireVsCodeApi());
const app = document.createElement('report-app');
app.messenger = messenger;
startPage(app);
messenger.connect();
messenger.post({ type: 'ready' });
