import { parse } from 'csv-parse/sync';
import type { ReportDefinition, GraphVersion } from '../../../../src/core/catalog/definition.js';
import { createSampleService, type SampleServiceOptions } from '../../../../src/services/sample/sampleService.js';
import { catalog } from '../../../support/catalog.js';

/** A Saturday; the newest data are of Thursday the 19th, and Wednesday the 11th was a holiday. */
export const now = new Date('2026-11-21T10:00:00Z');
export const refreshDate = '2026-11-19';

export type Handler = (request: Request) => Promise<Response>;

export function service(options: Partial<SampleServiceOptions> = {}): Handler {
  return createSampleService({ catalog, now: () => now, ...options });
}

export interface PendingQuestion {
  readonly version?: GraphVersion;
  readonly period?: string;
  readonly date?: string;
  /** Absent for the newest version of the function, `none` for the function as it was before. */
  readonly functionVersion?: string;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function addressOf(
  definition: ReportDefinition,
  { version, period, date, functionVersion, query = '' }: PendingQuestion = {},
): string {
  const requestedVersion = functionVersion ?? definition.functionVersions?.newest ?? 'none';
  const texts = {
    ...(period !== undefined && { period }),
    ...definition.call?.arguments,
    ...(requestedVersion !== 'none' && { version: requestedVersion }),
  };
  const all = [
    ...(date === undefined ? [] : [`date=${date}`]),
    ...Object.entries(texts).map(([name, value]) => `${name}='${value}'`),
  ];
  const parameter = all.length === 0 ? '' : `(${all.join(',')})`;
  const path = definition.path ?? `/reports/${definition.call?.name ?? definition.name}`;
  return `https://graph.microsoft.com/${version ?? definition.versions[0]!}${path}${parameter}${query}`;
}

export function ask(handler: Handler, name: string, asked: PendingQuestion = {}): Promise<Response> {
  return handler(
    new Request(addressOf(catalog.find(name)!, asked), {
      headers: { authorization: 'Bearer token', ...asked.headers },
    }),
  );
}

/** The file's text, BOM and all, however it is delivered. */
export async function fileOf(handler: Handler, name: string, asked: PendingQuestion = {}): Promise<string> {
  const query = asked.version === 'beta' && name !== 'getApiUsage' ? '?$format=text/csv' : '';
  const answer = await ask(handler, name, { query, ...asked });
  const response = answer.status === 302 ? await handler(new Request(answer.headers.get('location')!)) : answer;
  if (response.status !== 200) {
    throw new Error(`${name}: ${response.status} ${await response.text()}`);
  }
  // As bytes, because text() would take the BOM away.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer());
}

export interface File {
  /** Trimmed, with single blanks. */
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** By csv-parse, not by the project's own table: the sample must be right by itself. */
export async function csvOf(handler: Handler, name: string, asked: PendingQuestion = {}): Promise<File> {
  const records: string[][] = parse(await fileOf(handler, name, asked), { bom: true, record_delimiter: '\r\n' });
  const [header = [], ...lines] = records;
  const names = header.map((field) => field.trim().replace(/ +/g, ' '));
  return {
    header: names,
    rows: lines.map((record) => Object.fromEntries(names.map((field, index) => [field, record[index] ?? '']))),
  };
}

export interface Page {
  readonly '@odata.context': string;
  readonly '@odata.nextLink'?: string;
  readonly value: readonly Readonly<Record<string, unknown>>[];
}

export async function jsonOf(handler: Handler, name: string, asked: PendingQuestion = {}): Promise<Page> {
  const response = await ask(handler, name, { version: 'beta', query: '?$format=application/json', ...asked });
  if (response.status !== 200) {
    throw new Error(`${name}: ${response.status} ${await response.text()}`);
  }
  const body = (await response.json()) as Page | Page['value'][number];
  // A report with a summary is one object.
  return 'value' in body ? (body as Page) : { '@odata.context': String(body['@odata.context']), value: [body] };
}

export interface ErrorBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly innerError: Readonly<Record<string, string>>;
  };
}

export function numbersOf(file: File, column: string): number[] {
  return file.rows.map((row) => Number(row[column]));
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
