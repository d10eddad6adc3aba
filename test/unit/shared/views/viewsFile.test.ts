import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UsageReportsError } from '../../../../src/base/errors.js';
import { viewContent } from '../../../../src/shared/views/applyView.js';
import type { SavedView } from '../../../../src/shared/views/savedView.js';
import { hasView, readViews, withView } from '../../../../src/shared/views/viewsFile.js';
import { someScreen } from './arbitraryViews.js';

const REPORT = 'getTeamsUserActivityUserDetail';
const view = (name: string, report = REPORT): SavedView => ({ name, report });

const someView: fc.Arbitrary<SavedView> = fc
  .record({
    name: fc.constantFrom('Mine', 'Inactive', 'Über 90 %', '__proto__'),
    report: fc.constantFrom(REPORT, 'getMailboxUsageDetail'),
    screen: someScreen,
  })
  .map(({ name, report, screen }) => ({
    name,
    report,
    ...viewContent(screen.view, screen.columnChoices, screen.columns),
  }));

describe('a file with views', () => {
  it('has what was written last under each name', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(someView, fc.boolean()), { maxLength: 8 }), (steps) => {
        let text: string | undefined;
        const expected = new Map<string, SavedView>();
        for (const [one, isKept] of steps) {
          text = withView(text, one, isKept ? one : undefined);
          expected.delete(`${one.report} ${one.name}`);
          if (isKept) {
            expected.set(`${one.report} ${one.name}`, one);
          }
        }
        const { views, problems } = text === undefined ? { views: [], problems: [] } : readViews(text);
        assert.deepEqual(problems, []);
        const inOrder = (list: Iterable<SavedView>) =>
          [...list].sort((a, b) => `${a.report} ${a.name}`.localeCompare(`${b.report} ${b.name}`));
        assert.deepEqual(inOrder(views), inOrder(expected.values()));
      }),
    );
  });

  it('keeps what it does not understand, and gives the rest', () => {
    const text = JSON.stringify({
      $schema: './views.schema.json',
      version: 1,
      views: [{ ...view('Newer'), chart: 'pie' }, view('Mine')],
    });
    const { views, problems } = readViews(text);
    assert.deepEqual(views, [view('Mine')]);
    assert.match(problems[0]?.message ?? '', /views\.0\.chart: There is no property "chart" here/);
    const changed = JSON.parse(withView(text, view('Mine'), { ...view('Mine'), filter: 'a' })) as unknown;
    assert.deepEqual(changed, {
      $schema: './views.schema.json',
      version: 1,
      views: [
        { ...view('Newer'), chart: 'pie' },
        { ...view('Mine'), filter: 'a' },
      ],
    });
  });

  it('has no two views of one name, though it does not understand one of them', () => {
    const newer = { ...view('Mine'), newer: true };
    const text = JSON.stringify({ version: 1, views: [newer, view('Other')] });
    assert.ok(hasView(text, view('Mine')) && hasView(text, view('Other')));
    assert.ok(!hasView(text, view('Mine', 'getMailboxUsageDetail')) && !hasView(undefined, view('Mine')));
    assert.deepEqual(readViews(withView(text, view('Mine'), view('Mine'))).views, [view('Mine'), view('Other')]);
    assert.deepEqual(JSON.parse(withView(text, view('Other'))), { version: 1, views: [newer] });
    assert.deepEqual(JSON.parse(withView(text, view('Mine'))), JSON.parse(text), 'nothing else is removed');
  });

  it('does not let a view take the name of another one', () => {
    const text = withView(withView(undefined, view('A'), view('A')), view('B'), view('B'));
    assert.throws(() => withView(text, view('A'), view('B')), /Another view of .* is named "B"/);
    assert.deepEqual(readViews(withView(text, view('A'), view('C'))).views, [view('C'), view('B')]);
    const other = view('A', 'getMailboxUsageDetail');
    assert.equal(readViews(withView(text, other, other)).views.length, 3, 'another report may have the name');
  });

  const wrong: readonly (readonly [text: string, argument: string, message: RegExp])[] = [
    ['{', 'views', /not JSON/],
    ['[]', 'views', /has to be an object/],
    ['{"views":[]}', 'version', /understands 1; there is none/],
    ['{"version":2,"views":[]}', 'version', /understands 1; here it is 2/],
    ['{"version":1}', 'views', /list of views/],
    ['{"version":1,"views":[7]}', 'views.0', /has to be Object; here it is 7/],
    ['{"version":1,"views":[{"report":"r"}]}', 'views.0.name', /has to be "name"|name/],
    ['{"version":1,"views":[{"name":" a","report":"r"}]}', 'views.0.name', /one line without spaces/],
    ['{"version":1,"views":[{"name":"a\\nb","report":"r"}]}', 'views.0.name', /one line/],
    ['{"version":1,"views":[{"name":"a","report":""}]}', 'views.0.report', /name of its function/],
    [
      '{"version":1,"views":[{"name":"a","report":"r","filters":[{"column":"A","kind":"like"}]}]}',
      'views.0.filters.0.kind',
      /A filter is range, days, values.*"like"/,
    ],
    [
      '{"version":1,"views":[{"name":"a","report":"r","columns":{"width":3}}]}',
      'views.0.columns.width',
      /There is no property/,
    ],
    ['{"version":1,"views":[{"version":1,"name":"a","report":"r"}]}', 'views.0.version', /There is no property/],
    ['{"version":1,"views":[{"name":"a","report":"r"},{"name":"a","report":"r"}]}', 'views.1.name', /Another view/],
  ];
  for (const [text, argument, message] of wrong) {
    it(`says of ${text} what is wrong, and where`, () => {
      const [problem] = readViews(text).problems;
      assert.ok(problem instanceof UsageReportsError);
      assert.equal(problem.details.argument, argument, problem.message);
      assert.match(problem.message, message);
    });
  }

  it('is not overwritten where it has no views at all', () => {
    for (const text of ['{', '[]', '{"version":2,"views":[]}']) {
      assert.throws(() => withView(text, view('A'), view('A')), UsageReportsError);
    }
  });
});
