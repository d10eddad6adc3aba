import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { HandoutDocument } from '../../../../src/core/handout/document.js';
import { spanOfMonth } from '../../../../src/core/handout/span.js';
import type { HandoutTemplate } from '../../../../src/core/handout/template.js';
import { STORAGE_REPORT_NAMES } from '../../../../src/core/storage/storageReports.js';
import { JOINED_REPORTS } from '../../../../src/core/users/joined/joinedReports.js';
import { handoutTexts } from '../../../../src/l10n/handoutTexts.js';
import type { HandoutOptions } from '../../../../src/services/handout/handoutOptions.js';
import { makeHandout } from '../../../../src/services/handout/makeHandout.js';
import { createFormat } from '../../../../src/shared/format/format.js';
import { catalog } from '../../../support/catalog.js';
import { seedArchive } from '../../../support/seedArchive.js';
import { archiveQueries } from '../archiveQueries/support.js';

/** Fetched on the second of the months after September and October: the newest data are of their last days. */
const FETCHED = ['2026-10-02', '2026-11-02'];

/** The archive of a sample tenant that was collected each month. */
export async function monthlyArchive(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'handout-'));
  const has = (name: string, period: string) => catalog.find(name)?.periods.some((one) => one === period) === true;
  const details = [...JOINED_REPORTS.map(({ report }) => report), ...STORAGE_REPORT_NAMES];
  for (const day of FETCHED) {
    const at = new Date(`${day}T10:00:00Z`);
    await seedArchive(folder, [
      { at, period: 'D180' },
      { at, period: 'D180', reports: [...new Set(details)].filter((name) => has(name, 'D180')) },
      { at, period: 'D28', reports: details.filter((name) => has(name, 'D28')) },
    ]);
  }
  return folder;
}

/** A document of October, unless something else is asked for. */
export async function handoutOf(
  folder: string,
  template: HandoutTemplate,
  more: Partial<HandoutOptions> = {},
): Promise<HandoutDocument> {
  const queries = archiveQueries(folder);
  try {
    return await makeHandout({
      ...{ template, queries, catalog, span: spanOfMonth('2026-10'), tenant: 'Contoso' },
      generatedAt: '2026-11-02T10:00:00.000Z',
      format: createFormat('en', 'UTC'),
      texts: handoutTexts(),
      errorText: (error) => error.message,
      mayNameUsers: false,
      minimumGroupSize: 1,
      ...more,
    });
  } finally {
    queries.dispose();
  }
}
