import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportFileName } from '../../../../src/core/export/exportFileName.js';
import { formatById } from '../../../../src/core/export/formats.js';
import { catalog } from '../../../support/catalog.js';

const csv = { extension: '.csv' };
const report = 'getTeamsUserActivityCounts';

describe('exportFileName', () => {
  it('puts the refresh date first and the parameter last', () => {
    const refreshDate = '2026-11-18';
    assert.equal(
      exportFileName({ report, period: 'D7', refreshDate }, csv),
      '2026-11-18_getTeamsUserActivityCounts_D7.csv',
    );
    assert.equal(
      exportFileName({ report: 'getX', date: '2026-11-10', refreshDate }, csv),
      '2026-11-18_getX_2026-11-10.csv',
    );
    assert.equal(exportFileName({ report: 'getX', refreshDate }, csv), '2026-11-18_getX.csv');
    assert.equal(exportFileName({ report: 'getX', period: 'D7', refreshDate: null }, csv), 'undated_getX_D7.csv');
    assert.equal(
      exportFileName({ report: 'getX', period: 'D7', refreshDate, asShown: true }, csv),
      '2026-11-18_getX_D7_as-shown.csv',
    );
  });

  it('carries the label of the connection, if there is one', () => {
    const refreshDate = '2026-11-18';
    assert.equal(
      exportFileName({ report, period: 'D7', refreshDate, fileLabel: 'northlight' }, csv),
      '2026-11-18_getTeamsUserActivityCounts_D7_northlight.csv',
    );
    assert.equal(
      exportFileName({ report: 'getX', refreshDate, fileLabel: 'north.light_2', asShown: true }, csv),
      '2026-11-18_getX_north-light-2_as-shown.csv',
    );
  });

  it('differs between all reports and parameters, also where case does not count', () => {
    const names = catalog.reports.flatMap(({ name, periods }) =>
      [...periods, '2026-11-10', undefined].map((period) =>
        exportFileName({ report: name, period, refreshDate: null }, csv).toLowerCase(),
      ),
    );
    assert.equal(new Set(names).size, names.length);
  });

  it('keeps the whole label beside the longest names', () => {
    const fileLabel = 'x'.repeat(64);
    const longest = Math.max(...catalog.reports.map(({ name }) => name.length));
    const changes = `${'g'.repeat(longest)}-changes-since-2026-11-18`;
    const name = exportFileName({ report: changes, period: '2026-11-10', refreshDate: '2026-11-18', fileLabel }, csv);
    assert.ok(name.endsWith(`${fileLabel}.csv`));
  });

  it('ends with the extension of the format', () => {
    const nameIn = (id: string) => exportFileName({ report: 'getX', refreshDate: null }, formatById(id)!);
    const names = ['csv', 'csvNormalized', 'json', 'markdown'].map(nameIn);
    assert.deepEqual(names, [
      'undated_getX.csv',
      'undated_getX.normalized.csv',
      'undated_getX.json',
      'undated_getX.md',
    ]);
  });

  it('is a valid file name for any input', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('../..', 'CON', 'a/b\\c', 'x'.repeat(500), 'NUL.txt', '2026-11-18\n'),
    );
    fc.assert(
      fc.property(text, text, text, (hostile, period, refreshDate) => {
        const name = exportFileName({ report: hostile, period, refreshDate }, csv);
        assert.match(name, /^(\d{4}-\d{2}-\d{2}|undated)_[A-Za-z0-9_-]*\.csv$/);
        assert.ok(name.length <= 210);
      }),
    );
  });
});
