import assert from 'node:assert/strict';
import { parsePanelState } from '../../../../src/shared/pages/savedPanel.js';
import { MAX_CHART_BYTES, OVERLAYS, reportProtocol } from '../../../../src/shared/pages/report.js';
import { parsed } from '../../../support/parsed.js';

describe('messages of the panel about charts', () => {
  const saved = { type: 'saveChart', format: 'png', name: 'Calls', content: new Uint8Array(100) };

  it('are understood', () => {
    for (const message of [
      saved,
      { type: 'compareWith' },
      { type: 'removeComparison', comparison: 'c1/getCalls' },
      { type: 'comparisonAction', comparison: 'c1/getCalls', id: 'retry' },
      { type: 'fetchEarlierDays' },
      { type: 'chartCopied' },
      { type: 'chartNotCopied', name: 'Calls', content: new Uint8Array(100) },
    ]) {
      assert.deepEqual(parsed(reportProtocol.message, message), message);
    }
  });

  it('are refused where they are not what they should be', () => {
    for (const message of [
      { ...saved, format: 'exe' },
      { ...saved, name: 5 },
      { ...saved, name: 'x'.repeat(1_001) },
      { ...saved, content: 'text' },
      { ...saved, content: new Uint8Array(0) },
      { ...saved, content: new Uint8Array(MAX_CHART_BYTES + 1) },
      { ...saved, path: '/etc/passwd' },
      { type: 'compareWith', report: 'getCalls' },
      { type: 'removeComparison' },
      { type: 'comparisonAction', comparison: 'x'.repeat(501), id: 'retry' },
    ]) {
      assert.equal(parsed(reportProtocol.message, message), undefined, Object.keys(message).join());
    }
  });
});

describe('what a panel kept over a reload', () => {
  const ref = { connection: 'c1', report: 'getCalls', period: 'D7' };

  it('names what it was compared with', () => {
    assert.deepEqual(
      parsePanelState({ ref, view: {}, compared: [ref], largeChart: { picked: ['Calls'], overlay: 'previous' } })
        ?.compared,
      [ref],
    );
  });

  it('has the overlay of its chart; of what an earlier version saved, the previous period', () => {
    const overlayOf = (largeChart: unknown) => parsePanelState({ ref, view: {}, largeChart })?.largeChart?.overlay;
    const picked = ['Calls'];
    assert.deepEqual(
      [
        ...OVERLAYS.map((overlay) => overlayOf({ picked, overlay })),
        overlayOf({ picked, withPrevious: true }),
        overlayOf({ picked, withPrevious: false }),
        overlayOf({ picked }),
        overlayOf({ picked, overlay: 'century', withPrevious: 7 }),
      ],
      [...OVERLAYS, 'previous', 'none', 'none', 'none'],
    );
    assert.deepEqual(parsePanelState({ ref, view: {}, largeChart: { picked: 7 } })?.largeChart, {
      picked: [],
      overlay: 'none',
    });
  });

  it('is not lost for comparisons that cannot be understood', () => {
    assert.deepEqual(parsePanelState({ ref, view: {}, compared: [{ report: 5 }] }), { ref, view: {}, compared: [] });
    assert.deepEqual(parsePanelState({ ref, view: {} }), { ref, view: {} });
  });
});
