import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ReportDefinition } from '../../src/core/catalog/definition.js';
import { decodeCsv } from '../../src/core/table/csv/decodeCsv.js';
import { decodeJson } from '../../src/core/table/json/decodeJson.js';
import type { ReportTable } from '../../src/core/table/store/table.js';
import { catalog } from './catalog.js';
import { checkoutRoot } from './host/checkout.mjs';

/** Decodes a file of `test/fixtures/cases`: an answer of the service as administrators reported it, with made-up names and numbers. */
export function tableOfCase(file: string, report: string | ReportDefinition): Promise<ReportTable> {
  const definition = typeof report === 'string' ? reportNamed(report) : report;
  const bytes = readFileSync(path.join(checkoutRoot(), 'test/fixtures/cases', file));
  return (file.endsWith('.json') ? decodeJson : decodeCsv)(chunk(bytes), definition);
}

export function reportNamed(name: string): ReportDefinition {
  const definition = catalog.find(name);
  if (definition === undefined) {
    throw new Error(`The catalog has no ${name}.`);
  }
  return definition;
}

async function* chunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
