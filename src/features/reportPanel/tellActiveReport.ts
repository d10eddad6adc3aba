import { type Catalog, isOnlyFromFiles } from '../../core/catalog/catalog.js';
import type { ReportRef } from '../../shared/report.js';
import { setContextKey } from '../common/setContextKey.js';

/** Answers the manifest's `when` clauses for the report in front; for none, nothing can be done with it. */
export function tellActiveReport(ref: ReportRef | undefined, catalog: () => Catalog): void {
  const definition = ref === undefined ? undefined : catalog().findArchived(ref.report);
  const isFromFiles = definition !== undefined && isOnlyFromFiles(definition);
  const kind = definition?.kind;
  setContextKey('canCompare', kind !== undefined && kind !== 'detail');
  setContextKey('canShowHistory', kind === 'daily-series' && ref?.history !== true);
  setContextKey('onlyFromFiles', isFromFiles);
}
