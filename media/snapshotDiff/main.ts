import type { SnapshotDiffMessage } from '../../src/shared/pages/snapshotDiff.js';
import { Messenger } from '../common/base/messenger.js';
import { onHostMessage, startPage } from '../common/base/startPage.js';
import './snapshotDiffApp.js';
import { isSnapshotDiffMessage } from './messages.js';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void };

const api = acquireVsCodeApi();
const post = (message: SnapshotDiffMessage) => api.postMessage(message);
// The grid's end of the line. Nothing is kept over a reload: the page may show people.
const messenger = new Messenger({
  postMessage: (message) => api.postMessage(message),
  setState: () => undefined,
  getState: () => undefined,
});
const app = document.createElement('snapshot-diff-app');
app.messenger = messenger;
app.post = post;
startPage(app);
onHostMessage(isSnapshotDiffMessage, (message) => app.show(message));
messenger.connect();
post({ type: 'ready' });
