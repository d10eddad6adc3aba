import { abortErrorOf } from '../../base/cancellation.js';
import { UsageReportsError } from '../../base/errors.js';
import type { OpenOptions } from '../../services/reports/openOptions.js';
import type { Report } from '../../services/reports/report.js';
import type { ReportRef } from '../../shared/report.js';
import type { TablePage } from '../common/tablePage.js';
import type { PanelService } from './reportPanel.js';

/** Marks that nothing was opened because nobody has asked for the names yet. */
const notAsked = abortErrorOf(undefined);

export function isNotAsked(error: unknown): boolean {
  return error === notAsked;
}

/**
 * Opens a table of a feature as the service of reports opens a report.
 *
 * @param isShown whether the panel has the table on screen: then somebody has asked for it
 */
export function tableService(page: TablePage, isShown: () => boolean): PanelService {
  // Somebody may have asked when there was nothing to show yet.
  let isAsked = false;
  const open = async (ref: ReportRef, options: OpenOptions): Promise<Report> => {
    isAsked ||= options.interactive === true;
    if (page.askAfterReload !== undefined && !isAsked && !isShown()) {
      throw notAsked;
    }
    return page.open(ref, options);
  };
  // It has no period, and nothing of it is archived.
  const refuse = (): never => {
    throw new UsageReportsError('invalidRequest', 'This table is no report.', { argument: 'report' });
  };
  return {
    check: refuse,
    archivedSnapshots: refuse,
    attributesFor: () => Promise.resolve([]),
    history: { loadContext: () => Promise.resolve(undefined) },
    openArchived: () => Promise.resolve(undefined),
    open,
    use: async (ref, options, use) => {
      const report = await open(ref, options);
      try {
        return await use(report);
      } finally {
        report.table.dispose();
      }
    },
  };
}
