import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parse } from 'csv-parse/sync';
import type { LicensesArguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import { exitCodeOfError } from '../../../src/cli/exitCodes.js';
import { licensesCommand } from '../../../src/cli/licensesCommand.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { LICENSES_REPORT, PRODUCTS_REPORT, SUBSCRIPTION_COLUMNS } from '../../../src/core/licenses/licenseColumns.js';
import { ACTIVE_USERS, COPILOT_USAGE } from '../../../src/core/users/joined/joinedReports.js';
import { catalog } from '../../support/catalog.js';
import { seedArchive } from '../../support/seedArchive.js';

const E5 = 'MICROSOFT 365 E5';
const COPILOT = 'MICROSOFT 365 COPILOT';
const VISIO = 'VISIO PLAN 2';

type Records = readonly Record<string, string>[];

describe('licenses on the command line', () => {
  let folder: string;
  const inFolder = (name: string) => path.join(folder, name);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'licenses-cli-'));
    await seedArchive(inFolder('archive'), [
      { at: new Date('2026-10-20T12:00:00Z'), period: 'D180', reports: [ACTIVE_USERS] },
      { at: new Date('2026-11-21T12:00:00Z'), period: 'D180', reports: [ACTIVE_USERS] },
      { at: new Date('2026-11-21T12:00:00Z'), period: 'D30', reports: [COPILOT_USAGE] },
    ]);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function run(over: Partial<LicensesArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: LicensesArguments = {
      ...{ command: 'licenses', archive: inFolder('archive'), format: 'csv', out: inFolder('out.csv') },
      ...{ shared: false, unused: false, products: [], currency: '' },
      ...over,
    };
    const code = await licensesCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    assert.equal(code, 0);
    const text = (await readFile(asked.out, 'utf8')).replace(/^\uFEFF/, '');
    const records: Records = asked.format === 'csv' ? parse(text, { columns: true }) : [];
    return { events, text, records, said: events.map(({ message }) => String(message)).join('\n') };
  }

  it('are the products with what those come to who have and use them', async () => {
    const [products, unused] = [(await run()).records, (await run({ unused: true })).records];
    assert.deepEqual(
      Object.keys(products[0] ?? {}),
      PRODUCTS_REPORT.columns.flatMap(({ name }) => (SUBSCRIPTION_COLUMNS.has(name) ? [] : [name])),
      'what was bought is known only of the directory, of which nothing is archived',
    );
    assert.deepEqual(
      Object.keys(unused[0] ?? {}),
      LICENSES_REPORT.columns.map(({ name }) => name),
    );
    assert.ok(products.length > 3);
    for (const product of products) {
      const inState = (state: string) =>
        unused.filter((one) => one['Product'] === product['Product'] && one['License Status'] === state).length;
      assert.equal(Number(product['Of Deleted Users']), inState('User deleted'));
      assert.equal(product['Unused'], product['Use'] === 'Visible' ? String(inState('Unused')) : '');
      assert.equal(product['Changed Since'], '2026-10-18');
    }
    if (process.platform !== 'win32') {
      assert.equal((await stat(inFolder('out.csv'))).mode & 0o777, 0o600, 'the list names users');
    }
  });

  it('are those of the named products, in any case, each once', async () => {
    const products = [COPILOT, E5.toLowerCase(), E5];
    const names = (records: Records) => [...new Set(records.map((record) => record['Product']))].sort();
    assert.deepEqual(names((await run({ products })).records), [COPILOT, E5]);
    assert.deepEqual(names((await run({ products, unused: true })).records), [COPILOT, E5]);
    const { records, said } = await run({ products: [VISIO], unused: true });
    assert.deepEqual(records, []);
    assert.match(said, /No report shows the use of VISIO PLAN 2/);
    await assert.rejects(run({ products: ['E55'] }), usageError(/--product must be one of: .*MICROSOFT 365 E5/));
  });

  it('cost what a file says, in its currency, and a price of no product is said', async () => {
    await writeFile(inFolder('prices.json'), JSON.stringify({ [E5.toLowerCase()]: 54.75, 'MICROSOFT 365 E55': 1 }));
    const { records, said } = await run({ prices: inFolder('prices.json'), currency: 'EUR' });
    const e5 = records.find((record) => record['Product'] === E5);
    assert.equal(Number(e5?.['Unused Cost per Month']), Math.round(5475 * Number(e5?.['Unused'])) / 100);
    assert.equal(e5?.['Currency'], 'EUR');
    assert.match(said, /No report has the product MICROSOFT 365 E55, which has a price\./);
    const list = (await run({ prices: inFolder('prices.json'), currency: 'EUR', unused: true })).records;
    const sum = list
      .filter((record) => record['License Status'] === 'Unused')
      .reduce((total, record) => total + Number(record['Price per Month']), 0);
    assert.equal(Math.round(100 * sum), Math.round(100 * Number(e5?.['Unused Cost per Month'])), 'it can be added up');
    for (const [content, why] of [
      ['[54.75]', /must be a JSON object/],
      ['E5 = 54', /must be a JSON object/],
      ['{ "E5": "54,75" }', /The price of E5 must be 0, or a number from/],
      ['{ "E5": 1e308 }', /The price of E5 must be 0, or a number from/],
      ['{ "E5": 1, " e5 ": 2 }', /A product has two prices: E5, e5/],
    ] as const) {
      await writeFile(inFolder('wrong.json'), content);
      await assert.rejects(run({ prices: inFolder('wrong.json'), out: inFolder('none.csv') }), usageError(why));
    }
    await assert.rejects(run({ prices: inFolder('gone.json') }), usageError(/can't be read/));
    await assert.rejects(stat(inFolder('none.csv')), /ENOENT/);
  });

  it('have the attributes of a file where they name users', async () => {
    const before = (await run({ unused: true })).records;
    const name = String(before[0]?.['User Principal Name']);
    await writeFile(inFolder('hr.csv'), `UPN,Department\n${name.toUpperCase()},Sales\n`);
    const { records } = await run({ unused: true, attributes: inFolder('hr.csv') });
    assert.equal(records.length, before.length);
    for (const record of records) {
      assert.equal(record['Department'], record['User Principal Name'] === name ? 'Sales' : '');
    }
  });

  it('are said with what became of each report, and name nobody outside of the file', async () => {
    const { events, text } = await run({ unused: true, format: 'json', out: inFolder('out.json') });
    const last = events.at(-1);
    assert.deepEqual(
      { event: last?.event, unused: last?.['unused'], rows: last?.['rows'] },
      { event: 'licenses', unused: true, rows: (JSON.parse(text) as unknown[]).length },
    );
    assert.match(events.map(({ message }) => String(message)).join('\n'), /Not in the archive: .*Forms/);
    assert.ok(!JSON.stringify(events).includes('@'));
  });

  it('need what they are made of, and refuse what they have no use for', async () => {
    const read = (...more: string[]) => readArguments(['licenses', '--archive', 'a', '--out', 'o', ...more]);
    assert.deepEqual(
      ['products', 'unused', 'currency'].map((name) => Reflect.get(read(), name) as unknown),
      [[], false, ''],
    );
    assert.deepEqual((read('--product', 'a', '--product=b') as LicensesArguments).products, ['a', 'b']);
    assert.throws(() => read('--attributes', 'hr.csv'), usageError(/--attributes can't be used without --unused/));
    assert.throws(() => read('--unused', '--prices', 'p'), usageError(/--unused and --prices can't be combined/));
    assert.throws(() => read('--prices='), usageError(/--prices is missing/));
    assert.throws(() => readArguments(['licenses', '--archive', 'a']), usageError(/--out/));
    await seedArchive(inFolder('nothing'), [
      { at: new Date('2026-11-21T12:00:00Z'), period: 'D7', reports: ['getEmailActivityCounts'] },
    ]);
    await assert.rejects(
      run({ archive: inFolder('nothing') }),
      (error) => error instanceof UsageReportsError && error.details.code === 'notArchived',
    );
  });
});

function usageError(message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof UsageReportsError);
    assert.match(error.message, message);
    assert.equal(exitCodeOfError(error), 1);
    return true;
  };
}
