import * as vscode from 'vscode';
import type { ReportOrigin } from '../../services/reports/report.js';
import type { NoticeAction } from '../../shared/pages/common.js';

/** The button that adds past months to a sample tenant. */
export const ADD_PAST_MONTHS = 'addPastMonths';

/** Beside a table that has no earlier snapshot to compare with. */
export function pastMonthsActions({ kind }: ReportOrigin, hasEarlier: boolean): NoticeAction[] {
  return kind === 'sample' && !hasEarlier ? [{ id: ADD_PAST_MONTHS, label: vscode.l10n.t('Add Past Months') }] : [];
}
