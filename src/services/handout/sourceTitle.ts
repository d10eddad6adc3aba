import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import type { HandoutTexts } from '../../core/handout/handoutTexts.js';
import { isMadeTable } from '../archiveQueries/madeTables.js';

/** What people call a report, or a table that is made of several. */
export function sourceTitle(report: string, catalog: Catalog, { tables }: Pick<HandoutTexts, 'tables'>): string {
  const definition = catalog.findArchived(report);
  return definition !== undefined ? fullTitle(definition, catalog) : isMadeTable(report) ? tables[report] : report;
}
