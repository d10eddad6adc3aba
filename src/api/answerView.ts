import { noSuchView } from '../shared/views/invalidView.js';
import { queryOfView } from '../services/reports/queryOfView.js';
import type { ReportService } from '../services/reports/reportService.js';
import type { QueryHandle } from '../services/tables/tableHandle.js';
import type { ReportRef } from '../shared/report.js';
import type { PlacedView } from '../shared/views/savedView.js';

export interface AnswerViewOptions {
  readonly views: readonly PlacedView[];
  /** Rows of the smallest group that is shown. */
  readonly minimumGroupSize: number;
}

/**
 * Answers a saved view from its report.
 * @throws UsageReportsError `invalidRequest` where there is no such view; the errors of `ReportService.open`; the signal's `AbortError`
 */
export async function answerView(
  service: ReportService,
  asked: ReportRef,
  { view: name, place }: { readonly view: string; readonly place?: string },
  { views, minimumGroupSize }: AnswerViewOptions,
  signal: AbortSignal,
): Promise<{ readonly table: QueryHandle; readonly notApplied: readonly string[] }> {
  const { ref, definition } = service.check(asked);
  const ofReport = views.filter(({ view }) => view.report === definition.name);
  const found = ofReport.find(({ view, place: at }) => view.name === name && (place ?? at) === at);
  if (found === undefined) {
    throw noSuchView(
      name,
      ofReport.map(({ view }) => view.name),
    );
  }
  const { table, fetchedAt } = await service.open(ref, { signal });
  try {
    const { query, unfit } = queryOfView({ definition, table }, found.view, minimumGroupSize);
    const origin = { ...ref, fetchedAt };
    return {
      table: await table.query(query, { definition, origin }, signal),
      notApplied: unfit.map(({ column }) => column),
    };
  } finally {
    table.dispose();
  }
}
