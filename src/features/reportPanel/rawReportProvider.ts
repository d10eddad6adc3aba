import * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import type { ReportService } from '../../services/reports/reportService.js';
import type { ReportRef } from '../../shared/report.js';

const SCHEME = 'm365-usage-report';

/** Shows what the service sent, as it came, in a read-only editor. What opens it loads with the first. */
export class RawReportProvider implements vscode.TextDocumentContentProvider, Disposable {
  readonly #service: ReportService;
  readonly #registration: vscode.Disposable;

  constructor(service: ReportService) {
    this.#service = service;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  dispose(): void {
    this.#registration.dispose();
  }

  /** @throws UsageReportsError where the report cannot be opened, could not be archived, or is too large for an editor */
  async open(ref: ReportRef, signal: AbortSignal): Promise<void> {
    const { openRawReport } = await import('./rawReports.js');
    await openRawReport(this.#service, ref, SCHEME, signal);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const { rawReportText } = await import('./rawReports.js');
    return rawReportText(this.#service, uri, token);
  }
}
