import assert from 'node:assert/strict';
import { PreviewTab } from '../../../../src/features/reportPanel/previewTab.js';
import { idOf } from '../../../../src/shared/refIds.js';
import type { ReportRef } from '../../../../src/shared/report.js';

const mail: ReportRef = { connection: 'sample', report: 'getEmailActivityCounts', period: 'D7' };
const teams: ReportRef = { connection: 'sample', report: 'getTeamsUserActivityCounts', period: 'D7' };

function setUp({ isEnabled = true, stored }: { isEnabled?: boolean; stored?: string } = {}) {
  const clock = { now: 0 };
  const memento = { id: stored };
  const closed: ReportRef[] = [];
  const log: (string | undefined)[] = [];
  const preview = new PreviewTab({
    stored: () => memento.id,
    store: (id) => log.push((memento.id = id)),
    isEnabled: () => isEnabled,
    now: () => new Date(clock.now),
    changed: () => undefined,
  });
  const panel = (ref: ReportRef) => {
    const made = {
      ref,
      close: () => {
        closed.push(ref);
        preview.closed(made);
      },
    };
    return made;
  };
  return { preview, clock, closed, log, panel };
}

describe('the preview tab', () => {
  it('is asked for by a single click, and by the second of two slow ones', () => {
    const { preview, clock } = setUp();
    assert.ok(preview.isAskedFor(mail));
    clock.now += 501;
    assert.ok(preview.isAskedFor(mail));
    clock.now += 10;
    assert.ok(preview.isAskedFor(teams), 'a quick click on another item is a click of its own');
    clock.now += 10;
    assert.ok(preview.isAskedFor(mail));
  });

  it('is not asked for by the second of a double click; a third begins anew', () => {
    const { preview, clock } = setUp();
    assert.ok(preview.isAskedFor(mail));
    clock.now += 300;
    assert.ok(!preview.isAskedFor(mail));
    clock.now += 100;
    assert.ok(preview.isAskedFor(mail));
  });

  it('is never asked for where the user wants no previews', () => {
    assert.ok(!setUp({ isEnabled: false }).preview.isAskedFor(mail));
  });

  it('is one: the next preview takes it over', () => {
    const { preview, closed, log, panel } = setUp();
    const [first, second] = [panel(mail), panel(teams)];
    preview.replace(first);
    preview.replace(second);
    assert.deepEqual(closed, [mail]);
    assert.equal(preview.panel, second);
    assert.deepEqual(log, [idOf(mail), idOf(teams)]);
  });

  it('is taken over by nobody once it is kept', () => {
    const { preview, closed, log, panel } = setUp();
    const first = panel(mail);
    preview.replace(first);
    preview.keep(first);
    assert.equal(preview.panel, undefined);
    preview.replace(panel(teams));
    assert.deepEqual(closed, []);
    assert.deepEqual(log, [idOf(mail), undefined, idOf(teams)]);
  });

  it('stays where another panel is kept', () => {
    const { preview, panel } = setUp();
    const first = panel(mail);
    preview.replace(first);
    preview.keep(panel(teams));
    assert.equal(preview.panel, first);
  });

  it('is forgotten over a reload once its report is open to stay', () => {
    const { preview, log, panel } = setUp();
    preview.replace(panel(mail));
    preview.panel?.close();
    preview.keep(panel(mail));
    assert.deepEqual(log, [idOf(mail), undefined]);
  });

  it('is known again after a reload, before which VS Code closes it', () => {
    const before = setUp();
    const closing = before.panel(mail);
    before.preview.replace(closing);
    closing.close();
    assert.equal(before.log.at(-1), idOf(mail));
    const { preview, panel } = setUp({ stored: idOf(mail) });
    assert.ok(!preview.wasPreviewed(teams));
    assert.ok(preview.wasPreviewed(mail));
    preview.replace(panel(mail));
    assert.ok(!preview.wasPreviewed(mail), 'there is one already');
  });
});
