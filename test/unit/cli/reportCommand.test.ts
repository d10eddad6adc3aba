import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readArguments } from '../../../src/cli/readArguments.js';
import type { ReportArguments } from '../../../src/cli/reportArguments.js';
import { reportCommand } from '../../../src/cli/reportCommand.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import type { HandoutTemplate, TemplateQuery } from '../../../src/core/handout/template.js';
import { BUILT_IN_TEMPLATES, templateText } from '../../../src/l10n/handoutTemplates/builtIn.js';
import { QUERY_VERSION } from '../../../src/shared/query/query.js';
import { catalog } from '../../support/catalog.js';
import { seedArchive } from '../../support/seedArchive.js';
import { useTemporaryFolder } from '../services/archive/support.js';
import { monthlyArchive } from '../services/handout/support.js';

/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('reports to hand on, on the command line', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);
  let archive: string;
  before(async () => {
    archive = await monthlyArchive();
  });
  after(() => rm(archive, { recursive: true, force: true }));

  async function run(over: Partial<ReportArguments> = {}) {
    const events: ReporterEvent[] = [];
    const asked: ReportArguments = {
      ...{ command: 'report', archive, out: inFolder('report.html'), format: 'html', template: 'monthly' },
      ...{ month: '2026-10', nameUsers: false, minimumGroup: 1, currency: '', shared: false },
      ...over,
    };
    const code = await reportCommand({
      arguments: asked,
      catalog,
      reporter: { report: (event) => void events.push(event) },
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, text: await readFile(asked.out, 'utf8') };
  }

  it('says in one line what the archive lacks of a month that it has only part of, and nothing of a whole one', async () => {
    const warned = (events: readonly ReporterEvent[]) =>
      events.flatMap((event) =>
        event.event === 'log' && event['level'] === 'warning' ? [String(event['message'])] : [],
      );
    assert.deepEqual(warned((await run()).events), []);
    const part = inFolder('part');
    await seedArchive(part, [{ at: new Date('2026-10-12T10:00:00Z'), period: 'D7' }]);
    const [line = '', ...others] = warned((await run({ archive: part })).events);
    assert.match(
      line,
      /^The archive has only part of October 2026\. 2 reports have nothing of it: Users; Licenses\. Days without data: up to 24 of 31\.$/,
    );
    assert.deepEqual(others, []);
  });

  it('writes a month as one HTML file, with the title, logo, and color that are asked for', async () => {
    await writeFile(inFolder('logo.png'), PNG);
    const { code, events, text } = await run({
      ...{ title: 'Board <October>', logo: inFolder('logo.png'), accentColor: '#0F6CBD' },
    });
    assert.equal(code, 0);
    assert.match(text, /^<!DOCTYPE html>/);
    assert.match(text, /<h1>Board &lt;October&gt;<\/h1>/);
    assert.match(text, /<img class="logo" src="data:image\/png;base64,iVBORw0KGgo/);
    assert.match(text, /--accent:#0f6cbd/);
    assert.match(text, /October 2026/);
    assert.doesNotMatch(text, /<script|@northlight|@contoso/);
    assert.deepEqual(events.at(-1)?.event, 'report');
  });

  it('calls the tenant what people call it', async () => {
    const { text } = await run({ tenantName: 'Northlight', out: inFolder('named.md'), format: 'md' });
    assert.match(text, /^# .*\n\nNorthlight · October 2026/);
    const parsed = readArguments([
      'report',
      '--archive=a',
      '--month=2026-10',
      '--out=r.md',
      '--tenant-name= Northlight ',
    ]);
    assert.ok('tenantName' in parsed && parsed.tenantName === 'Northlight');
  });

  it('is Markdown, too, by a template that was changed', async () => {
    const template = { ...BUILT_IN_TEMPLATES.skype(), title: 'Only Skype' };
    await writeFile(inFolder('own.usage-report.json'), templateText(template));
    const { text } = await run({
      ...{ format: 'md', out: inFolder('report.md'), template: inFolder('own.usage-report.json') },
    });
    assert.match(text, /^# Only Skype\n/);
  });

  it('says what unused licenses cost where there are prices, and has no such column without them', async () => {
    const out = inFolder('licenses.md');
    const unpriced = await run({ out, format: 'md' });
    assert.match(unpriced.text, /\| Product \| Assigned \| .* \| Unused \| .* \|\n/);
    assert.doesNotMatch(unpriced.text, /Cost of unused/);
    await writeFile(inFolder('prices.json'), '{ "MICROSOFT 365 E5": 50 }');
    const { text } = await run({ out, format: 'md', prices: inFolder('prices.json'), currency: 'EUR' });
    const names = /^\| Product \| Assigned \|.*$/m.exec(text)?.[0].split(' | ') ?? assert.fail(text);
    assert.equal(names.at(-1), 'Cost of unused per month |');
    const priced = /^\| MICROSOFT 365 E5 \|.*$/m.exec(text)?.[0].split(' | ') ?? assert.fail(text);
    const amountOf = (column: number) => Number(priced[column]?.replace(/[^\d.]/g, ''));
    const unused = amountOf(names.indexOf('Unused'));
    assert.ok(unused > 0);
    assert.equal(amountOf(names.length - 1), unused * 50);
    assert.match(priced.at(-1) ?? '', /€/);
    // Without a price there is no cost, and no zero.
    assert.match(text, /^\| MICROSOFT 365 COPILOT \|.*\|\s*(?:–|—)?\s*\|$/m);
  });

  it('asks for the attributes of users that a file has, and says which are missing', async () => {
    const count = { kind: 'count', name: 'Users' } as const;
    const template: HandoutTemplate = {
      ...{ version: 1, title: 'Departments' },
      blocks: [
        {
          kind: 'table',
          query: {
            ...{ version: QUERY_VERSION, source: { report: 'users' }, aggregates: [count] },
            groupBy: [{ column: 'Department' }],
          },
        },
      ],
    };
    await writeFile(inFolder('departments.usage-report.json'), templateText(template));
    const asked = { template: inFolder('departments.usage-report.json'), format: 'md', out: inFolder('d.md') } as const;
    assert.doesNotMatch((await run(asked)).text, /Harbor/);
    const user = /[\w.]+@[\w.]+/.exec(
      (await run({ ...asked, template: await listOfUsers(), nameUsers: true })).text,
    )?.[0];
    await writeFile(
      inFolder('people.csv'),
      `User Principal Name,Department\n${user ?? assert.fail('no user')},Harbor\n`,
    );
    const { text, events } = await run({ ...asked, attributes: inFolder('people.csv') });
    assert.match(text, /\| Harbor \| 1 \|/);
    assert.ok(events.some(({ event, message }) => event === 'log' && String(message).includes('people.csv')));
    await writeFile(inFolder('bad.csv'), 'Color,Taste\nred,sweet\n');
    await assert.rejects(run({ ...asked, attributes: inFolder('bad.csv') }), /bad\.csv can't be used/);
  });

  /** A template that names a user. */
  async function listOfUsers(): Promise<string> {
    const query: TemplateQuery = {
      ...{ version: QUERY_VERSION, source: { report: 'users' }, columns: ['User Principal Name'], limit: 1 },
    };
    const template: HandoutTemplate = {
      version: 1,
      title: 'Users',
      showsUsers: true,
      blocks: [{ kind: 'table', query }],
    };
    await writeFile(inFolder('users.usage-report.json'), templateText(template));
    return inFolder('users.usage-report.json');
  }

  it('warns of a column that is not known by its line, and writes the report', async () => {
    const template = BUILT_IN_TEMPLATES.skype();
    const days = { report: 'getTeamsUserActivityCounts', column: 'Cals' };
    const own = { ...template, blocks: [{ kind: 'keyFigures', figures: [{ label: 'Calls', days }] }] } as const;
    await writeFile(inFolder('misspelled.usage-report.json'), templateText(own));
    const { code, events } = await run({ template: inFolder('misspelled.usage-report.json') });
    assert.equal(code, 0);
    assert.ok(
      events.some(
        ({ event, level, message }) =>
          event === 'log' &&
          level === 'warning' &&
          /misspelled\.usage-report\.json, line 12: .*"Cals" is known here\. Do you mean "Calls"\?/.test(
            String(message),
          ),
      ),
      JSON.stringify(events),
    );
  });

  it('says that a month is not archived, and writes no zero', async () => {
    const { events, text } = await run({ month: '2020-01', format: 'md', out: inFolder('old.md') });
    assert.ok(events.some(({ event, message }) => event === 'log' && String(message).includes('nothing of 2020-01')));
    assert.doesNotMatch(text, /\| 0 \|/);
  });

  it('refuses a template by its line, and what is no month, template, logo, or color', async () => {
    await writeFile(inFolder('bad.usage-report.json'), '{\n  "version": 1,\n  "title": 7,\n  "blocks": []\n}');
    const refused = (over: Partial<ReportArguments>, message: RegExp) =>
      assert.rejects(run(over), (error: Error & { reason?: string }) => {
        assert.equal(error.reason, 'invalidRequest');
        assert.match(error.message, message);
        return true;
      });
    await refused({ template: inFolder('bad.usage-report.json') }, /bad\.usage-report\.json, line 3: title: /);
    await refused(
      { template: 'weekly' },
      /^There is no template weekly\. Name a file, or one of: monthly, copilot, storage/,
    );
    const nextMonth = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1));
    await refused({ month: nextMonth.toISOString().slice(0, 7) }, /hasn't begun yet/);
    for (const month of ['2026-13', '0000-01', '0001-01', '9999-12']) {
      await refused({ month }, new RegExp(month));
    }
    await refused({ accentColor: 'red' }, /--accent-color/);
    await refused({ logo: inFolder('none.png') }, /logo/);
    await writeFile(inFolder('logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await refused({ logo: inFolder('logo.svg') }, /PNG, JPEG, or WebP/);
  });

  it('reads its arguments', () => {
    const read = (...more: string[]) => readArguments(['report', '--archive', 'a', '--out', 'r.md', ...more]);
    const { format, template, month } = read('--month', '2026-10') as ReportArguments;
    assert.deepEqual([format, template, month], ['md', 'monthly', '2026-10']);
    assert.throws(() => read(), /--month/);
    assert.throws(() => read('--month', '2026-10', '--format', 'pdf'), /html, md/);
    assert.throws(() => read('--month', '2026-10', '--title', ' '), /--title/);
    assert.throws(() => read('--month', '2026-10', '--attributes-user', 'x'), /--attributes-user.*--attributes/);
    assert.throws(() => read('--month', '2026-10', '--product', 'x'), /--product/);
  });
});
