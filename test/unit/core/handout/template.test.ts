import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TemplateProblem } from '../../../../src/base/errors.js';
import { queryFor } from '../../../../src/core/handout/placeholders.js';
import { spanOfMonth } from '../../../../src/core/handout/span.js';
import { BLOCK_KINDS, DAY_PLACEHOLDERS, type HandoutTemplate } from '../../../../src/core/handout/template.js';
import { readTemplate, templateTitle } from '../../../../src/core/handout/templateFile.js';
import { MADE_TABLES } from '../../../../src/services/archiveQueries/madeTables.js';
import { catalog } from '../../../support/catalog.js';
import { fuzz } from '../../../support/fuzz.js';
import { BLOCKS, days, query } from './templateBlocks.js';

const read = (template: unknown) => readTemplate(JSON.stringify(template, undefined, 2), catalog, MADE_TABLES);

const ALL = Object.values(BLOCKS).flat();
const templates: fc.Arbitrary<HandoutTemplate> = fc
  .array(fc.constantFrom(...ALL), { minLength: 1, maxLength: 8 })
  .map((blocks) => ({ version: 1, title: 'Summary', blocks }));

/** A value somewhere in a template, by its path. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  return typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, part]) => placesOf(part, [...path, name]))]
    : [path];
}

function withChange(value: unknown, [name, ...rest]: readonly string[], change: (value: unknown) => unknown): unknown {
  if (name === undefined) {
    return change(value);
  }
  const parts = value as Readonly<Record<string, unknown>>;
  const changed = withChange(parts[name], rest, change);
  return Array.isArray(value)
    ? value.map((part: unknown, index) => (String(index) === name ? changed : part))
    : { ...parts, [name]: changed };
}

/** The line of the text where a changed value is, found by what it was changed to. */
const lineOf = (text: string, mark: string) => text.slice(0, text.indexOf(mark)).split('\n').length;

const firstProblem = (template: unknown): [string | undefined, TemplateProblem | undefined] => {
  const { problems } = read(template);
  return [problems[0]?.error.details.argument, problems[0]?.error.details.templateProblem];
};
const withBlock = (block: unknown) => ({ version: 1, title: 'Summary', blocks: [block] });

