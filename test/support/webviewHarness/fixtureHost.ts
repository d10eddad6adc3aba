import type { HostEnvelope, PageEnvelope, ParamsOf } from '../../../src/shared/pages/channel.js';
import type { RowsRequest } from '../../../src/shared/pages/common.js';
import type { SnapshotDiffEvent, SnapshotDiffProtocol } from '../../../src/shared/pages/snapshotDiff.js';
import type { UserSearchEvent } from '../../../src/shared/pages/userSearch.js';
import type { CellValue } from '../../../src/shared/report.js';
import { applyThemeOf } from './applyTheme.js';
import { cellStatisticsOf } from './cellStatistics.js';
import { inLongerTexts } from './longerTexts.js';
import { pageFixtures } from './pageFixtures.js';

/** Plays the extension host for a page that gets everything at once: `?state=diff&theme=dark`. */
interface PageFixture {
  readonly messages: readonly (SnapshotDiffEvent | UserSearchEvent)[];
  readonly rows?: readonly (readonly CellValue[])[];
}

const address = new URLSearchParams(location.search);
applyThemeOf(address);

const fixtures: Readonly<Record<string, PageFixture>> = pageFixtures;
const { messages = [], rows = [] } = fixtures[address.get('state') ?? ''] ?? {};
const tell = (envelope: HostEnvelope) => window.postMessage(envelope, '*');

const sent: unknown[] = [];
let failing = false;

function receive(envelope: PageEnvelope): void {
  if (envelope.kind === 'ready') {
    messages.forEach((event) => tell({ kind: 'event', event: inLongerTexts(event) }));
  } else if (envelope.kind === 'message') {
    sent.push(envelope.message);
  } else if (envelope.kind === 'request' && failing) {
    tell({ kind: 'failure', id: envelope.id, text: 'The thread has ended.' });
  } else if (envelope.kind === 'request' && envelope.method === 'getCellStatistics') {
    const asked = envelope.params as ParamsOf<SnapshotDiffProtocol, 'getCellStatistics'>;
    tell({ kind: 'result', id: envelope.id, result: cellStatisticsOf(asked, rows) });
  } else if (envelope.kind === 'request') {
    const { start, end } = envelope.params as RowsRequest;
    const result = { start, viewRowCount: rows.length, rows: rows.slice(start, end) };
    tell({ kind: 'result', id: envelope.id, result });
  }
}

const fixtureHarness = {
  /** The host says something. */
  tell: (event: SnapshotDiffEvent) => tell({ kind: 'event', event }),
  /** Messages of the page. */
  sent,
  /** The host loses the rows, or has them again. */
  setLost: (isLost: boolean) => {
    failing = isLost;
    (isLost ? [{ type: 'tableLost' } as const] : messages).forEach((event) => tell({ kind: 'event', event }));
  },
};
export type FixtureHarness = typeof fixtureHarness;

Object.assign(window, {
  fixtureHarness,
  acquireVsCodeApi: () => ({ postMessage: receive, setState: () => undefined, getState: () => undefined }),
});
