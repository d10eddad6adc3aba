import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { ReportDefinition } from '../../../../src/core/catalog/definition.js';
import { unknownReport } from '../../../../src/core/catalog/fileDefinitions.js';
import { recognize, withFileNames } from '../../../../src/core/catalog/recognize.js';
import { catalog } from '../../../support/catalog.js';

const definitions = [...catalog.reports, ...catalog.exports];

/** Names of the reports that a file with these columns can be. */
function recognized(names: readonly string[], more: Partial<Parameters<typeof recognize>[0]> = {}): string[] {
  return recognize({ names, fileName: 'report.csv', ...more }, definitions).map(({ name }) => name);
}

function columnNames({ columns }: ReportDefinition): string[] {
  return columns.filter(({ onlyJson }) => onlyJson !== true).map(({ name }) => name);
}

/** Whether two reports have the same columns, so that nothing in a header can tell them apart. */
function haveSameColumns(one: ReportDefinition, other: ReportDefinition): boolean {
  const first = new Set(columnNames(one));
  const second = new Set(columnNames(other));
  return first.size === second.size && [...first].every((name) => second.has(name));
}

describe('Recognizing the report of a file', () => {
  for (const definition of definitions) {
    it(`${definition.name}: its columns are its own, or those of a report with the same`, () => {
      const same = definitions.filter((other) => haveSameColumns(definition, other)).map(({ name }) => name);
      assert.deepEqual(recognized(columnNames(definition)), same);
    });
  }

  it('knows a report by its columns in any order, in any case, and with other blanks', () => {
    const spelled = (name: string) =>
      fc.constantFrom(name, name.toUpperCase(), name.replaceAll(' ', '  '), ` ${name} `, name.replaceAll(' ', ''));
    const files = fc.constantFrom(...definitions).chain((definition) =>
      fc.tuple(
        fc.constant(definition),
        fc
          .shuffledSubarray(columnNames(definition), { minLength: columnNames(definition).length })
          .chain((names) => fc.tuple(...names.map(spelled))),
      ),
    );
    fc.assert(
      fc.property(files, ([definition, names]) => assert.ok(recognized(names).includes(definition.name))),
      { numRuns: 500 },
    );
  });

  it('takes a file with some columns left out for a report that has all that are left', () => {
    const files = fc
      .constantFrom(...definitions)
      .chain((definition) => fc.tuple(fc.constant(definition), fc.subarray(columnNames(definition))));
    fc.assert(
      fc.property(files, ([definition, names]) => {
        for (const found of recognize({ names, fileName: '' }, definitions)) {
          const { columns } = withFileNames(found, names);
          const spellings = columns
            .flatMap(({ name, aliases = [] }) => [name, ...aliases])
            .map((name) => name.toLowerCase());
          assert.deepEqual(
            names.filter(
              (name) => !/^report (refresh date|period)$/i.test(name) && !spellings.includes(name.toLowerCase()),
            ),
            [],
            `${definition.name} was taken for ${found.name}`,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('tells reports with the same columns apart by what the rows say, then by the name of the file', () => {
    const storage = ['Report Refresh Date', 'Site Type', 'Storage Used (Byte)', 'Report Date', 'Report Period'];
    assert.deepEqual(recognized(storage), ['getOneDriveUsageStorage', 'getSharePointSiteUsageStorage']);
    assert.deepEqual(recognized(storage, { siteTypes: ['SharePoint', 'All'] }), ['getSharePointSiteUsageStorage']);
    assert.deepEqual(recognized(storage, { fileName: 'OneDriveUsageStorage11_12_2026 9_10_27 AM.csv' }), [
      'getOneDriveUsageStorage',
    ]);
  });

  it('believes a file that says nothing false', () => {
    const names = ['Report Refresh Date', 'Report Period', 'Report Date', 'Liked', 'Posted', 'Read'];
    const all = ['getYammerActivityCounts', 'getYammerActivityUserCounts', 'getYammerGroupsActivityCounts'];
    assert.deepEqual(recognized(names, { periods: ['D7'] }), all);
    // No report has this period: it decides nothing.
    assert.deepEqual(recognized(names, { periods: ['D60'] }), all);
  });

  it('knows what the admin center calls the columns', () => {
    const names = [
      'User name',
      'Channel messages',
      'Chat messages',
      'Total meetings',
      '1:1 calls',
      'Last activity date (UTC)',
    ];
    assert.deepEqual(recognized(names), ['getTeamsUserActivityUserDetail']);
    assert.deepEqual(recognized(['Username', 'Display name', 'Last activity date (UTC)']), ['exportCopilotChatUsers']);
    assert.deepEqual(recognized(['Application ID', 'SOAP Action', 'Call Volume', 'Last Activity date (UTC)']), [
      'exportEwsUsage',
    ]);
  });

  it('knows no report in files of something else', () => {
    for (const names of [
      [],
      [''],
      ['Name', 'Amount'],
      ['Date', 'Active', 'Total'],
      ['id', 'value', 'displayName', 'children'],
    ]) {
      assert.deepEqual(recognized(names), [], names.join());
    }
    fc.assert(fc.property(fc.array(fc.string()), (names) => assert.ok(Array.isArray(recognized(names)))));
  });

  it('gives the decoder the names of the file, each to one column', () => {
    const detail = catalog.find('getTeamsUserActivityUserDetail');
    assert.ok(detail !== undefined);
    const { columns } = withFileNames(detail, ['User name', 'Chat messages']);
    assert.deepEqual(columns.find(({ name }) => name === 'User Principal Name')?.aliases, ['User name']);
    assert.deepEqual(columns.find(({ name }) => name === 'Private Chat Message Count')?.aliases, ['Chat messages']);
  });

  it('makes a table of a file that is no report', () => {
    assert.equal(unknownReport('sales.csv', undefined).kind, 'detail');
    assert.deepEqual(unknownReport('sales.csv', 'Date').keys, ['Date']);
  });
});
