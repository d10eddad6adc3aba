import assert from 'node:assert/strict';
import { columnLabels } from '../../../src/core/catalog/columnLabels.js';
import { warningNotice, warningText } from '../../../src/l10n/warningTexts.js';
import type { TableWarning } from '../../../src/shared/report.js';
import { catalog } from '../../support/catalog.js';

const labelOf = columnLabels(catalog.find('getTeamsUserActivityCounts')!);

describe('what was noticed while decoding', () => {
  const warnings: readonly (readonly [TableWarning, name: RegExp, label: RegExp])[] = [
    [{ kind: 'missingColumns', names: ['Calls', 'Post Messages'] }, /"Calls", "Post/, /"1:1 calls", "Post/],
    [{ kind: 'irregularValues', column: 'Meetings', count: 1, example: 'x' }, /"Meetings"/, /"Total meetings"/],
    [{ kind: 'irregularValues', column: 'Meetings', count: 2, example: 'x' }, /"Meetings"/, /"Total meetings"/],
    [
      { kind: 'implausibleDays', column: 'Meetings', count: 1, example: '9999-12-31' },
      /9999 in "Meetings"/,
      /"Total m/,
    ],
    [
      { kind: 'implausibleDays', column: 'Meetings', count: 2, example: '9999-12-31' },
      /^2 .*"Meetings".* 9999/,
      /"Total m/,
    ],
    [{ kind: 'unknownColumns', names: ['Loops'] }, /"Loops"/, /"Loops"/],
  ];

  it('names columns as files do, as for the API', () => {
    for (const [warning, name] of warnings) {
      assert.match(warningText(warning), name);
    }
  });

  it('counts the rows without a day', () => {
    const textOf = (count: number) => warningText({ kind: 'rowsWithoutDay', count, rowCount: 7 });
    assert.match(textOf(1), /^1 row has no readable day/);
    assert.match(textOf(2), /^2 rows have no readable day/);
    assert.match(textOf(7), /^No row of this report has a readable day/);
    assert.equal(warningNotice({ kind: 'rowsWithoutDay', count: 1, rowCount: 7 }, undefined).severity, 'warning');
  });

  it('tells a summary with days and numbers as people read them', () => {
    const cells = [
      { column: 'Date', value: '2026-11-27' },
      { column: 'Usage', value: 63_873 },
      { column: 'Active Apps', value: 6 },
    ];
    const other = [{ column: 'Date', value: 'yesterday' }];
    assert.equal(
      warningText({ kind: 'summaryRows', rows: [cells, other] }),
      'Summary by Microsoft: Date Fri, Nov 27, 2026 · Usage 63,873 · Active Apps 6; Date yesterday.',
    );
  });

  it('calls columns by their labels in the panel', () => {
    for (const [warning, , label] of warnings) {
      assert.match(warningNotice(warning, undefined, labelOf).text, label);
    }
  });
});
