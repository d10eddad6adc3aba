import assert from 'node:assert/strict';
import { type NamesAt, namesAt } from '../../../../src/features/columnNames/namesAt.js';
import { newRulesFile } from '../../../../src/l10n/builtInRules.js';
import { MADE_TABLES } from '../../../../src/services/archiveQueries/madeTables.js';
import { catalog } from '../../../support/catalog.js';

const reports = new Map([
  ...Object.entries(MADE_TABLES),
  ...catalog.reports.map((report) => [report.name, report] as const),
]);
const columnsOf = (report: string) => reports.get(report)?.columns.map(({ name }) => name);

/** Completes at the `|` of a text. */
function at(marked: string): (NamesAt & { readonly replaced: string }) | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const found = namesAt(text, offset, reports);
  return found && { ...found, replaced: text.slice(found.range.start, found.range.end) };
}
const namesOf = (marked: string) => at(marked)?.names.map(({ name }) => name);
const ruleWith = (query: string, compare = '{}') =>
  `{ "version": 1, "rules": [{ "query": ${query}, "compare": ${compare} }] }`;
const SOURCE = '"source": { "report": "getMailboxUsageDetail" }';
const MAILBOX = columnsOf('getMailboxUsageDetail');

describe('names that the editor completes in files with queries', () => {
  it('are the columns of the report of the query, wherever it names one', () => {
    assert.ok((MAILBOX?.length ?? 0) > 5);
    for (const part of [
      '"filters": [{ "kind": "range", "column": "|" }]',
      '"filters": [{ "kind": "share", "column": "a", "of": ["b", "Sto|rage"] }]',
      '"groupBy": [{ "column": "|" }]',
      '"aggregates": [{ "kind": "sum", "column": "|" }]',
      '"columns": ["|"]',
    ]) {
      assert.deepEqual(namesOf(ruleWith(`{ ${SOURCE}, ${part} }`)), MAILBOX, part);
      // The report may come later.
      assert.deepEqual(namesOf(ruleWith(`{ ${part}, ${SOURCE} }`)), MAILBOX, part);
    }
    assert.deepEqual(
      namesOf(ruleWith('{ "source": { "report": "storage" }, "columns": ["|"] }')),
      columnsOf('storage'),
    );
  });

  it('take the place of what is typed, also in a text that is not whole', () => {
    assert.equal(at(ruleWith(`{ ${SOURCE}, "columns": ["Item C|ou"] }`))?.replaced, '"Item Cou"');
    const typed = at(`{ // a comment with "quotes"\n "rules": [{ "query": { ${SOURCE}, "columns": ["Item|\n`);
    assert.equal(typed?.replaced, '"Item');
    assert.deepEqual(
      typed.names.map(({ name }) => name),
      MAILBOX,
    );
  });

  it('of an amount are what the query answers: its groups, or its rows', () => {
    const grouped = `{ "version": 1, ${SOURCE}, "groupBy": [{ "column": "Is Deleted" }], "aggregates": [{ "kind": "count", "name": "Mailboxes" }] }`;
    for (const compare of ['{ "kind": "number", "amount": "|" }', '{ "kind": "percent", "part": "a", "whole": "|" }']) {
      assert.deepEqual(namesOf(ruleWith(grouped, compare)), ['Is Deleted', 'Mailboxes']);
      assert.deepEqual(namesOf(ruleWith(`{ "version": 1, ${SOURCE} }`, compare)), MAILBOX);
    }
  });

  it('in a template are those of the report that the nearest part names', () => {
    const block = (text: string) => `{ "version": 1, "title": "T", "blocks": [{ "kind": "x", ${text} }] }`;
    assert.deepEqual(
      namesOf(block('"lines": [{ "report": "getTeamsUserActivityCounts", "column": "|" }]')),
      columnsOf('getTeamsUserActivityCounts'),
    );
    assert.deepEqual(
      namesOf(
        block('"figures": [{ "label": "A", "days": { "column": "|", "report": "getTeamsUserActivityCounts" } }]'),
      ),
      columnsOf('getTeamsUserActivityCounts'),
    );
    assert.deepEqual(namesOf(block(`"query": { ${SOURCE} }, "columns": [{ "column": "|" }]`)), MAILBOX);
  });

  it('are those of all reports, with their titles, where a report is named', () => {
    const found = at(ruleWith('{ "source": { "report": "getM|" } }'))?.names ?? [];
    assert.deepEqual(
      found.map(({ name }) => name),
      [...reports.keys()],
    );
    assert.ok(found.some(({ detail }) => detail === 'Mailbox usage, mailbox details'));
  });

  it('are none elsewhere: in a title, in a value of a filter, outside of strings, of an unknown report', () => {
    assert.equal(at('{ "rules": [{ "title": "|" }] }'), undefined);
    assert.equal(at(ruleWith(`{ ${SOURCE}, "filters": [{ "column": "a", "values": ["|"] }] }`)), undefined);
    assert.equal(at(ruleWith(`{ ${SOURCE}, | "columns": ["a"] }`)), undefined);
    assert.equal(at(ruleWith('{ "source": { "report": "getNothing" }, "columns": ["|"] }')), undefined);
    assert.equal(at('|'), undefined);
  });

  it('have every name that the rules to start from have', () => {
    const text = newRulesFile();
    const places = [...text.matchAll(/"column": "|"(?:part|whole)": "/g)].map(
      ({ 0: found, index }) => index + found.length,
    );
    assert.ok(places.length > 5);
    for (const place of places) {
      const found = namesAt(text, place, reports);
      const written = JSON.parse(text.slice(found?.range.start, found?.range.end)) as string;
      assert.ok(
        found?.names.some(({ name }) => name === written),
        written,
      );
    }
  });
});
