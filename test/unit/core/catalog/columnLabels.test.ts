import assert from 'node:assert/strict';
import { columnLabels } from '../../../../src/core/catalog/columnLabels.js';
import { catalog } from '../../../support/catalog.js';

const columns = catalog.reports.flatMap((report) => report.columns.map((column) => ({ report, column })));
/** Names of today for all columns of the name. */
const labelsOf = (name: string) => [
  ...new Set(columns.filter(({ column }) => column.name === name).map(({ column }) => column.label)),
];

describe('labels of columns', () => {
  it('are the names of the admin center', () => {
    const labels = {
      'Office 365': 'Any Microsoft 365 service',
      Yammer: 'Viva Engage',
      'Team Chat Messages': 'Channel messages',
      'Team Chat Message Count': 'Channel messages',
      'Private Chat Messages': 'Chat messages',
      'Private Chat Message Count': 'Chat messages',
      Calls: '1:1 calls',
      'Call Count': '1:1 calls',
      Meetings: 'Total meetings',
      'Meeting Count': 'Total meetings',
      'User Principal Name': undefined,
    };
    for (const [name, label] of Object.entries(labels)) {
      assert.deepEqual(labelsOf(name), [label], name);
    }
  });

  it('have no former product in them', () => {
    for (const { report, column } of columns) {
      assert.doesNotMatch(column.label ?? column.name, /Yammer|Office 365/, `${report.name} ${column.name}`);
    }
  });

  it('differ from the name, and from whatever else the columns of the report are called', () => {
    for (const { report, column } of columns) {
      const others = report.columns.filter((other) => other !== column);
      const taken = others.flatMap(({ name, label, aliases = [] }) => [name, label, ...aliases]);
      assert.notEqual(column.label, column.name, `${report.name} ${column.name}`);
      assert.ok(
        column.label === undefined || !taken.some((one) => one?.toLowerCase() === column.label?.toLowerCase()),
        `${report.name} ${column.name}`,
      );
    }
  });

  it('are found by name; a column without label, or that the catalog does not know, has its name', () => {
    const labelOf = columnLabels(catalog.find('getOffice365ActiveUserCounts')!);
    assert.deepEqual(['Office 365', 'Teams', 'Loop'].map(labelOf), ['Any Microsoft 365 service', 'Teams', 'Loop']);
  });
});
