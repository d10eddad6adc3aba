import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckArguments } from '../../../src/cli/arguments.js';
import { readArguments } from '../../../src/cli/readArguments.js';
import { checkCommand } from '../../../src/cli/checkCommand.js';
import type { ReporterEvent } from '../../../src/cli/reporter.js';
import { UsageReportsError } from '../../../src/base/errors.js';
import { Archive } from '../../../src/services/archive/archive.js';
import { catalog } from '../../support/catalog.js';
import { keep, useTemporaryFolder } from '../services/archive/support.js';

const mailboxes = (day: string, used: readonly number[]) =>
  [
    'Report Refresh Date,User Principal Name,Storage Used (Byte),Prohibit Send/Receive Quota (Byte),Report Period',
    ...used.map((bytes, index) => `${day},user${index}@contoso.example,${bytes},1000,7`),
    '',
  ].join('\r\n');
const rule = (id: string, over: object = {}) => ({
  ...{ id, title: 'Full | <b>mailboxes</b>', sentence: '{value}, more than {limit}', severity: 'warning' },
  query: {
    version: 1,
    source: { report: 'getMailboxUsageDetail', period: 'D7' },
    filters: [{ kind: 'range', column: 'Storage Used (Byte)', from: 951 }],
    aggregates: [{ kind: 'count' }],
  },
  compare: { kind: 'number', above: 1 },
  ...over,
});
const copilot = rule('copilot', {
  title: 'Copilot',
  query: {
    version: 1,
    source: { report: 'getMicrosoft365CopilotUserCountSummary', period: 'D28' },
    columns: ['Any App Enabled Users'],
  },
});

describe('checking rules on the command line', () => {
  const folder = useTemporaryFolder();
  const inFolder = (name: string) => join(folder.path, name);
  const archived = (day: string, used: readonly number[]) =>
    keep(new Archive(inFolder('archive')), mailboxes(day, used), day, {
      key: { tenant: 'contoso', report: 'getMailboxUsageDetail', period: 'D7' },
      rowCount: used.length,
      fetchedAt: `${day}T08:00:00.000Z`,
    });
  const withRules = (...rules: readonly object[]) =>
    writeFile(inFolder('rules.json'), JSON.stringify({ version: 1, rules }, undefined, 2));

  async function run(over: Partial<CheckArguments> = {}) {
    const events: ReporterEvent[] = [];
    const lines: string[] = [];
    const code = await checkCommand({
      arguments: {
        ...{ command: 'check', archive: inFolder('archive'), rules: inFolder('rules.json') },
        ...{ format: 'text', onlyNew: false, currency: '', shared: false },
        ...over,
      },
      catalog,
      reporter: {
        report: (event, text) => {
          events.push(event);
          lines.push(text ?? '');
        },
      },
      now: () => new Date('2026-11-20T08:00:00Z'),
      ending: { signal: new AbortController().signal, end: (ended) => ended },
    });
    return { code, events, lines };
  }

  beforeEach(() => archived('2026-11-10', [990, 960, 10]));

  it('ends with 6 while there are alerts, and with 0 when they are cleared', async () => {
    await withRules(rule('full'));
    const first = await run();
    assert.equal(first.code, 6);
    assert.deepEqual(first.lines, ['Warning: Full | <b>mailboxes</b> – 2, more than 1 (new)']);
    const { state, value, limit, day, report }: Partial<ReporterEvent> = first.events[0] ?? {};
    assert.deepEqual([state, value, limit, day, report], ['raised', 2, 1, '2026-11-10', 'getMailboxUsageDetail']);
    const second = await run();
    assert.equal(second.code, 6);
    assert.equal(second.events[0]?.['state'], 'active');
    await archived('2026-11-11', [990, 10, 10]);
    assert.deepEqual(await run(), { code: 0, events: [], lines: [] });
    await archived('2026-11-12', [990, 990, 990]);
    assert.equal((await run()).events[0]?.['state'], 'raised');
  });

  it('says with --only-new what is news alone', async () => {
    await withRules(rule('full'));
    assert.equal((await run({ onlyNew: true })).code, 6);
    assert.equal((await run({ onlyNew: true })).code, 0);
    await archived('2026-11-11', [990, 990, 990]);
    const worse = await run({ onlyNew: true });
    assert.deepEqual([worse.code, worse.events[0]?.['state']], [6, 'worsened']);
  });

  it('says what it could not judge, and ends with 7: nobody knows whether all is well', async () => {
    await withRules(copilot);
    const { code, events, lines } = await run();
    assert.deepEqual([code, events[0]?.event, events[0]?.['reason']], [7, 'notJudged', 'notArchivedReport']);
    assert.match(
      lines.join(),
      /Copilot could not be judged\. The report getMicrosoft365CopilotUserCountSummary isn't archived/,
    );
    await withRules(copilot, rule('full'));
    assert.equal((await run()).code, 6);
    assert.equal((await run({ onlyNew: true })).code, 7);
  });

  it('writes a summary in Markdown in which every text is text', async () => {
    await withRules(rule('full'), copilot);
    const { lines } = await run({ format: 'md' });
    const [text = ''] = lines;
    assert.match(
      text,
      /^### Alerts of contoso\n\n\| Severity \| Alert \| Since \|\n\| --- \| --- \| --- \|\n\| Warning \| /,
    );
    assert.match(text, /\*\*Full \\\| &lt;b&gt;mailboxes&lt;\/b&gt;\*\* 2, more than 1/);
    assert.match(text, /\n- Copilot could not be judged\./);
  });

  it('checks nothing with rules that it does not understand, and names the lines', async () => {
    await withRules(rule('full'), rule('full'), rule('other', { severity: 'loud' }));
    await assert.rejects(run(), (error) => {
      assert.ok(error instanceof UsageReportsError && error.reason === 'invalidRequest');
      assert.match(
        error.message,
        /rules\.json:\nLine \d+, rules\.1\.id: .*"full".*\nLine \d+, rules\.2\.severity: .*error, warning, info/,
      );
      return true;
    });
    await assert.rejects(run({ rules: inFolder('nothing.json') }), /can't be read/);
  });

  it('has a file with rules, and a format that it has', () => {
    const refused = (args: readonly string[], message: RegExp) =>
      assert.throws(() => readArguments(['check', ...args]), message);
    refused(['--archive', 'a'], /--rules is missing/);
    refused(['--archive', 'a', '--rules', 'r', '--format', 'csv'], /--format must be one of: text, md/);
    refused(['--archive', 'a', '--rules', 'r', '--format', 'md', '--json'], /can't be combined/);
    refused(['--rules', 'r'], /--archive is missing/);
    refused(['--archive', 'a', '--rules', 'r', '--prices='], /--prices is missing/);
    refused(['--archive', 'a', '--rules', 'r', '--out', 'f'], /doesn't have the option --out/);
  });
});
