import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exportFileName, exportFolderName } from '../../../../src/core/export/exportFileName.js';
import { formatById } from '../../../../src/core/export/formats.js';
import { catalog } from '../../../support/catalog.js';

const csv = { extension: '.csv' };
const report = 'getTeamsUserActivityCounts';
const dates = { refreshDate: '2026-11-18', fetchedAt: '2026-11-19T23:30:00.000Z' };
const hostileText = fc.oneof(
  fc.string(),
  fc.constantFrom('../..', 'CON', 'a/b\\c', 'x'.repeat(500), 'NUL.txt', '2026-11-18\n', 'a\u202Eb', '.'),
);

describe('exportFileName', () => {
  it('puts the refresh date first, then report, parameter, and connection', () => {
    const fileLabel = 'northlight';
    assert.equal(
      exportFileName({ ...dates, report, period: 'D7', fileLabel }, csv),
      '2026-11-18_getTeamsUserActivityCounts_D7_northlight.csv',
    );
    assert.equal(
      exportFileName({ ...dates, report: 'getX', date: '2026-11-10', fileLabel: 'sample' }, csv),
      '2026-11-18_getX_2026-11-10_sample.csv',
    );
    assert.equal(exportFileName({ ...dates, report: 'getX' }, csv), '2026-11-18_getX.csv');
    assert.equal(
      exportFileName({ ...dates, report: 'getX', fileLabel: 'north.light_2', asShown: true }, csv),
      '2026-11-18_getX_north-light-2_as-shown.csv',
    );
  });

  it('tells lists of two products, and of all, apart', () => {
    const nameOf = (part?: string) =>
      exportFileName(
        { ...dates, report: 'unusedLicenses', fileLabel: 'sample', ...(part === undefined ? {} : { part }) },
        csv,
      );
    assert.equal(nameOf(), '2026-11-18_unusedLicenses_sample.csv');
    assert.equal(
      nameOf('MICROSOFT 365 E5 (NO TEAMS)'),
      '2026-11-18_unusedLicenses_MICROSOFT-365-E5-NO-TEAMS_sample.csv',
    );
  });

  it('says of groups what they are grouped by, beside the saved view that they are of', () => {
    const groups = { ...dates, report: 'getX', fileLabel: 'sample', asShown: true };
    const nameOf = (groupedBy: readonly string[], view?: string) =>
      exportFileName({ ...groups, groupedBy, ...(view === undefined ? {} : { view }) }, csv);
    assert.equal(nameOf(['Assigned Products']), '2026-11-18_getX_sample_by-Assigned-Products.csv');
    assert.equal(
      nameOf(['User Principal Name: domain', 'Last Activity Date: month']),
      '2026-11-18_getX_sample_by-User-Principal-Name-domain-and-Last-Activity-Date-month.csv',
    );
    assert.equal(nameOf(['Team'], 'Ours'), '2026-11-18_getX_sample_Ours_by-Team.csv');
    assert.equal(nameOf(['部門', 'Team']), '2026-11-18_getX_sample_by-Team.csv');
    assert.equal(nameOf(['部門']), '2026-11-18_getX_sample_grouped.csv');
    assert.ok(nameOf(['x'.repeat(500), 'y'.repeat(500)]).length < 110);
  });

  it('has the day of the fetch, and says so, where there is no refresh date', () => {
    assert.equal(
      exportFileName({ ...dates, refreshDate: null, report: 'getX', period: 'D7' }, csv),
      '2026-11-19-fetched_getX_D7.csv',
    );
    assert.equal(exportFileName({ report: 'getX', refreshDate: null, fetchedAt: '' }, csv), 'undated_getX.csv');
  });

  it('differs between all reports and parameters, also where case does not count', () => {
    const names = catalog.reports.flatMap(({ name, periods }) =>
      [...periods, '2026-11-10', undefined].map((period) =>
        exportFileName({ ...dates, report: name, period }, csv).toLowerCase(),
      ),
    );
    assert.equal(new Set(names).size, names.length);
  });

  it('keeps the whole label beside the longest names', () => {
    const fileLabel = 'x'.repeat(64);
    const longest = Math.max(...catalog.reports.map(({ name }) => name.length));
    const changes = `${'g'.repeat(longest)}-changes-since-2026-11-18`;
    const name = exportFileName({ ...dates, refreshDate: null, report: changes, period: '2026-11-10', fileLabel }, csv);
    assert.ok(name.endsWith(`${fileLabel}.csv`));
  });

  it('ends with the extension of the format', () => {
    const nameIn = (id: string) => exportFileName({ ...dates, report: 'getX' }, formatById(id)!);
    const names = ['csv', 'csvNormalized', 'json', 'markdown', 'parquet'].map(nameIn);
    assert.deepEqual(names, [
      '2026-11-18_getX.csv',
      '2026-11-18_getX.normalized.csv',
      '2026-11-18_getX.json',
      '2026-11-18_getX.md',
      '2026-11-18_getX.parquet',
    ]);
  });

  it('is a valid file name for any input', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 6, maxLength: 6 }), fc.array(hostileText), (texts, groupedBy) => {
        const [hostile = '', period, refreshDate = '', fetchedAt = '', fileLabel, view] = texts;
        const facts = { report: hostile, period, refreshDate, fetchedAt, fileLabel, view };
        const name = exportFileName({ ...facts, asShown: true, groupedBy }, csv);
        assert.match(name, /^(\d{4}-\d{2}-\d{2}(-fetched)?|undated)_[A-Za-z0-9_-]*\.csv$/);
        assert.ok(name.length <= 210);
      }),
    );
  });
});

describe('the folder of an export of many reports', () => {
  it('is named by day, period, and connection', () => {
    assert.equal(exportFolderName('2026-11-29', 'D30', 'northlight'), '2026-11-29_D30_northlight');
    assert.equal(exportFolderName('2026-11-29', undefined, 'sample'), '2026-11-29_current-state_sample');
  });

  it('is a valid name for any input', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (period, label) => {
        assert.match(exportFolderName('2026-11-29', period, label), /^2026-11-29_[A-Za-z0-9_-]+$/);
      }),
    );
  });
});
