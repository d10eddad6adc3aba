import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeLocally } from '../../../../src/services/tables/decodeLocally.js';
import type { ColumnChoices } from '../../../../src/shared/pages/columnChoices.js';
import type { ColumnFilter, TableView } from '../../../../src/shared/report.js';
import { viewContent } from '../../../../src/shared/views/applyView.js';
import { viewQuery } from '../../../../src/shared/views/viewQuery.js';
import { chunksOf, csvFile, definition } from '../../core/table/support.js';

const report = definition([
  { name: 'User', type: 'text' },
  { name: 'Calls', type: 'number' },
  { name: 'Seen', type: 'date' },
  { name: 'Products', type: 'list' },
]);
const NAMES = report.columns.map(({ name }) => name);
const row = fc.tuple(
  fc.constantFrom('', 'Ann', 'bo', 'E3'),
  fc.constantFrom('', '3', '1234', 'many'),
  fc.constantFrom('', '2026-11-03', '2026-10-18'),
  fc.constantFrom('', 'E3', 'E3+Visio', 'Ann'),
);
const someNames = fc.subarray(NAMES);
const choices: fc.Arbitrary<ColumnChoices> = fc.record(
  {
    showConstant: fc.boolean(),
    order: fc.shuffledSubarray(NAMES, { minLength: NAMES.length }),
    hidden: fc.subarray(NAMES, { maxLength: NAMES.length - 1 }),
    pinned: someNames,
  },
  { requiredKeys: ['showConstant'], noNullPrototype: true },
);
const filters: readonly ColumnFilter[] = [
  { column: 0, kind: 'values', values: ['Ann', 'E3'] },
  { column: 1, kind: 'range', from: 3, orBlank: true },
  { column: 3, kind: 'notBlank' },
];
const view: fc.Arbitrary<TableView> = fc.record(
  {
    filter: fc.constantFrom('ann', 'e3', '3', '1,2', '2026-1'),
    filters: fc.subarray([...filters], { minLength: 1 }),
    sort: fc.uniqueArray(fc.record({ column: fc.nat(3), descending: fc.boolean() }, { noNullPrototype: true }), {
      minLength: 1,
      maxLength: 2,
      selector: ({ column }) => column,
    }),
  },
  { requiredKeys: [], noNullPrototype: true },
);

describe('the rows of a saved view', () => {
  it('are exported as the table shows them: the search finds what is in hidden columns in both, or in neither', async () => {
    let foundInHidden = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), view, choices, async (rows, shown, arranged) => {
        const table = await decodeLocally(chunksOf(csvFile([NAMES, ...rows])), 'csv', report);
        try {
          const { columns } = table;
          const onScreen = (await table.rows(shown, 0, rows.length)).rows;
          const { query, unfit } = viewQuery({ name: 'Mine', ...viewContent(shown, arranged, columns) }, columns, {
            rowNoun: 'rows',
          });
          const answer = await table.query(query, { definition: report });
          const exported = (await answer.rows({}, 0, rows.length)).rows;
          const visible = answer.columns.map(({ name }) => NAMES.indexOf(name));
          assert.deepEqual(unfit, []);
          assert.deepEqual(
            visible.map((at) => NAMES[at]).toSorted(),
            NAMES.filter((name) => arranged.hidden?.includes(name) !== true).toSorted(),
          );
          assert.deepEqual(
            exported,
            onScreen.map((cells) => visible.map((at) => cells[at])),
          );
          const { filter = '' } = shown;
          const isVisible = JSON.stringify(exported).toLowerCase().includes(filter);
          foundInHidden += /^[a-z]/.test(filter) && exported.length > 0 && !isVisible ? 1 : 0;
          answer.dispose();
        } finally {
          table.dispose();
        }
      }),
      { numRuns: 300 },
    );
    assert.ok(foundInHidden > 0, 'some were found by a hidden column alone');
  });
});
