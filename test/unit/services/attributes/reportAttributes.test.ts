import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { attributesFor } from '../../../../src/services/attributes/attributesFor.js';
import { readAttributesFile } from '../../../../src/services/attributes/readAttributesFile.js';
import { askReport } from '../../../../src/services/reports/askReport.js';
import { FileReports } from '../../../../src/services/reports/fileReports.js';
import { groupsOverTime } from '../../../../src/services/reports/groupsOverTime.js';
import type { Report } from '../../../../src/services/reports/report.js';
import { sampleAttributes } from '../../../../src/services/sample/attributes.js';
import { openTable } from '../../../../src/services/tables/openTable.js';
import type { ReportRef } from '../../../../src/shared/report.js';
import { catalog } from '../../../support/catalog.js';
import { sampleFile } from '../../../support/sampleFiles.js';
import { chunksOf } from '../../core/table/support.js';
import { CONNECTION, ReportServiceHarness } from '../reports/reportServiceHarness.js';

const TEAMS: ReportRef = { connection: CONNECTION.id, report: 'getTeamsUserActivityUserDetail', period: 'D7' };
const ADDED = ['Department', 'Company', 'Country', 'Usage Location', 'Office Location', 'Employee Type', 'Cost Center'];
/** In no report. */
const TELLTALE = 'Customer Service';
const { signal } = new AbortController();

const addedTo = ({ table }: Report) =>
  table.columns.filter(({ attributesFile }) => attributesFile === 'hr.csv').map(({ name }) => name);

async function departmentsOf({ table }: Pick<Report, 'table'>, name = 'Department') {
  const column = table.columns.findIndex((one) => one.name === name);
  const { values, blank } = await table.values(column, '', 50, [], signal);
  return { blank, counts: new Map(values.map(({ label, count }) => [label, count])) };
}

describe('reports with the attributes of their users', () => {
  let harness: ReportServiceHarness;
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'report-attributes-'));
    file = path.join(folder, 'hr.csv');
    await writeFile(file, sampleAttributes());
    harness = new ReportServiceHarness(path.join(folder, 'archive'), CONNECTION, undefined, (definition) =>
      attributesFor(definition, { file, userColumn: '', columns: [] }),
    );
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('have them from the network and from the archive, which gets none of them', async () => {
    const fetched = await harness.open(TEAMS);
    assert.equal(fetched.source, 'network');
    assert.deepEqual(addedTo(fetched), [...ADDED, 'Attributes Status']);
    const archived = await harness.open(TEAMS);
    assert.equal(archived.source, 'archive');
    assert.deepEqual(archived.table.columns, fetched.table.columns);
    assert.deepEqual(await departmentsOf(archived), await departmentsOf(fetched));
    assert.ok((await departmentsOf(fetched)).counts.has(TELLTALE));

    const written = await readdir(harness.folder, { recursive: true, withFileTypes: true });
    const files = written.filter((one) => one.isFile()).map((one) => path.join(one.parentPath, one.name));
    assert.ok(files.length > 0);
    for (const one of files) {
      const text = await readFile(one, 'utf8');
      assert.ok(!text.includes(TELLTALE) && !text.includes('Department'), one);
    }
    [fetched, archived].forEach(({ table }) => table.dispose());
  });

  it('are all that name users: of sites and groups, the owners', async () => {
    for (const definition of catalog.reports) {
      const report = await harness.open({
        ...{ connection: CONNECTION.id, report: definition.name },
        ...(definition.periods.length === 0 ? {} : { period: definition.periods[0] }),
      });
      const added = addedTo(report);
      const owner = definition.columns.some(({ name }) => name === 'Owner Principal Name');
      const user = definition.columns.some(({ name }) => name === 'User Principal Name');
      const isOneDrive = definition.product === 'onedrive';
      assert.deepEqual(
        added.slice(0, 1),
        user || (owner && isOneDrive) ? ['Department'] : owner ? ['Owner Department'] : [],
        definition.name,
      );
      report.table.dispose();
    }
  });

  it('are read without what is collected while nobody looks', async () => {
    const report = await harness.service.open(TEAMS, { signal, unattended: true });
    assert.deepEqual(addedTo(report), []);
    report.table.dispose();
  });

  it('open without them where the file is gone, and have them again when it is back', async () => {
    await harness.open(TEAMS);
    await unlink(file);
    const without = await harness.open(TEAMS);
    assert.deepEqual(addedTo(without), []);
    assert.deepEqual(without.table.warnings.at(-1), {
      ...{ kind: 'attributesUnreadable', file: 'hr.csv', problem: 'missing' },
    });
    await writeFile(file, sampleAttributes());
    assert.deepEqual(addedTo(await harness.open(TEAMS)), [...ADDED, 'Attributes Status']);
  });

  it('are grouped by them, today and over time', async () => {
    const query = {
      version: 1 as const,
      source: { report: TEAMS.report, period: 'D7' },
      groupBy: [{ column: 'Department' }],
      aggregates: [{ kind: 'count' as const }],
    };
    const today = await harness.open(TEAMS);
    const { counts } = await departmentsOf(today);
    const answer = await askReport(harness.service, query, { connection: CONNECTION.id, signal });
    const groups = (await answer.rows({}, 0, 50)).rows.filter(([name]) => name !== null);
    assert.deepEqual(new Map(groups as [string, number][]), counts);

    harness.now = new Date('2026-11-22T12:00:00Z');
    await harness.open(TEAMS, { fresh: true });
    const options = { signal, maxLines: 20, onStep: () => undefined };
    const over = await groupsOverTime(harness.service, TEAMS, { ...query, source: undefined }, options);
    assert.ok((over?.days.length ?? 0) > 1);
    assert.ok(over?.lines.some(({ key }) => key[0] === TELLTALE));
  });

  it('can be files that somebody opens', async () => {
    const csv = (await sampleFile(catalog.find(TEAMS.report)!, 'csv')) ?? assert.fail();
    const opened = new FileReports(
      {
        ...{ address: 'file:///teams.csv', name: 'teams.csv', chosen: () => undefined },
        read: () => Promise.resolve({ bytes: new TextEncoder().encode(csv), changedAt: '2026-11-21T10:00:00.000Z' }),
      },
      () => catalog,
      (definition) => attributesFor(definition, { file, userColumn: '', columns: [] }),
    );
    await opened.use(opened.ref, { signal }, async (report) => {
      assert.deepEqual(addedTo(report), [...ADDED, 'Attributes Status']);
      assert.ok((await departmentsOf(report)).counts.has(TELLTALE));
    });
  });

  it('are the same on a thread of their own', async () => {
    const definition = catalog.find(TEAMS.report)!;
    const csv = (await sampleFile(definition, 'csv')) ?? assert.fail();
    const attributes = await readAttributesFile({ path: file });
    const [here, there] = await Promise.all(
      [csv.length, 9_000_000].map((totalBytes) =>
        openTable(chunksOf(csv), 'csv', definition, { attributes: [attributes], totalBytes, signal }),
      ),
    );
    assert.ok(here !== undefined && there !== undefined);
    assert.notEqual(here.constructor, there.constructor);
    assert.deepEqual(there.columns, here.columns);
    assert.deepEqual(there.warnings, here.warnings);
    assert.deepEqual(await there.rows({}, 0, 500), await here.rows({}, 0, 500));
    [here, there].forEach((table) => table.dispose());
  });
});
