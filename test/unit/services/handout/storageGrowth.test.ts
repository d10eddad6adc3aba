import assert from 'node:assert/strict';
import { spanOfMonth } from '../../../../src/core/handout/span.js';
import { STORAGE_REPORT_NAMES } from '../../../../src/core/storage/storageReports.js';
import { BUILT_IN_TEMPLATES } from '../../../../src/l10n/handoutTemplates/builtIn.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { useTemporaryFolder } from '../archive/support.js';
import { handoutOf } from './support.js';

const MAILBOXES = 'getMailboxUsageDetail';

describe('how storage grows, in a document', () => {
  const folder = useTemporaryFolder();
  const seed = (day: string, reports: readonly string[] = STORAGE_REPORT_NAMES) =>
    seedArchive(folder.path, [{ at: new Date(`${day}T10:00:00Z`), period: 'D180', reports }]);

  /** The cells of growth by kind, what is said below them, and the sentences of what is missing that are about it. */
  async function growth() {
    const { blocks } = await handoutOf(folder.path, BUILT_IN_TEMPLATES.storage(), { span: spanOfMonth('2026-10') });
    const table = blocks.find((block) => block.kind === 'table') ?? assert.fail('no table');
    const quality = blocks.find((block) => block.kind === 'dataQuality');
    return {
      known: new Map(table.rows.map((cells) => [cells[0], cells[3] !== null])),
      notes: table.leftOut.filter((text) => text.includes('growth')),
      missing: quality?.items.map(({ text }) => text).filter((text) => text.includes('growth')) ?? [],
      all: JSON.stringify(blocks),
    };
  }
  const why = (titles: string, day = 'Oct 31, 2026') =>
    `${titles}: growth up to ${day} is not known, as it is told from data of 7 to 90 days before, and none of these are archived.`;
  const ALL =
    'Exchange: Mailbox usage, mailbox details; OneDrive usage, account details; SharePoint: Site usage, site details';

  it('is not known of one day of data, and the reason is that', async () => {
    await seed('2026-11-02');
    const { known, notes, all } = await growth();
    assert.deepEqual([...known.values()], [false, false, false]);
    assert.deepEqual(notes, [why(ALL)]);
    assert.doesNotMatch(all, /no archived report has it/);
  });

  it('is not known where the day before is too near', async () => {
    await seed('2026-10-29');
    await seed('2026-11-02');
    assert.deepEqual((await growth()).notes, [why(ALL)]);
  });

  it('is known of the kinds that have earlier data, and of the others it is said which and why', async () => {
    await seed('2026-10-02', [MAILBOXES]);
    await seed('2026-11-02');
    const { known, notes } = await growth();
    assert.deepEqual(Object.fromEntries(known), { Site: false, OneDrive: false, Mailbox: true });
    assert.deepEqual(notes, [why(ALL.replace(/^[^;]+; /, ''))]);
  });

  it('has no sentence about a kind that is not archived but that it is not', async () => {
    await seed('2026-10-02', [MAILBOXES]);
    await seed('2026-11-02', [MAILBOXES]);
    const { known, notes, all } = await growth();
    assert.deepEqual(Object.fromEntries(known), { Mailbox: true });
    assert.deepEqual(notes, []);
    assert.match(all, /Site usage, site details: nothing is archived up to/);
  });

  it('of the month before is missing for the same reason, not because no report has it', async () => {
    await seed('2026-10-02');
    await seed('2026-11-02');
    const { notes, missing, all } = await growth();
    assert.deepEqual(notes, []);
    assert.deepEqual(missing, [why(ALL, 'Sep 30, 2026')]);
    assert.doesNotMatch(all, /no archived report has it/);
  });
});
