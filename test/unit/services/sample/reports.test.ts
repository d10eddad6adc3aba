import assert from 'node:assert/strict';
import type { ColumnDefinition, ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { factOf, headerOf, propertiesOf } from '../../core/catalog/facts.js';
import { catalog } from '../../../support/catalog.js';
import { type PendingQuestion, csvOf, fileOf, jsonOf, type Page, service } from './support.js';

/** Enough for every kind of person, few enough for all reports in all periods. */
const handler = service({ users: 30 });

const headerOnly = 'getSkypeForBusinessDeviceUsageUserDetail';

const patterns: Record<ColumnDefinition['type'], RegExp> = {
  text: /^/,
  list: /^/,
  number: /^\d+$/,
  date: /^\d{4}-\d\d-\d\d(T00:00:00Z)?$/,
  boolean: /^(True|False|Yes|No)$/,
  duration: /^(P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?|(\d+\.)?\d\d:\d\d:\d\d)$/,
};

/** A cell as CSV or JSON has it, in one spelling. */
function plain(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }
  if (Array.isArray(value)) {
    return value.join('+');
  }
  const text = `${value as string | number | boolean}`.replace(/T00:00:00Z$/, '');
  const clock = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(text);
  if (clock) {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = clock.slice(1).map((part) => Number(part ?? 0));
    const part = (amount: number, unit: string): string => (amount > 0 ? `${amount}${unit}` : '');
    const time = part(hours, 'H') + part(minutes, 'M') + part(seconds, 'S');
    const iso = `P${part(days, 'D')}${time && `T${time}`}`;
    return iso === 'P' ? 'PT0S' : iso;
  }
  return /^(True|Yes)$/.test(text) ? 'true' : /^(False|No)$/.test(text) ? 'false' : text;
}

function jsonRows(definition: ReportDefinition, page: Page): Record<string, unknown>[] {
  const { jsonRows: inner } = definition;
  // The summary is the first row of the CSV.
  return page.value.flatMap(({ summary, ...item }) => [
    ...(summary === undefined ? [] : [summary as Record<string, unknown>]),
    ...(inner === undefined ? [item] : (item[inner] as Record<string, unknown>[]).map((row) => ({ ...item, ...row }))),
  ]);
}

function questionsOf({ periods, acceptsDate }: ReportDefinition): PendingQuestion[] {
  const asked: PendingQuestion[] = [
    ...periods.map((period) => ({ period })),
    ...(acceptsDate ? [{ date: '2026-11-18' }] : []),
  ];
  return asked.length === 0 ? [{}] : asked;
}

describe('The sample tenant answers every report in every period', () => {
  it('that is in hundreds of ways', () => {
    assert.ok(catalog.reports.flatMap(questionsOf).length >= 379);
  });

  for (const definition of catalog.reports) {
    const { name, versions, functionVersions } = definition;
    /** The newest version of the function, as the client requests it. */
    const newest = functionVersions?.newest;

    it(`${name}: columns as documented or as seen, cells of their types`, async () => {
      const fact = factOf(definition);
      for (const asked of questionsOf(definition)) {
        for (const version of versions) {
          const { header, rows } = await csvOf(handler, name, { ...asked, version });
          const documented =
            version === 'v1.0' && fact.seen
              ? fact.seen.map((text) => text.replaceAll('  ', ' '))
              : headerOf(fact, version, newest);
          assert.deepEqual(
            header.filter((text) =>
              definition.columns.every(({ name, optional }) => name !== text || optional !== true),
            ),
            documented,
          );
          assert.equal(rows.length === 0, name === headerOnly);
          for (const column of definition.columns) {
            const texts = rows.map((row) => row[column.name]).filter((text) => text !== undefined && text !== '');
            const misfit = texts.find((text) => !patterns[column.type].test(text!));
            assert.equal(misfit, undefined, `${column.name}: ${misfit}`);
          }
          const all = asked.period === 'ALL' && definition.kind !== 'daily-series';
          const named = all ? [...definition.keys, 'Report Period'] : definition.keys;
          const keys = rows.map((row) => JSON.stringify(named.map((key) => row[key])));
          if (all) {
            const others = definition.periods.filter((period) => period !== 'ALL').map((period) => period.slice(1));
            assert.deepEqual(new Set(rows.map((row) => row['Report Period'])), new Set(others), 'each period');
          }
          if (
            keys.length > 1 &&
            !(definition.product === 'forms' && definition.kind === 'daily-series') &&
            !definition.keys.includes('Site Id')
          ) {
            assert.ok(
              new Set(keys).size === keys.length || name === 'getOneDriveActivityUserDetail',
              'no two rows with the same keys',
            );
          }
        }
      }
    });

    if (definition.formats.beta?.includes('json')) {
      it(`${name}: JSON and CSV carry the same cells`, async () => {
        for (const asked of questionsOf(definition)) {
          const { header, rows } = await csvOf(handler, name, { ...asked, version: 'beta' });
          const items = jsonRows(
            definition,
            await jsonOf(handler, name, { ...asked, query: '?$format=application/json&$top=5000' }),
          );
          assert.equal(items.length, rows.length);
          const columns = definition.columns.filter(
            (column) => column.json !== undefined && header.includes(column.name),
          );
          assert.ok(columns.length > 0);
          rows.forEach((row, index) => {
            for (const column of columns) {
              assert.equal(
                plain(row[column.name]),
                plain(items[index]![column.json!]),
                `${column.name} in row ${index}`,
              );
            }
          });
        }
      });

      it(`${name}: JSON has the documented properties, nested as documented, of the documented types`, async () => {
        const fact = factOf(definition);
        const [asked = {}] = questionsOf(definition);
        // Nothing documents the properties that the newest version adds.
        const { value } = await jsonOf(handler, name, { ...asked, functionVersion: 'none' });
        assert.equal(value.length === 0, name === headerOnly);
        const jsonTypes: Record<string, string> = { Int64: 'number', Int32: 'number', Boolean: 'boolean' };
        for (const item of value) {
          const properties = propertiesOf(fact);
          const outside = [
            ...properties.filter(({ inner }) => !inner).map((property) => property.name),
            ...(fact.rows ? [fact.rows] : []),
            ...(fact.json?.includes('summary: Object') ? ['summary', '@odata.context'] : []),
          ];
          const optional = definition.columns.flatMap((column) => (column.optional ? (column.json ?? []) : []));
          assert.deepEqual(
            Object.keys(item)
              .filter((property) => !optional.includes(property))
              .sort(),
            outside.sort(),
          );
          const inside = fact.rows ? (item[fact.rows] as Record<string, unknown>[]) : [];
          for (const row of inside) {
            assert.deepEqual(
              Object.keys(row).sort(),
              properties
                .filter(({ inner }) => inner)
                .map((property) => property.name)
                .sort(),
            );
          }
          for (const { name: property, type, inner } of properties) {
            for (const cell of inner ? inside.map((row) => row[property]) : [item[property]]) {
              if (type === 'String collection') {
                assert.ok(Array.isArray(cell), property);
              } else if (cell !== null) {
                assert.equal(typeof cell, jsonTypes[type] ?? 'string', property);
              }
            }
          }
        }
      });
    }
  }
});

