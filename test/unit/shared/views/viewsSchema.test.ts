import assert from 'node:assert/strict';
import { wholeSchema } from '../../../../esbuild.schemas.mjs';
import { readViews } from '../../../../src/shared/views/viewsFile.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';

interface Value {
  readonly $ref?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
}

interface Schema extends Value {
  readonly properties: Readonly<Record<string, Value>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

type Named = 'view' | 'arrangement' | 'filter' | 'grouping' | 'groupKey' | 'measure';
const { definitions } = wholeSchema(checkoutRoot(), 'src/shared/views/views.schema.json') as unknown as {
  readonly definitions: Readonly<Record<Named, Schema>> & Readonly<Record<string, Schema>>;
};

const day = '2026-11-18';
/** A value for each property that a view can have anywhere. */
const values: Readonly<Record<string, unknown>> = {
  ...{ name: 'Mine', report: 'getTeamsUserActivityUserDetail', filter: 'ann', column: 'A', of: ['A'], values: ['v'] },
  ...{ sort: [{ column: 'A', descending: true }], filters: [], columns: {}, orBlank: true, from: 1, to: 2, above: 0.5 },
  ...{ showConstant: true, order: ['A'], hidden: ['A'], unfolded: ['A'], pinned: [] },
  widths: [{ column: 'A', width: 80 }],
  ...{ keys: [{ column: 'A' }], measures: [{ kind: 'count' }], overTime: true, step: 5, days: [7] },
  grouping: { keys: [{ column: 'A' }], measures: [{ kind: 'count' }] },
};

const problemsOf = (view: object) =>
  readViews(JSON.stringify({ version: 1, views: [{ name: 'Mine', report: 'r', ...view }] })).problems.map(
    ({ message }) => message,
  );

/** An object with everything that the schema of it has. */
const allOf = ({ properties }: Schema, over: object = {}) => ({
  ...Object.fromEntries(Object.keys(properties).map((name) => [name, values[name]])),
  ...over,
});

describe('the schema that completes a file with views', () => {
  it('has what a view can have, and nothing else', () => {
    assert.deepEqual(problemsOf(allOf(definitions.view)), []);
    assert.deepEqual(problemsOf({ columns: allOf(definitions.arrangement) }), []);
    assert.deepEqual(definitions.view.required, ['name', 'report']);
  });

  it('refuses what no table can show: a name with nothing to see, a day that is none, columns that nobody can scroll past', () => {
    for (const name of ['\u200b', '\u2060\ufeff', '\u202e']) {
      assert.match(problemsOf({ name }).join(), /something to see/, JSON.stringify(name));
    }
    for (const from of ['2026-99-99', '2026-02-30', '2026-2-3']) {
      assert.match(problemsOf({ filters: [{ column: 'A', kind: 'days', from }] }).join(), /in the calendar/, from);
    }
    const wide = (width: number) => problemsOf({ columns: { widths: [{ column: 'A', width }] } });
    assert.deepEqual(wide(2000), []);
    assert.match(wide(1e9).join(), /columns\.widths\.0\.width/);
  });

  it('has every kind of filter with all of its parts', () => {
    const kinds = (definitions.filter.oneOf ?? []).flatMap((schema) => {
      const { kind } = schema.properties;
      return (kind?.enum ?? [kind?.const]).map((name) => ({ name, schema }));
    });
    assert.match(problemsOf({ filters: [{ column: 'A', kind: 'other' }] }).join(), new RegExp(kindNames(kinds)));
    for (const { name, schema } of kinds) {
      const days = name === 'days' ? { from: day, to: day } : {};
      assert.deepEqual(problemsOf({ filters: [allOf(schema, { kind: name, ...days })] }), [], name);
    }
  });

  it('has every key and every measure of groups with all of its parts', () => {
    const { grouping, groupKey, measure } = definitions;
    assert.deepEqual(problemsOf({ grouping: allOf(grouping) }), []);
    const withKey = (key: object) => problemsOf({ grouping: allOf(grouping, { keys: [key] }) });
    const keys = namesOf(groupKey, 'by');
    assert.match(withKey({ column: 'A', by: 'other' }).join(), new RegExp(kindNames(keys)));
    for (const { name, schema } of keys) {
      assert.deepEqual(withKey(allOf(schema, { by: name })), [], name);
    }
    const withMeasure = (one: object) => problemsOf({ grouping: allOf(grouping, { measures: [one] }) });
    const measures = namesOf(measure, 'kind');
    assert.match(withMeasure({ kind: 'other' }).join(), new RegExp(kindNames(measures)));
    for (const { name, schema } of measures) {
      assert.deepEqual(withMeasure(allOf(schema, { kind: name })), [], name);
    }
  });
});

/** Each of the names that a property can have, with the form that has it. */
function namesOf(schema: Schema, property: string): readonly { readonly name: string; readonly schema: Schema }[] {
  return (schema.oneOf ?? []).flatMap((form) => {
    const given = form.properties[property];
    const found = given?.$ref === undefined ? given : definitions[given.$ref.replace('#/definitions/', '')];
    return [...(found?.enum ?? []), ...(found?.const === undefined ? [] : [found.const])].map((name) => ({
      name,
      schema: form,
    }));
  });
}

/** As the error of an unknown kind lists them. */
function kindNames(kinds: readonly { readonly name: string | undefined }[]): string {
  return kinds.map(({ name }) => name).join(', ');
}
