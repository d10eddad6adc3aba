import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { addDays } from '../../../../src/base/dates.js';
import type { HandoutBlock } from '../../../../src/core/handout/document.js';
import { spanOfDays, spanOfMonth } from '../../../../src/core/handout/span.js';
import type { HandoutTemplate, TemplateBlock } from '../../../../src/core/handout/template.js';
import { BUILT_IN_TEMPLATES } from '../../../../src/l10n/handoutTemplates/builtIn.js';
import type { MonthGaps } from '../../../../src/core/handout/incompleteMonth.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { fuzz } from '../../../support/fuzz.js';
import { useTemporaryFolder } from '../archive/support.js';
import { keepMade, MADE_REPORTS, type MadeSnapshot } from '../archiveQueries/support.js';
import { handoutOf } from './support.js';

const ORDER = ['error', 'warning', 'info'];
const of = (...blocks: readonly TemplateBlock[]): HandoutTemplate => ({ version: 1, title: 'Test', blocks });
const DAILY = { report: 'getTeamsUserActivityCounts', column: 'Team Chat Messages' };
const countOf = (report: string) =>
  ({ version: 1, source: { report }, aggregates: [{ kind: 'count', name: 'Count' }] }) as const;
const USERS = { kind: 'table', query: { version: 1, source: { report: 'users' } } } as const;
const BY_PRODUCT = {
  kind: 'table',
  query: { ...countOf('users'), groupBy: [{ column: 'Assigned Products', by: 'member' }] },
} as const;

const snapshots: fc.Arbitrary<MadeSnapshot[]> = fc.uniqueArray(
  fc.record({
    report: fc.constantFrom(...(Object.keys(MADE_REPORTS) as (keyof typeof MADE_REPORTS)[])),
    day: fc.integer({ min: 0, max: 75 }).map((days) => addDays('2026-09-01', days)),
    amount: fc.integer({ min: 0, max: 1000 }),
  }),
  { maxLength: 8, selector: ({ report, day }) => `${report} ${day}` },
);
const templates = fc.oneof(
  fc.constantFrom(...Object.values(BUILT_IN_TEMPLATES)).map((template) => template()),
  fc.constant(
    of(
      { kind: 'keyFigures', figures: [{ label: 'Messages', days: DAILY }] },
      { kind: 'bars', title: 'Months', days: DAILY, months: 3 },
      BY_PRODUCT,
      { kind: 'standsOut' },
      { kind: 'dataQuality' },
    ),
  ),
);

/** What a block says where it has nothing. */
function isTold(block: HandoutBlock): boolean {
  switch (block.kind) {
    case 'failed':
      return block.reason !== '';
    case 'keyFigures':
      return block.figures.every(({ value, note }) => value !== null || (note ?? '') !== '');
    case 'series':
      return block.lines.length > 0 && block.lines.every(({ values }) => values.some((value) => value !== null));
    case 'bars':
      return block.bars.some(({ value }) => value !== null) && block.summary !== '';
    case 'heading':
    case 'text':
    case 'table':
    case 'standsOut':
    case 'dataQuality':
      return true;
  }
}