describe('A file of the sample tenant', () => {
  it('is UTF-8 with a BOM, its lines end in CRLF, the last one too', async () => {
    const text = await fileOf(handler, 'getTeamsUserActivityCounts', { period: 'D7' });
    assert.ok(text.startsWith('\uFEFFReport Refresh Date,'));
    assert.ok(text.endsWith('\r\n'));
    assert.equal(text.replaceAll('\r\n', '').search(/[\r\n]/), -1);
    assert.equal(text.split('\r\n').length, 1 + 7 + 1);
  });

  it('quotes commas and quotes', async () => {
    const text = await fileOf(handler, 'getEmailActivityUserDetail', { period: 'D7' });
    assert.ok(text.includes(',"Ferreira, João (Lisbon)",'));
    assert.ok(text.includes(',"Robert ""Bo"" Hansson",'));
    assert.ok(text.includes(',中村 葵,'));
  });

  it('is only a header where the retired service has nothing left', async () => {
    assert.deepEqual((await csvOf(handler, headerOnly, { period: 'D180' })).rows, []);
    assert.deepEqual((await jsonOf(handler, headerOnly, { period: 'D180' })).value, []);
  });

  it('drifts from the documented header where real ones do', async () => {
    const header = async (name: string, asked: PendingQuestion): Promise<string> =>
      (await fileOf(handler, name, asked)).split('\r\n')[0]!;
    assert.match(await header('getTeamsDeviceUsageUserDetail', { period: 'D7' }), /,Used {2}Chrome OS,/);
    assert.match(await header('getMailboxUsageDetail', { period: 'D7' }), /,Has Archive,Recipient Type,Report Period$/);
    assert.match(await header('getOffice365GroupsActivityDetail', { period: 'D7', version: 'v1.0' }), /,Guest Count,/);
    assert.match(
      await header('getOffice365GroupsActivityDetail', { period: 'D7', version: 'beta' }),
      /,External Member Count,/,
    );
    assert.match(
      await header('getTeamsUserActivityCounts', { period: 'D7', version: 'v1.0' }),
      /,Meetings Organized Count,/,
    );
    assert.match(
      await header('getFormsUserActivityCounts', { period: 'D7', version: 'beta' }),
      /^\uFEFFReport Refresh Date, Report Period, Forms,/,
    );
  });

  it('spells booleans, durations and dates in all the ways there are', async () => {
    const text = async (name: string): Promise<string> => fileOf(handler, name, { period: 'D7' });
    assert.match(await text('getM365AppUserDetail'), /,Yes,No,/);
    assert.match(await text('getEmailActivityUserDetail'), /,False,/);
    assert.match(await text('getTeamsUserActivityCounts'), /,P(T|\d+D)/);
    assert.match(await text('getTeamsUserActivityTotalCounts'), /,(\d\.)?\d\d:\d\d:\d\d,/);
    assert.match(await text('getYammerDeviceUsageUserDetail'), /,\d{4}-\d\d-\d\dT00:00:00Z,/);
  });
});
