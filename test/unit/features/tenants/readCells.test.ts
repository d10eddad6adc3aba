import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOverviewEntry } from '../../../../src/features/overview/readOverview.js';
import { measureChoices } from '../../../../src/features/tenants/measureChoices.js';
import { type CellSource, readCells } from '../../../../src/features/tenants/readCells.js';
import { fillSample } from '../../../../src/services/collect/fillSample.js';
import { longestPeriod } from '../../../../src/shared/longestPeriod.js';
import { catalog } from '../../../support/catalog.js';
import { CONNECTION, ReportServiceHarness } from '../../services/reports/reportServiceHarness.js';

const choices = measureChoices(catalog);
const WHOLE = /^(all|total)$/i;
const signal = new AbortController().signal;

describe('a tenant’s cells on the page of all tenants', () => {
  let folder: string;
  let harness: ReportServiceHarness;
  let source: CellSource;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'usage-reports-tenants-'));
    harness = new ReportServiceHarness(folder);
    source = {
      service: harness.service,
      catalog,
      problemOf: ({ reason, message }) => ({ label: reason, text: message }),
    };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const cellsOf = (report: string) =>
    readCells(
      CONNECTION,
      choices.filter((choice) => choice.report === report),
      source,
      signal,
    );

  it('have the same numbers as its overview, for every measure of every daily report', async () => {
    await fillSample({
      connection: CONNECTION.id,
      catalog,
      service: harness.service,
      signal,
      onProgress: () => undefined,
    });
    const cells = await readCells(CONNECTION, choices, source, signal);
    const requests = harness.asked.length;
    let compared = 0;
    for (const definition of catalog.reports.filter(({ kind }) => kind === 'daily-series')) {
      const entry = await readOverviewEntry(
        CONNECTION.id,
        definition,
        { service: harness.service, failureText: () => '' },
        signal,
      );
      // The facts have all measures but those that are too small; the card those that it shows.
      const { card, highlightFacts } = entry ?? assert.fail(definition.name);
      const measures = new Set([...card.measures, ...highlightFacts.measures]);
      for (const measure of [...measures].filter(({ key = 'All' }) => WHOLE.test(key))) {
        const at = choices.findIndex(({ report, column }) => report === definition.name && column === measure.column);
        const cell = cells[at];
        assert.deepEqual(cell, { kind: 'value', measure }, `${definition.name}: ${measure.column}`);
        assert.equal(choices[at]?.unit, measure.unit);
        compared++;
      }
    }
    assert.ok(compared > 100, `${compared} measures were compared`);
    assert.equal(harness.asked.length, requests, 'it requests nothing');
  });

  it('say what was not fetched, and what Graph does not give to the connection', async () => {
    for (const cell of await cellsOf('getEmailActivityCounts')) {
      assert.deepEqual(cell, { kind: 'missing', why: 'notFetched' });
    }
    // Delegated access only.
    const appOnly = { ...CONNECTION, kind: 'appOnly' as const };
    harness.connection = appOnly;
    const [measure] = choices.filter(({ report }) => report === 'getApiUsage');
    assert.deepEqual(await readCells(appOnly, [measure!], source, signal), [{ kind: 'missing', why: 'notAvailable' }]);
    assert.equal(harness.asked.length, 0);
  });

  it('say what was denied or failed, beside an older value where there is one', async () => {
    const ref = (report: string) => ({ connection: CONNECTION.id, report, period: 'D7' });
    const refuse = (status: number, code: string) =>
      (harness.fail = new Response(JSON.stringify({ error: { code, message: 'No.' } }), { status }));
    await harness.open(ref('getOffice365ActiveUserCounts'));
    refuse(403, 'Forbidden');
    await assert.rejects(harness.open(ref('getEmailActivityCounts')));
    await assert.rejects(harness.open(ref('getOffice365ActiveUserCounts'), { fresh: true }));
    refuse(404, 'NotFound');
    await assert.rejects(harness.open(ref('getTeamsUserActivityCounts')));
    const summary = async (report: string) => {
      const [cell] = await cellsOf(report);
      return cell?.kind === 'missing' ? [cell.why, cell.problem?.label] : [cell?.kind, cell?.problem?.label];
    };
    assert.deepEqual(await summary('getEmailActivityCounts'), ['denied', 'forbidden']);
    assert.deepEqual(await summary('getTeamsUserActivityCounts'), ['failed', 'notFound']);
    assert.deepEqual(await summary('getOffice365ActiveUserCounts'), ['value', 'forbidden']);
  });

  it('say what the archive has no value of, and what can’t be read, without hiding the others', async () => {
    await harness.open({ connection: CONNECTION.id, report: 'getEmailActivityCounts', period: 'D7' });
    const [sent] = choices.filter(({ report }) => report === 'getEmailActivityCounts');
    const gone = { ...sent!, id: 'x', column: 'No such column' };
    const [first, second] = await readCells(CONNECTION, [sent!, gone], source, signal);
    assert.equal(first?.kind, 'value');
    assert.deepEqual(second, { kind: 'missing', why: 'noValues' });
    // A file stands where the folder of the tenant was.
    const [tenant] = readdirSync(folder).filter((name) => name.startsWith('tenant='));
    const report = path.join(folder, tenant!, 'report=getTeamsUserActivityCounts');
    writeFileSync(report, '');
    const [teams] = choices.filter(({ report: name }) => name === 'getTeamsUserActivityCounts');
    const [broken, still] = await readCells(CONNECTION, [teams!, sent!], source, signal);
    assert.ok(broken?.kind === 'missing');
    assert.equal(still?.kind, 'value');
  });

  it('end with an AbortError when they are canceled', async () => {
    const canceling = new AbortController();
    canceling.abort();
    await assert.rejects(readCells(CONNECTION, choices.slice(0, 1), source, canceling.signal), { name: 'AbortError' });
  });

  it('are of the newest day that any period has', async () => {
    const definition = catalog.find('getEmailActivityCounts')!;
    const { period } = longestPeriod(definition.periods) ?? assert.fail();
    await harness.open({ connection: CONNECTION.id, report: definition.name, period });
    harness.now = new Date(harness.now.getTime() + 7 * 86_400_000);
    await harness.open({ connection: CONNECTION.id, report: definition.name, period: 'D7' });
    const [cell] = await cellsOf(definition.name);
    const newest = (await harness.service.history.read({ connection: CONNECTION.id, report: definition.name }))?.facts
      .days?.to;
    assert.equal(cell?.kind === 'value' ? cell.measure.latest?.date : undefined, newest);
  });
});
