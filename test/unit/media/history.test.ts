import assert from 'node:assert/strict';
import { is } from 'valibot';
import { initialModel as emptyOverview, received as overviewReceived } from '../../../media/overview/model.js';
import { movingAverages } from '../../../src/shared/charts/movingAverages.js';
import { labeledDays } from '../../../src/shared/charts/chartLayout.js';
import { visibleBoundaries } from '../../../src/shared/charts/historyMarks.js';
import { initialModel, received } from '../../../media/report/panelModel.js';
import { parsePanelState } from '../../../src/shared/pages/savedPanel.js';
import { type OverviewCard, type OverviewEvent, overviewProtocol } from '../../../src/shared/pages/overview.js';
import { type ReportEvent, reportProtocol } from '../../../src/shared/pages/report.js';
import { parsed } from '../../support/parsed.js';
import { dailySeries } from '../../support/webviewHarness/fixtures/daily.js';

describe('history on screen', () => {
  const { summary } = dailySeries;

  it('adds the windows before and all kept days to the report that is shown, and to no other', () => {
    const shown = received(initialModel, { type: 'report', summary, view: {} });
    const context: ReportEvent = {
      type: 'historyContext',
      ref: summary.ref,
      charts: [],
      choices: [{ label: 'All archived days (400)', history: true }],
    };
    assert.ok(is(reportProtocol.event, context));
    const model = received(shown, context);
    assert.deepEqual(model.summary, { ...summary, charts: context.charts, choices: context.choices });
    assert.equal(model.epoch, shown.epoch, 'rows stay');
    assert.equal(received(shown, { ...context, ref: { ...summary.ref, period: 'D7' } }), shown);
    assert.equal(received(initialModel, context), initialModel);
  });

  it('is requested and remembered by messages that the host takes', () => {
    assert.deepEqual(parsed(reportProtocol.message, { type: 'choosePeriod', history: true }), {
      type: 'choosePeriod',
      history: true,
    });
    assert.equal(parsed(reportProtocol.message, { type: 'choosePeriod', history: false }), undefined);
    assert.ok(is(reportProtocol.requests.getRevised.params, {}));
    const ref = { connection: 'sample', report: 'getX', history: true as const };
    assert.deepEqual(parsePanelState({ ref, view: {} })?.ref, ref);
  });

  it('draws each seam where they are few, the newest where they would be a comb', () => {
    assert.deepEqual(visibleBoundaries([10, 50, 90]), [90, 50, 10]);
    assert.deepEqual(visibleBoundaries([49.5, 50, 90]), [90, 50]);
    assert.deepEqual(visibleBoundaries(Array.from({ length: 1600 }, (_, index) => index / 18)), [1599 / 18]);
  });

  it('labels years with ten days at the most', () => {
    for (const days of [61, 180, 400, 800, 1830, 5000]) {
      const { length } = labeledDays('2021-01-15', days);
      assert.ok(length >= 1 && length <= 11, `${days}: ${length}`);
    }
  });
});

describe('the overview on screen', () => {
  const card = (report: string): OverviewCard => ({
    report,
    title: report,
    product: 'teams',
    refreshDate: null,
    checkedAt: '',
    archivedDays: 1,
    measures: [],
    moreMeasures: 0,
  });
  const begin = (connection: string, ...reports: string[]): OverviewEvent => ({
    type: 'begin',
    connection: { id: connection, name: connection, isSample: false },
    reports: reports.map((report) => ({ report, title: report, product: 'teams' })),
    available: 55,
    products: [],
  });
  const after = (...messages: OverviewEvent[]) => messages.reduce(overviewReceived, emptyOverview);

  it('keeps what is there while the same tenant is read again, but for what is gone', () => {
    const first = [
      begin('a', 'x', 'y'),
      { type: 'cards', cards: [card('x'), card('y')] },
      { type: 'end', highlights: [] },
    ] as const;
    const again = after(...first, begin('a', 'y', 'z'));
    assert.deepEqual([...again.cards.keys()], ['y']);
    assert.ok(again.reading && again.highlights !== undefined);
    const other = after(...first, begin('b', 'y'));
    assert.deepEqual([...other.cards.keys()], []);
    assert.equal(other.highlights, undefined);
  });

  it('replaces single cards', () => {
    const model = after(
      begin('a', 'x', 'y'),
      { type: 'cards', cards: [card('x'), card('y')] },
      { type: 'cards', cards: [{ ...card('x'), archivedDays: 9 }] },
    );
    assert.deepEqual(
      [...model.cards.values()].map(({ archivedDays }) => archivedDays),
      [9, 1],
    );
  });

  it('takes a mean of seven days only where enough of them are known', () => {
    assert.deepEqual(movingAverages([1, 1, 1, 1, 1, 1, 8, null, 2]).slice(5), [null, 2, null, 14 / 6]);
    assert.deepEqual(movingAverages([null, null, null, null, 1, 1, 1]), [null, null, null, null, null, null, null]);
  });

  it('sends nothing that the host would take for a path or more than it is', () => {
    assert.deepEqual(parsed(overviewProtocol.message, { type: 'open', report: 'getX', history: true }), {
      type: 'open',
      report: 'getX',
      history: true,
    });
    for (const message of [
      { type: 'open', report: '../x' },
      { type: 'open', report: 'getX', connection: 'other' },
      { type: 'nonsense' },
      null,
      'ready',
    ]) {
      assert.equal(parsed(overviewProtocol.message, message), undefined, JSON.stringify(message));
    }
  });
});
