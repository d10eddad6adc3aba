import type * as vscode from 'vscode';
import { noticeAction } from '../../l10n/errorTexts.js';
import type { ReportRef } from '../../shared/report.js';
import type { TablePage } from '../common/tablePage.js';
import { ReportPanel, type ReportPanelOptions } from './reportPanel.js';
import { isNotAsked, tableService } from './tableService.js';

/** A panel that shows a table of a feature as it shows a report. */
export function tablePanel(
  webviewPanel: vscode.WebviewPanel,
  page: TablePage,
  ref: ReportRef,
  options: Omit<ReportPanelOptions, 'service' | 'compareWith' | 'tabTitle' | 'worksWith' | 'opened' | 'table'> & {
    readonly title: (ref: ReportRef) => string;
  },
): ReportPanel {
  let isClosed = false;
  const following = page.follow?.(
    ref,
    () => panel.shown?.report,
    () => void panel.load({ interactive: false }),
  );
  webviewPanel.onDidDispose(() => {
    isClosed = true;
    following?.dispose();
  });
  const panel: ReportPanel = new ReportPanel(
    webviewPanel,
    ref,
    {},
    {
      ...options,
      ...(page.usualColumns === undefined ? {} : { usualColumns: page.usualColumns }),
      service: tableService(page, () => panel.shown !== undefined),
      tabTitle: options.title,
      table: {
        describe: (report) => ({
          ...page.describe(report),
          ...(page.usualColumns === undefined ? {} : { usualColumns: page.usualColumns }),
          ...(page.askAfterReload === undefined ? {} : { forgetsView: true as const }),
        }),
        overTime: page.overTime?.bind(page),
        notice: (error) => {
          const { askAfterReload: asked } = page;
          return asked !== undefined && isNotAsked(error)
            ? { severity: 'info', text: asked.text, actions: [{ ...noticeAction('retry'), label: asked.button }] }
            : page.notice(error, ref);
        },
      },
      runErrorAction: async (action, error, shown) => {
        const outcome = await page.run(action, shown);
        if (outcome === 'other') {
          await options.runErrorAction(action, error, shown);
        } else if (outcome === 'changed' && !isClosed) {
          await panel.load();
        }
      },
      compareWith: () => Promise.resolve(),
      worksWith: () => undefined,
      opened: () => undefined,
    },
  );
  return panel;
}
