import './app.js';
import { createFormat } from './format.js';
import { Messenger, type VsCodeApi } from './messenger.js';

declare function acquireVsCodeApi(): VsCodeApi;

const messenger = new Messenger(acquireVsCodeApi());
const app = document.createElement('report-app');
app.messenger = messenger;
app.format = createFormat(document.documentElement.lang);
document.getElementById('app')?.append(app);
messenger.connect(window);
messenger.post({ type: 'ready' });
