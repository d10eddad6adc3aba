import type { SnapshotDiffHostMessage } from '../../../src/shared/pages/snapshotDiff.js';
import type { UserSearchHostMessage } from '../../../src/shared/pages/userSearch.js';
import type { CellValue } from '../../../src/shared/report.js';
import { applyThemeOf } from './applyTheme.js';
import { pageFixtures } from './pageFixtures.js';

/** Plays the extension host for a page that gets everything at once: `?state=diff&theme=dark`. */
interface PageFixture {
  readonly messages: readonly (SnapshotDiffHostMessage | UserSearchHostMessage)[];
  readonly rows?: readonly (readonly CellValue[])[];
}

const address = new URLSearchParams(location.search);
applyThemeOf(address);

const fixtures: Readonly<Record<string, PageFixture>> = pageFixtures;
const { messages = [], rows = [] } = fixtures[address.get('state') ?? ''] ?? {};
const tell = (message: unknown) => window.postMessage(message, '*');

function receive(message: { type: string; requestId?: number; start?: number; end?: number }): void {
  if (message.type === 'ready') {
    messages.forEach(tell);
  } else if (message.type === 'getRows') {
    const { requestId, start = 0, end = 0 } = message;
    tell({ type: 'rows', requestId, start, viewRowCount: rows.length, rows: rows.slice(start, end) });
  }
}

Object.assign(window, {
  acquireVsCodeApi: () => ({ postMessage: receive, setState: () => undefined, getState: () => undefined }),
});
