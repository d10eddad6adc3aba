/** What an open panel takes, as one script that is loaded with the first panel. */
export { parsePanelState } from './messages.js';
export { ReportPanel } from './reportPanel.js';