describe('a document of the archive', () => {
  const folder = useTemporaryFolder();
  const figureOf = async (month: string) => {
    const { blocks } = await handoutOf(
      folder.path,
      of({ kind: 'keyFigures', figures: [{ label: 'Messages', days: DAILY }] }),
      { span: spanOfMonth(month) },
    );
    const [block] = blocks;
    return block?.kind === 'keyFigures' ? block.figures[0] : assert.fail('no figures');
  };

  fuzz(
    'says why a block has nothing, whatever is archived, and names nobody',
    40,
    fc.record({
      kept: snapshots,
      template: templates,
      offset: fc.integer({ min: -40, max: 80 }),
      days: fc.integer({ min: 1, max: 40 }),
    }),
    async ({ kept, template, offset, days }) => {
      const at = await mkdtemp(path.join(tmpdir(), 'handout-'));
      try {
        await keepMade(at, kept);
        const from = addDays('2026-09-01', offset);
        const document = await handoutOf(at, template, { span: spanOfDays(from, addDays(from, days)) });
        assert.equal(document.blocks.length, template.blocks.length);
        for (const block of document.blocks) {
          assert.ok(isTold(block), JSON.stringify(block));
        }
        assert.doesNotMatch(JSON.stringify(document), /contoso\.example|\{\d\}/, 'names nobody, and no place is open');
        if (kept.length === 0) {
          const quality = document.blocks.find(({ kind }) => kind === 'dataQuality');
          assert.ok(quality?.kind === 'dataQuality' && quality.items.some(({ severity }) => severity === 'error'));
        }
      } finally {
        await rm(at, { recursive: true, force: true });
      }
    },
  );

  it('has a sum with the days that it lacks, and no change of what cannot be compared', async () => {
    await keepMade(folder.path, [
      { report: 'getTeamsUserActivityCounts', day: '2026-09-30', amount: 10 },
      { report: 'getTeamsUserActivityCounts', day: '2026-10-31', amount: 100 },
    ]);
    assert.deepEqual(await figureOf('2026-10'), {
      label: 'Messages',
      value: 303,
      unit: 'count',
      note: 'Days without data: 28 of 31.',
    });
    const none = await figureOf('2026-08');
    assert.equal(none?.value, null);
    assert.match(none?.note ?? '', /no day of Aug 1\s–\s31, 2026 is archived/);
  });

  it('shows users only where the template asks for it and the person confirms', async () => {
    await keepMade(folder.path, [{ report: 'getOffice365ActiveUserDetail', day: '2026-10-31', amount: 4 }]);
    for (const [showsUsers, mayNameUsers] of [
      [false, false],
      [true, false],
      [false, true],
      [true, true],
    ] as const) {
      const template = { ...of(USERS), showsUsers };
      const lacking: string[] = [];
      const onGaps = ({ reports }: MonthGaps) => lacking.push(...reports);
      const { blocks, namesUsers } = await handoutOf(folder.path, template, { mayNameUsers, onGaps });
      const isNamed = showsUsers && mayNameUsers;
      assert.deepEqual(lacking, [], 'what must not be shown is not missing in the archive');
      assert.equal(namesUsers, isNamed);
      assert.equal(JSON.stringify(blocks).includes('user1@contoso.example'), isNamed);
      if (!isNamed) {
        assert.match(JSON.stringify(blocks), /This part names users/);
      }
    }
    const grouped = { ...countOf('users'), groupBy: [{ column: 'user principal name' }] };
    const { blocks } = await handoutOf(folder.path, of({ kind: 'table', query: grouped }));
    assert.equal(blocks[0]?.kind, 'failed');
    const byDomain = { ...countOf('users'), groupBy: [{ column: 'User Principal Name', by: 'domain' }] } as const;
    assert.equal((await handoutOf(folder.path, of({ kind: 'table', query: byDomain }))).blocks[0]?.kind, 'table');
  });

  it('leaves out groups that are too small, and amounts of too few', async () => {
    await keepMade(folder.path, [
      { report: 'getOffice365ActiveUserDetail', day: '2026-10-31', amount: 4 },
      { report: 'getMailboxUsageDetail', day: '2026-10-31', amount: 1 },
    ]);
    const sum = {
      ...countOf('getMailboxUsageDetail'),
      source: { report: 'getMailboxUsageDetail', period: 'D30' },
      aggregates: [{ kind: 'sum', column: 'Storage Used (Byte)', name: 'Used' }],
    } as const;
    const template = of(BY_PRODUCT, { kind: 'keyFigures', figures: [{ label: 'Used', query: sum }] });
    const { blocks } = await handoutOf(folder.path, template, { minimumGroupSize: 3 });
    const [table, figures] = blocks;
    assert.ok(table?.kind === 'table' && figures?.kind === 'keyFigures');
    assert.deepEqual(table.rows, [['E3', 5]]);
    assert.match(table.leftOut.join(' '), /1 group is too small/);
    assert.deepEqual([figures.figures[0]?.value, figures.figures[0]?.note], [null, 'These are too few to be shown.']);
    const open = await handoutOf(folder.path, template);
    assert.ok(open.blocks[1]?.kind === 'keyFigures' && open.blocks[1].figures[0]?.value === 2001);
  });

  it('counts nobody as 0 where the report is missing that would say it', async () => {
    await keepMade(folder.path, [{ report: 'getOffice365ActiveUserDetail', day: '2026-10-31', amount: 4 }]);
    const active = (service: string) => ({
      ...countOf('users'),
      filters: [{ column: `${service} Last Activity Date`, kind: 'days', from: '{from}', to: '{to}' } as const],
    });
    const { blocks } = await handoutOf(
      folder.path,
      of({
        kind: 'keyFigures',
        figures: [
          { label: 'Exchange', query: active('Exchange') },
          { label: 'Forms', query: active('Forms') },
        ],
      }),
    );
    assert.ok(blocks[0]?.kind === 'keyFigures');
    const [exchange, forms] = blocks[0].figures;
    assert.deepEqual([exchange?.value, forms?.value], [5, null]);
    assert.match(forms?.note ?? '', /Forms Last Activity Date is not known/);
  });

  it('is not told from data that are older than its days', async () => {
    await keepMade(folder.path, [{ report: 'getOffice365ActiveUserDetail', day: '2026-09-30', amount: 4 }]);
    const figures = { kind: 'keyFigures', figures: [{ label: 'Users', query: countOf('users') }] } as const;
    const { blocks } = await handoutOf(folder.path, of(figures));
    assert.ok(blocks[0]?.kind === 'keyFigures');
    assert.equal(blocks[0].figures[0]?.value, null);
    assert.match(blocks[0].figures[0]?.note ?? '', /newest archived data are of Sep 30, 2026/);
  });

  it('says which day a number is of where it is not the last', async () => {
    await keepMade(folder.path, [{ report: 'getOffice365ActiveUserDetail', day: '2026-10-20', amount: 4 }]);
    const figures = { kind: 'keyFigures', figures: [{ label: 'Users', query: countOf('users') }] } as const;
    const { blocks } = await handoutOf(folder.path, of(figures, { kind: 'dataQuality' }));
    assert.ok(blocks[0]?.kind === 'keyFigures' && blocks[1]?.kind === 'dataQuality');
    assert.deepEqual([blocks[0].figures[0]?.value, blocks[0].figures[0]?.note], [5, 'As of Oct 20, 2026.']);
    assert.ok(blocks[1].items.some(({ text }) => text === 'Users: the data are of Oct 20, 2026.'));
  });

  it('says in plain words what a template asks for that is not there, and what to do', async () => {
    await keepMade(folder.path, [{ report: 'getOffice365ActiveUserDetail', day: '2026-10-31', amount: 4 }]);
    const misspelled = { ...countOf('users'), groupBy: [{ column: 'Assigned Product', by: 'member' }] } as const;
    const { blocks } = await handoutOf(folder.path, of({ kind: 'table', query: misspelled }, { kind: 'dataQuality' }));
    assert.ok(blocks[0]?.kind === 'failed' && blocks[1]?.kind === 'dataQuality');
    const { reason } = blocks[0];
    assert.match(reason, /no column "Assigned Product"\. .*"Assigned Products"/);
    assert.match(reason, / Correct it in the template, and make the report again\.$/);
    // Places in a query say nothing to who reads the page.
    assert.doesNotMatch(JSON.stringify(blocks), /groupBy|The query/);
  });

  it('says once what is so of all figures, and of what is missing, what many reports share', async () => {
    // Collected once, when a week of October was there.
    await seedArchive(folder.path, [{ at: new Date('2026-10-12T10:00:00Z'), period: 'D7' }]);
    const { blocks } = await handoutOf(folder.path, BUILT_IN_TEMPLATES.monthly());
    const [adoption, , storage] = blocks.filter((block) => block.kind === 'keyFigures');
    const quality = blocks.find((block) => block.kind === 'dataQuality')?.items ?? [];
    assert.deepEqual(storage?.notes, ['As of Oct 10, 2026.']);
    assert.deepEqual(
      storage.figures.map(({ note }) => note),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(adoption?.notes, undefined, 'nothing is known that it could be so of');
    const texts = quality.map(({ text }) => text);
    assert.match(
      texts.join('\n'),
      /^11 reports: days without data: 24 of 31, .* They are: Active users, daily; .*\.$/m,
    );
    assert.equal(texts.filter((text) => text.includes('no day of')).length, 2, texts.join('\n'));
    assert.ok(
      texts.includes(
        'Active users, daily: no day of May 1 – Sep 30, 2026 is archived.'.replace(' – ', '\u2009–\u2009'),
      ),
    );
    const bars = blocks.find((block) => block.kind === 'bars')?.bars ?? [];
    assert.equal(bars.filter(({ note }) => note === 'No day is archived.').length, 5);
    const severities = quality.map(({ severity }) => severity);
    assert.deepEqual(
      severities,
      [...severities].sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other)),
    );
  });
});
