import assert from 'node:assert/strict';
import { is } from 'valibot';
import { initialModel, panelState, received, restoreModel } from '../../../media/report/panelModel.js';
import { type ReportEvent, reportProtocol } from '../../../src/shared/pages/report.js';
import { usualColumnChoices } from '../../../src/shared/pages/columnChoices.js';
import { parsed } from '../../support/parsed.js';
import type { Notice } from '../../../src/shared/pages/common.js';
import { detail } from '../../support/webviewHarness/fixtures/detail.js';
import { fixtures } from '../../support/webviewHarness/fixtures/all.js';
import { throttledNotice } from '../../support/webviewHarness/fixtures/notices.js';

const { summary } = detail;
const report: ReportEvent = { type: 'report', summary, view: { filter: 'a' } };
const other = { ...summary.ref, period: 'D90' };
const notice: Notice = throttledNotice;
const firstRows = { start: 0, viewRowCount: 0, rows: [] };

describe('panel state', () => {
  it('shows a report and keeps its reference and view', () => {
    const model = received(initialModel, report);
    assert.equal(model.summary, summary);
    assert.equal(model.activity.kind, 'idle');
    assert.deepEqual(panelState(model), { ref: summary.ref, view: { filter: 'a' } });
    assert.equal(panelState(initialModel), undefined);
  });

  it('groups what was grouped the last time at first, and leaves what is on screen as it is', () => {
    const grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' as const }] };
    const model = received(initialModel, { ...report, grouping });
    assert.deepEqual(model.grouping, grouping);
    const rows = { ...model, grouping: undefined };
    assert.equal(received(rows, { ...report, grouping }).grouping, undefined);
    assert.deepEqual(received(model, report).grouping, grouping);
    assert.equal(
      received(model, { ...report, grouping, transientFilter: 'a' }).grouping,
      undefined,
      'a user is in rows',
    );
  });

  it('shows the groups of a view that is opened, or its rows', () => {
    const grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' as const }] };
    const showView = { type: 'showView', view: {}, columnChoices: usualColumnChoices } as const;
    const grouped = received(received(initialModel, report), { ...showView, grouping });
    assert.deepEqual(panelState(grouped)?.grouping, grouping);
    assert.equal(received(grouped, showView).grouping, undefined);
  });

  it('keeps the way back to the groups over a reload, as far as the report has their columns', () => {
    const grouping = { keys: [{ column: 'User' }], measures: [{ kind: 'count' as const }] };
    const none = { column: summary.columns.length, kind: 'blank' as const };
    const openedGroup = { grouping, rows: { filter: 'b', filters: [none] }, row: 2, top: 40 };
    const state = panelState({ ...received(initialModel, report), openedGroup });
    assert.deepEqual(state?.openedGroup, openedGroup);
    const restored = received(restoreModel(state), report);
    assert.deepEqual(restored.openedGroup, { ...openedGroup, rows: { filter: 'b' } });
    assert.equal(restoreModel({ ...state, openedGroup: { row: 'first' } }).openedGroup, undefined);
    const showView = { type: 'showView', view: {}, columnChoices: usualColumnChoices } as const;
    assert.equal(received(restored, showView).openedGroup, undefined, 'a view is a table of its own');
    const named = panelState({ ...restored, transientFilter: 'b' });
    assert.equal(named?.openedGroup?.rows.filter, undefined, 'it names a person');
  });

  it('keeps no filter that names a person, and any other', () => {
    const model = received(initialModel, { ...report, transientFilter: 'a' });
    assert.equal(model.view.filter, 'a');
    assert.equal(panelState(model)?.view.filter, undefined);
    assert.equal(panelState({ ...model, view: { filter: 'teams' } })?.view.filter, 'teams');
  });

  it('keeps nothing that somebody filters or looks for in a table that names users', () => {
    const named: ReportEvent = { ...report, summary: { ...summary, forgetsView: true } };
    const filters = [{ column: 0, kind: 'values' as const, values: ['grace@contoso.com'] }];
    const columnChoices = { ...usualColumnChoices, hidden: ['Is Deleted'] };
    const model = {
      ...received(initialModel, named),
      view: { filter: 'ada', filters },
      findText: 'alan',
      columnChoices,
    };
    const state = panelState({ ...model, chartsFolded: true });
    assert.deepEqual(state, { ref: summary.ref, view: {}, columnChoices, chartsFolded: true });
    assert.doesNotMatch(JSON.stringify(state), /grace|ada|alan/);
  });

  it('keeps the text that is looked for, until the find bar is closed', () => {
    const model = { ...received(initialModel, report), findText: 'grace' };
    const state = panelState(model);
    assert.equal(state?.findText, 'grace');
    assert.equal(restoreModel(state).findText, 'grace');
    assert.equal(received(model, { ...report, view: {} }).findText, 'grace');
    assert.equal(panelState({ ...model, findText: undefined })?.findText, undefined);
    const strange = restoreModel({ ...state, findText: 7 });
    assert.deepEqual([strange.findText, strange.savedView], [undefined, { filter: 'a' }]);
  });

  it('keeps data on screen while something is fetched', () => {
    const model = received(received(initialModel, report), {
      type: 'loading',
      ref: other,
      title: 'T',
      step: 'S',
      receivedBytes: 5,
    });
    assert.equal(model.summary, summary);
    assert.deepEqual(model.activity, { kind: 'loading', ref: other, title: 'T', step: 'S', receivedBytes: 5 });
    assert.deepEqual(panelState(model)?.ref, summary.ref);
  });

  it('knows what is being opened before there is data', () => {
    const model = received(initialModel, { type: 'loading', ref: other, title: 'T', step: 'S' });
    assert.deepEqual(panelState(model)?.ref, other);
  });

  for (const type of ['failed', 'cancelled'] as const) {
    it(`keeps or drops the data after ${type}, as the host says`, () => {
      const before = received(initialModel, report);
      const kept = received(before, { type, ref: other, title: 'T', notice, keepsData: true });
      assert.equal(kept.summary, summary);
      assert.equal(kept.activity.kind, type);
      assert.deepEqual(panelState(kept)?.ref, summary.ref);
      const dropped = received(before, { type, ref: other, title: 'T', notice, keepsData: false });
      assert.equal(dropped.summary, undefined);
      assert.deepEqual(panelState(dropped)?.ref, other);
    });
  }

  it('does not claim last good data where there is none', () => {
    assert.equal(
      received(initialModel, { type: 'failed', ref: other, title: 'T', notice, keepsData: true }).summary,
      undefined,
    );
  });

  it('counts reports, so that rows of an earlier one are worth nothing', () => {
    const first = received(initialModel, report);
    assert.notEqual(received(first, report).epoch, first.epoch);
  });

  it('shows first rows as what they are, and lets the whole continue them where it has the same columns', () => {
    const loading = received(initialModel, {
      type: 'loading',
      ref: summary.ref,
      title: 'T',
      step: 'S',
      receivedBytes: 5,
      totalBytes: 50,
    });
    const firstRows = { start: 0, viewRowCount: 180, rows: [] };
    const part = received(loading, {
      type: 'report',
      summary: { ...summary, rowCount: 20, partial: true },
      view: {},
      firstRows,
    });
    assert.deepEqual(part.activity, {
      kind: 'loading',
      ref: summary.ref,
      title: 'T',
      step: 'S',
      receivedBytes: 5,
      totalBytes: 50,
    });
    const whole = received(part, { type: 'report', summary, view: {}, firstRows });
    assert.equal(whole.activity.kind, 'idle');
    assert.equal(whole.continuesPartial, true);
    assert.equal(
      received(whole, { type: 'report', summary, view: {}, firstRows }).continuesPartial,
      false,
      'a whole is not a part',
    );
    assert.equal(
      received(part, report).continuesPartial,
      false,
      'a sorted or filtered table does not begin with the same rows',
    );
    assert.equal(
      received(part, { type: 'report', summary: { ...summary, ref: other }, view: {}, firstRows }).continuesPartial,
      false,
    );
    const fewer = { ...summary, columns: summary.columns.slice(1) };
    assert.equal(received(part, { type: 'report', summary: fewer, view: {}, firstRows }).continuesPartial, false);
    const failed = received(part, { type: 'failed', ref: summary.ref, title: 'T', notice, keepsData: false });
    assert.equal(failed.summary, undefined, 'first rows are not last good data');
  });

  describe('of users whose other reports are still being read', () => {
    const sources = { line: 'From 1 of 12 reports', cautions: [], reports: [], actions: [] };
    const firstUsers: ReportEvent = {
      type: 'report',
      summary: { ...summary, rowCount: 20, sources, partial: true, partialText: 'First 20 users.' },
      view: {},
      firstRows,
    };
    const whole: ReportEvent = { type: 'report', summary: { ...summary, sources }, view: {}, firstRows };

    it('keeps the place, and requests the rows anew, which have other cells by then', () => {
      const part = received(initialModel, firstUsers);
      assert.deepEqual(part.firstRows, firstRows);
      const all = received(part, whole);
      assert.deepEqual([all.continuesPartial, all.firstRows], [true, undefined]);
      const filtered = received(part, { ...whole, view: { filter: 'a' }, firstRows: undefined });
      assert.equal(filtered.continuesPartial, false);
    });

    it('does the same where attributes are added behind the other columns, and not where other columns come first', () => {
      const part = received(initialModel, firstUsers);
      const department = { name: 'Department', type: 'text', known: true } as const;
      const added = received(part, {
        ...whole,
        summary: { ...whole.summary, columns: [...summary.columns, department] },
      });
      assert.deepEqual([added.continuesPartial, added.firstRows], [true, undefined]);
      const others = received(part, {
        ...whole,
        summary: { ...whole.summary, columns: [department, ...summary.columns] },
      });
      assert.deepEqual([others.continuesPartial, others.firstRows], [false, firstRows]);
    });
  });

  describe('of a file', () => {
    const file: ReportEvent = { type: 'report', summary: { ...summary, file: { name: 'a.csv' } }, view: {}, firstRows };

    it('brings back the view that the page has saved, once', () => {
      const saved = restoreModel({ ref: summary.ref, view: { filter: 'teams' } });
      const model = received(saved, file);
      assert.deepEqual([model.view, model.firstRows], [{ filter: 'teams' }, undefined]);
      assert.deepEqual(received({ ...model, view: {} }, file).view, {});
      // Of a report, the host knows the view.
      assert.deepEqual(received(saved, { ...report, view: {} }).view, {});
    });

    it('keeps the place in the table where the file was written anew, with the same columns', () => {
      const model = received(initialModel, file);
      assert.deepEqual([model.continuesPartial, model.firstRows], [false, firstRows]);
      const again = received(model, file);
      assert.deepEqual([again.continuesPartial, again.firstRows], [true, undefined]);
      const columns = summary.columns.slice(1);
      const other = received(model, { ...file, summary: { ...file.summary, columns } });
      assert.equal(other.continuesPartial, false);
    });
  });

  it('forgets a sort by a column that the report no longer has', () => {
    const model = received(initialModel, {
      type: 'report',
      summary,
      view: { filter: 'a', sort: [{ column: 999, descending: true }] },
    });
    assert.deepEqual(model.view, { filter: 'a' });
    const key = { column: 0, descending: false };
    const sort = [{ column: 999, descending: true }, key];
    assert.deepEqual(received(initialModel, { type: 'report', summary, view: { sort } }).view, { sort: [key] });
  });
});

