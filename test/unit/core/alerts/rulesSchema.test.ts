import assert from 'node:assert/strict';
import { wholeSchema } from '../../../../esbuild.schemas.mjs';
import { COMPARISON_KINDS, SEVERITIES } from '../../../../src/core/alerts/rule.js';
import { readRules } from '../../../../src/core/alerts/rulesFile.js';
import { builtInRules } from '../../../../src/l10n/builtInRules.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';

interface Schema {
  readonly properties: Readonly<Record<string, { readonly const?: string; readonly enum?: readonly string[] }>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
}

const { definitions } = wholeSchema(checkoutRoot(), 'src/core/alerts/rules.schema.json') as unknown as {
  readonly definitions: Readonly<Record<'rule' | 'compare', Schema>>;
};
const [first] = builtInRules();
const problemsOf = (over: object) =>
  readRules(JSON.stringify({ version: 1, rules: [{ ...first, ...over }] })).problems.map(({ error }) => error.message);

/** A value for each property that a comparison can have. */
const values: Readonly<Record<string, unknown>> = {
  ...{ amount: 'A', days: 7, part: 'A', whole: 'B', used: 'A', quota: 5, growth: 'B', seats: 'B' },
  ...{ above: 1, below: 2, fallsBy: 3, risesBy: 4 },
};

describe('the schema that completes a file with rules', () => {
  it('has the properties of a rule, and those that it needs', () => {
    const all = { ...first, description: 'Why.', worseBy: 5 };
    assert.deepEqual(Object.keys(definitions.rule.properties).sort(), Object.keys(all).sort());
    assert.deepEqual(problemsOf(all), []);
    for (const name of definitions.rule.required ?? []) {
      assert.equal(problemsOf({ [name]: undefined }).length, 1, name);
    }
    assert.deepEqual(definitions.rule.properties['severity']?.enum, SEVERITIES);
  });

  it('has every comparison with all of its parts, and each part that it needs', () => {
    const schemas = definitions.compare.oneOf ?? [];
    assert.deepEqual(
      schemas.map(({ properties }) => properties['kind']?.const),
      COMPARISON_KINDS,
    );
    for (const { properties, required = [] } of schemas) {
      const compare: Record<string, unknown> = { kind: properties['kind']?.const };
      Object.keys(properties).forEach((name) => (compare[name] ??= values[name]));
      // Of two limits, one.
      ['below', 'risesBy'].filter((name) => !required.includes(name)).forEach((name) => delete compare[name]);
      const rule = { compare, sentence: '{value}' };
      assert.deepEqual(problemsOf(rule), [], String(compare['kind']));
      for (const name of required) {
        assert.equal(problemsOf({ ...rule, compare: { ...compare, [name]: undefined } }).length, 1, name);
      }
    }
  });
});
