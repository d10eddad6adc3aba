import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What several schemas have: how a query is written. */
const PARTS = 'src/shared/query/query.schema.json';

/**
 * @typedef {object} Schema
 * @property {Record<string, unknown>} [definitions]
 */

/**
 * A schema of the editor as it is delivered: with the parts of a query that it refers to and does not have itself.
 *
 * @param {string} root the checkout
 * @param {string} file the schema, in the checkout
 * @returns {Schema & { readonly definitions: Record<string, unknown> }}
 */
export function wholeSchema(root, file) {
  /** @type {(name: string) => Schema} */
  const read = (name) => JSON.parse(readFileSync(path.join(root, name), 'utf8'));
  const schema = read(file);
  const parts = read(PARTS).definitions ?? {};
  const definitions = { ...schema.definitions };
  for (let missing = missingIn(definitions, parts); missing.length > 0; missing = missingIn(definitions, parts)) {
    missing.forEach((name) => (definitions[name] = parts[name]));
  }
  return { ...schema, definitions };
}

/**
 * @param {Record<string, unknown>} definitions
 * @param {Record<string, unknown>} parts
 */
function missingIn(definitions, parts) {
  const named = JSON.stringify(definitions).matchAll(/"#\/definitions\/(\w+)"/g);
  return [...named].map(([, name = '']) => name).filter((name) => !(name in definitions) && name in parts);
}

/**
 * A schema of the editor as it is delivered. Where the `kind` tells which form a value has, the editor is told so: of several forms, it would
 * take the nearest one for what is meant, and say of a wrong kind that it has to be that one.
 *
 * @param {string} root the checkout
 * @param {string} file the schema, in the checkout
 */
export function editorSchema(root, file) {
  const schema = wholeSchema(root, file);
  return /** @type {Schema} */ (byKind(schema, schema.definitions));
}

/**
 * @param {unknown} value
 * @param {Record<string, unknown>} definitions
 * @returns {unknown}
 */
function byKind(value, definitions) {
  if (Array.isArray(value)) {
    return value.map((one) => byKind(one, definitions));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const { oneOf, ...others } = /** @type {Record<string, unknown>} */ (
    Object.fromEntries(Object.entries(value).map(([name, one]) => [name, byKind(one, definitions)]))
  );
  const forms = Array.isArray(oneOf) ? oneOf.map((form) => ({ form, kinds: kindsOf(form, definitions) })) : [];
  if (forms.length === 0 || forms.some(({ kinds }) => kinds.length === 0)) {
    return oneOf === undefined ? others : { ...others, oneOf };
  }
  return {
    ...others,
    type: 'object',
    required: ['kind'],
    properties: {
      kind: {
        enum: forms.flatMap(({ kinds }) => kinds.map(({ kind }) => kind)),
        enumDescriptions: forms.flatMap(({ kinds }) => kinds.map(({ description }) => description)),
      },
    },
    allOf: forms.map(({ form, kinds }) => ({
      if: { properties: { kind: { enum: kinds.map(({ kind }) => kind) } }, required: ['kind'] },
      then: form,
    })),
  };
}

/**
 * The kinds of which a form is; none where something else tells it.
 *
 * @param {any} form
 * @param {Record<string, any>} definitions
 * @returns {{ readonly kind: string, readonly description: string }[]}
 */
function kindsOf(form, definitions) {
  /** @param {any} schema */
  const resolved = (schema) => definitions[/^#\/definitions\/(\w+)$/.exec(schema?.$ref ?? '')?.[1] ?? ''] ?? schema;
  const { properties, required = [], description = '' } = resolved(form);
  const { const: only, enum: kinds, enumDescriptions = [] } = resolved(properties?.kind) ?? {};
  const all = required.includes('kind') ? (kinds ?? (only === undefined ? [] : [only])) : [];
  return all.map((/** @type {string} */ kind, /** @type {number} */ index) => ({
    kind,
    description: enumDescriptions[index] ?? description,
  }));
}
