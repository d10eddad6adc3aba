import { snapshotDiffProtocol } from '../../src/shared/pages/snapshotDiff.js';
import { createChannel, startPage, type VsCodeApi } from '../common/base/host/startPage.js';
import './snapshotDiffApp.js';

declare function acquireVsCodeApi(): VsCodeApi;

// Nothing is saved over a reload: the page may show users.
const channel = createChannel(acquireVsCodeApi(), snapshotDiffProtocol);
const app = document.createElement('snapshot-diff-app');
app.post = (message) => channel.post(message);
app.source = {
  reopen: () => app.reopen(),
  getRows: (request, signal) => channel.request('getRows', request, signal),
  getCellStatistics: (cells, signal) => channel.request('getCellStatistics', cells, signal),
  copyRows: (copy) => channel.post({ type: 'copyRows', ...copy }),
};
startPage(app);
channel.onEvent((event) => app.show(event));
channel.start();