describe('a template', () => {
  fuzz('is read as it was written', 100, templates, (template) => {
    assert.deepEqual(read({ $schema: './x.json', ...template }), { template, problems: [], warnings: [] });
  });

  fuzz(
    'with a value of another type is refused at its line',
    300,
    fc.record({ template: templates, pick: fc.nat() }),
    ({ template, pick }) => {
      const places = placesOf(template).filter((path) => path.length > 0);
      const path = places[pick % places.length] ?? [];
      const mark = 'not-what-it-was';
      // A text would do in the place of another.
      const text = JSON.stringify(
        withChange(template, path, () => ({ [mark]: 1 })),
        undefined,
        2,
      );
      const { problems } = readTemplate(text, catalog, MADE_TABLES);
      assert.ok(problems.length > 0, text);
      const lines = problems.map(({ error }) => error.details.place?.line ?? 0);
      assert.ok(
        lines.some((line) => line === lineOf(text, mark) || line === lineOf(text, mark) - 1),
        `${path.join('.')}: lines ${lines.join(', ')} of\n${text}`,
      );
      for (const { error, range } of problems) {
        assert.equal(error.details.code, 'invalidTemplate');
        assert.ok(range.start <= range.end && range.end <= text.length);
      }
    },
  );

  it('says what would be right', () => {
    const figure = (one: object) => withBlock({ kind: 'keyFigures', figures: [{ label: 'A', ...one }] });
    assert.deepEqual(firstProblem(withBlock({ kind: 'chart' })), [
      'blocks.0.kind',
      { kind: 'oneOf', allowed: BLOCK_KINDS, found: '"chart"' },
    ]);
    assert.deepEqual(firstProblem({ ...withBlock(BLOCKS.dataQuality[0]), version: 2 }), [
      'version',
      { kind: 'version', found: '2', understood: 1 },
    ]);
    assert.deepEqual(firstProblem([]), ['template', { kind: 'noObject' }]);
    assert.deepEqual(firstProblem(withBlock({ kind: 'heading', text: 'A', color: 'red' })), [
      'blocks.0.color',
      { kind: 'unknownProperty', name: 'color', allowed: ['kind', 'level', 'text'] },
    ]);
    assert.deepEqual(firstProblem(withBlock({ kind: 'heading', text: 'A', levl: 3 })), [
      'blocks.0.levl',
      { kind: 'unknownProperty', name: 'levl', allowed: ['kind', 'level', 'text'], nearest: 'level' },
    ]);
    assert.deepEqual(firstProblem(figure({ query: { ...query, sort: [{ column: 'A', direction: 'x' }] } })), [
      'blocks.0.figures.0.query.sort.0.direction',
      { kind: 'query', message: 'There is no property "direction" here. Possible: column, descending.' },
    ]);
    assert.deepEqual(firstProblem(withBlock({ kind: 'heading' })), ['blocks.0.text', { kind: 'missing' }]);
    for (const one of [{}, { days, query }]) {
      assert.deepEqual(firstProblem(figure(one)), [
        'blocks.0.figures.0',
        { kind: 'exactlyOne', allowed: ['days', 'query'] },
      ]);
    }
    assert.deepEqual(firstProblem(figure({ days, amount: 'Users' })), [
      'blocks.0.figures.0.amount',
      { kind: 'notAllowed' },
    ]);
    assert.deepEqual(firstProblem(figure({ query: { version: 1, source: query.source } })), [
      'blocks.0.figures.0.query',
      { kind: 'needsAmount' },
    ]);
    assert.deepEqual(firstProblem(figure({ query: { ...query, source: undefined } })), [
      'blocks.0.figures.0.query',
      { kind: 'needsSource' },
    ]);
    assert.deepEqual(firstProblem(figure({ query: { ...query, source: { report: 'users', connection: 'a' } } })), [
      'blocks.0.figures.0.query.source.connection',
      { kind: 'notAllowed' },
    ]);
    assert.deepEqual(firstProblem(figure({ days: { report: 'getNothing', column: 'A' } })), [
      'blocks.0.figures.0.days.report',
      { kind: 'noReport', name: 'getNothing' },
    ]);
    assert.deepEqual(firstProblem(figure({ days: { report: 'getTeamsUserActivityUserDetail', column: 'A' } })), [
      'blocks.0.figures.0.days.report',
      { kind: 'noDays', name: 'getTeamsUserActivityUserDetail' },
    ]);
    const [place, problem] = firstProblem(
      figure({ query: { ...query, filters: [{ column: 'A', kind: 'days', from: '{yesterday}' }] } }),
    );
    assert.equal(place, 'blocks.0.figures.0.query.filters.0.from');
    assert.deepEqual(problem, { kind: 'oneOf', allowed: [...DAY_PLACEHOLDERS, 'YYYY-MM-DD'], found: '"{yesterday}"' });
  });

  it('is warned of at each name of a column that is not known, with the nearest, and read all the same', () => {
    const warned = (block: object) => {
      const text = JSON.stringify(withBlock(block), undefined, 2);
      const { template, problems, warnings } = readTemplate(text, catalog, MADE_TABLES);
      assert.ok(template !== undefined && problems.length === 0);
      return warnings.map(({ error, range }) => {
        const { argument, place, templateProblem } = error.details;
        assert.equal(place?.line, text.slice(0, range.start).split('\n').length);
        assert.ok(
          templateProblem?.kind === 'noColumn' && text.slice(range.start, range.end).includes(templateProblem.name),
        );
        return [argument?.replace('blocks.0.', ''), templateProblem.nearest];
      });
    };
    const figures = (...all: object[]) => ({ kind: 'keyFigures', figures: all.map((one) => ({ label: 'A', ...one })) });
    assert.deepEqual(warned(figures({ days: { ...days, column: 'Cals' } }, { days, per: { days } })), [
      ['figures.0.days.column', 'Calls'],
    ]);
    assert.deepEqual(warned({ kind: 'series', title: 'A', lines: [days, { ...days, column: 'Meetngs' }] }), [
      ['lines.1.column', 'Meetings'],
    ]);
    assert.deepEqual(warned({ kind: 'bars', title: 'A', days: { ...days, column: 'Nothing of it' }, months: 2 }), [
      ['days.column', undefined],
    ]);
    const groups = {
      ...query,
      filters: [{ column: 'Teams Last Activty Date', kind: 'notBlank' }],
      groupBy: [{ column: 'Asigned Products', by: 'member' }],
      sort: [{ column: 'User' }],
    };
    assert.deepEqual(warned({ kind: 'bars', title: 'A', query: groups, label: 'Asigned Products', value: 'Usrs' }), [
      ['query.filters.0.column', 'Teams Last Activity Date'],
      ['query.groupBy.0.column', 'Assigned Products'],
      ['query.sort.0.column', 'Users'],
      ['value', 'Users'],
    ]);
    const rows = { version: 1, source: { report: 'storage' }, sort: [{ column: 'Quota Usd (%)' }] };
    assert.deepEqual(
      warned({ kind: 'table', query: rows, columns: [{ column: 'Owner Displey Name' }, { column: 'quota used (%)' }] }),
      [
        ['query.sort.0.column', 'Quota Used (%)'],
        ['columns.0.column', 'Owner Display Name'],
      ],
    );
    // A file of attributes may have it.
    assert.deepEqual(
      warned(figures({ query: { ...query, filters: [{ column: 'Cost Center', kind: 'notBlank' }] } })),
      [],
    );
  });

  it('that is no JSON is refused where it stops being it', () => {
    const { problems } = readTemplate('{\n  "version": 1,\n  "title": oops\n}', catalog, MADE_TABLES);
    assert.deepEqual(problems[0]?.error.details.templateProblem, { kind: 'notJson' });
    assert.equal(problems[0]?.error.details.place?.line, 3);
  });

  it('may have comments, which move no line of what is wrong', () => {
    const text =
      '// { "title": [\n{ "version": 1, /* {\n */ "title": "Ours",\n "blocks": [{ "kind": "dataQuality" },] }';
    assert.equal(readTemplate(text, catalog, MADE_TABLES).template?.title, 'Ours');
    const { problems } = readTemplate(text.replace('"dataQuality"', '"other"'), catalog, MADE_TABLES);
    assert.deepEqual(problems[0]?.error.details.place, { line: 4, column: 23 });
  });

  it('has a title also where something else is wrong with it', () => {
    assert.equal(templateTitle('{ "title": " Ours ", // draft\n "blocks": 7 }'), 'Ours');
    for (const text of ['{ "title": " " }', '{ "title": 7 }', '[]', '{ "title": "Ours"']) {
      assert.equal(templateTitle(text), undefined, text);
    }
  });

  it('asks of the days of the document, and of those before', () => {
    const filters = (
      ['{from}', '{to}', '{previousFrom}', '{previousTo}', '{beforePrevious}', '2026-01-02'] as const
    ).map((from) => ({ column: 'A', kind: 'days', from }) as const);
    assert.deepEqual(
      queryFor({ ...query, filters }, spanOfMonth('2026-03')).filters?.map((filter) => 'from' in filter && filter.from),
      ['2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28', '2026-01-31', '2026-01-02'],
    );
  });
});
