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
