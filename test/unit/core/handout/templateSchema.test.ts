import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { BLOCK_KINDS, DAY_PLACEHOLDERS } from '../../../../src/core/handout/template.js';
import { TEMPLATE_ENDING } from '../../../../src/core/handout/templateFile.js';
import { parseTemplate } from '../../../../src/core/handout/templateSchema.js';
import { checkoutRoot } from '../../../support/host/checkout.mjs';
import { BLOCKS } from './templateBlocks.js';

interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(checkoutRoot(), file), 'utf8'));
const schema = read('src/core/handout/template.schema.json') as Schema & {
  readonly definitions: Readonly<Record<string, Schema>>;
};
const resolved = (one: Schema): Schema =>
  one.$ref === undefined ? one : (schema.definitions[one.$ref.replace('#/definitions/', '')] ?? assert.fail(one.$ref));

/** The properties of a value that a form does not have, by their paths; and those of the form that the value has are added to `seen`. */
function unknownProperties(value: unknown, form: Schema, at: string, seen: Set<string>): string[] {
  const { properties, items, oneOf } = resolved(form);
  if (Array.isArray(value)) {
    return items === undefined ? [] : value.flatMap((one: unknown) => unknownProperties(one, items, `${at}[]`, seen));
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const { kind } = value as { readonly kind?: unknown };
  const chosen = oneOf?.find((one) => resolved(one).properties?.['kind']?.const === kind);
  if (chosen !== undefined) {
    return unknownProperties(value, chosen, `${at}<${String(kind)}>`, seen);
  }
  // Parts of a query are told by the description alone.
  return properties === undefined
    ? []
    : Object.entries(value).flatMap(([name, part]) => {
        const next = properties[name];
        seen.add(`${at}.${name}`);
        return next === undefined ? [`${at}.${name}`] : unknownProperties(part, next, `${at}.${name}`, seen);
      });
}

describe('the schema that completes a template', () => {
  const { block } = schema.definitions;
  const forms = block?.oneOf ?? [];

  it('has every kind of block', () => {
    assert.deepEqual(
      forms.map(({ properties }) => properties?.['kind']?.const),
      BLOCK_KINDS,
    );
  });

  it('has all that a template can have, and nothing else', () => {
    const seen = new Set<string>();
    const all = Object.values(BLOCKS).flat();
    const template = { $schema: 'x', version: 1, title: 'All', showsUsers: true, blocks: all };
    assert.equal(parseTemplate(template).problems, undefined, 'these are what the validator takes');
    assert.deepEqual(unknownProperties(template, schema, '', seen), []);
    for (const [index, form] of forms.entries()) {
      const kind = BLOCK_KINDS[index] ?? '';
      const own = Object.keys(form.properties ?? {});
      assert.deepEqual(
        own.filter((name) => !seen.has(`.blocks[]<${kind}>.${name}`)),
        [],
        `${kind} has what no tested block has`,
      );
    }
    const figure = Object.keys(schema.definitions['figure']?.properties ?? {});
    assert.deepEqual(
      figure.filter((name) => !seen.has(`.blocks[]<keyFigures>.figures[].${name}`)),
      [],
    );
  });

  it('requires what the validator does not do without', () => {
    for (const [index, { required = [] }] of forms.entries()) {
      const kind = BLOCK_KINDS[index] ?? assert.fail();
      for (const one of BLOCKS[kind]) {
        for (const name of Object.keys(one).filter((each) => each !== 'kind')) {
          const without = Object.fromEntries(Object.entries(one).filter(([each]) => each !== name));
          const { problems = [] } = parseTemplate({ version: 1, title: 'All', blocks: [without] });
          const isMissed = problems.some(
            ({ path: at, problem }) => at === `blocks.0.${name}` && problem.kind === 'missing',
          );
          // Of bars, which parts there are depends on one another.
          if (isMissed && kind !== 'bars') {
            assert.ok(required.includes(name), `${kind}.${name}`);
          }
          assert.ok(!required.includes(name) || problems.length > 0, `${kind}.${name}`);
        }
      }
    }
  });

  it('names every day that follows the report', () => {
    const text = JSON.stringify(schema.definitions['query']);
    assert.deepEqual(
      DAY_PLACEHOLDERS.filter((placeholder) => !text.includes(placeholder)),
      [],
    );
  });

  it('is that of every file whose name ends as that of a template', () => {
    const { contributes } = read('package.json') as {
      readonly contributes: {
        readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
      };
    };
    const found = contributes.jsonValidation.find(({ fileMatch }) => fileMatch === `*${TEMPLATE_ENDING}`);
    assert.equal(found?.url, './dist/template.schema.json');
  });
});
