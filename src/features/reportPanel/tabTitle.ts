import { type Catalog, fullTitle } from '../../core/catalog/catalog.js';
import { shortParameterLabel } from '../../l10n/periodTexts.js';
import type { ReportRef } from '../../shared/report.js';

/** `Email activity, daily, 30 days`: what a tab says of a report. Its product, only where another product has such a title. */
export function tabTitle(ref: ReportRef, catalog: Catalog): string {
  const definition = catalog.findArchived(ref.report);
  if (definition === undefined) {
    return ref.report;
  }
  const isUnique =
    [...catalog.reports, ...catalog.exports].filter(({ title }) => title === definition.title).length === 1;
  const title = isUnique ? definition.title : fullTitle(definition, catalog);
  const isCurrent = ref.period === undefined && ref.date === undefined && ref.history === undefined;
  return isCurrent ? title : `${title}, ${shortParameterLabel(ref)}`;
}
