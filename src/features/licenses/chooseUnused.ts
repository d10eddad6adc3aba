import * as vscode from 'vscode';
import type { ReportRef } from '../../shared/report.js';
import { withProgress } from '../common/progress.js';
import type { LicensesPage } from './licensesPage.js';
import { type ChosenProduct, pickProduct } from './pickProduct.js';

/**
 * Asks for a product, with how many of its licenses can be taken back.
 *
 * @param ref of the table of products
 * @returns `nothing` where nothing is archived that the table is made of; `undefined` when the person pressed Escape
 * @throws UsageReportsError where the table cannot be made
 */
export async function chooseUnused(ref: ReportRef, page: LicensesPage): Promise<ChosenProduct | 'nothing' | undefined> {
  try {
    const { table } = await withProgress(vscode.l10n.t('Reading the archived reports'), (signal) =>
      page.open(ref, { signal, interactive: true }),
    );
    try {
      return await pickProduct(table);
    } finally {
      table.dispose();
    }
  } catch (error) {
    if (page.notice(error, ref) !== undefined) {
      return 'nothing';
    }
    throw error;
  }
}
