import type { Comparison, ReportSummary } from '../../../../src/shared/pages/report.js';

/** Of a compared report, what tells it from the panel's own: its tenant, its title, or both. */
export function sourceName({ ref, title, tenant }: Comparison, { ref: own }: ReportSummary): string {
  const parts = [...(ref.report === own.report ? [] : [title]), ...(ref.connection === own.connection ? [] : [tenant])];
  return parts.length === 0 ? title : parts.join(', ');
}