describe('events of the panel', () => {
  it('are recognized where they are of the protocol', () => {
    for (const event of [
      report,
      { type: 'loading', ref: other, title: 'T', step: 'S' },
      { type: 'failed', ref: other, title: 'T', notice, keepsData: false },
    ]) {
      assert.ok(is(reportProtocol.event, event), event.type);
    }
    assert.ok(is(reportProtocol.requests.getRows.result, { start: 0, viewRowCount: 0, rows: [] }));
  });

  it('are not where they are of anybody else', () => {
    const strange = [
      null,
      undefined,
      1,
      'report',
      [],
      {},
      { type: 'nonsense' },
      { type: 'report' },
      { type: 'report', view: {}, summary: { ref: {} } },
      { type: 'failed', ref: other, notice: null },
      { type: 'loading' },
    ];
    for (const event of strange) {
      assert.equal(is(reportProtocol.event, event), false, JSON.stringify(event));
    }
    for (const rows of [
      { start: -1, viewRowCount: 0, rows: [] },
      { start: 0, viewRowCount: 0, rows: [[{}]] },
    ]) {
      assert.equal(is(reportProtocol.requests.getRows.result, rows), false, JSON.stringify(rows));
    }
  });

  it('have all that the fixtures of the page have, and lose nothing on the way', () => {
    for (const [name, fixture] of Object.entries(fixtures)) {
      const event = { type: 'report', summary: fixture.summary, view: {} };
      assert.deepEqual(parsed(reportProtocol.event, structuredClone(event)), event, name);
    }
  });
});
