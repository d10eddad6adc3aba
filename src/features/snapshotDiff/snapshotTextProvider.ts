import * as vscode from 'vscode';
import type { ArchivedSnapshot } from '../../services/reports/archivedSnapshots.js';
import type { Disposable } from '../../base/emitter.js';
import { abortControllerFor } from '../common/progress.js';

const SCHEME = 'm365-usage-report-snapshot';

/** Shows an archived snapshot as it came, in a read-only editor. The text stays in memory; the editor's address identifies the snapshot. */
export class SnapshotTextProvider implements vscode.TextDocumentContentProvider, Disposable {
  readonly #snapshots = new Map<string, ArchivedSnapshot>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  dispose(): void {
    this.#registration.dispose();
  }

  /** @throws UsageReportsError `invalidRequest` where it is too large for an editor */
  async open(snapshot: ArchivedSnapshot): Promise<void> {
    const { MAX_TEXT_BYTES, tooLargeForEditor } = await import('../common/editorText.js');
    if (snapshot.bytes > MAX_TEXT_BYTES) {
      throw tooLargeForEditor();
    }
    const { ref, refreshDate, fetchedAt, format } = snapshot;
    const { exportFileName } = await import('../../core/export/exportFileName.js');
    const name = exportFileName({ ...ref, refreshDate, fetchedAt }, { extension: `.${format}` });
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${ref.connection}/${name}` });
    this.#snapshots.set(uri.toString(), snapshot);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), {
      preview: true,
      viewColumn: vscode.ViewColumn.Active,
    });
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const snapshot = this.#snapshots.get(uri.toString());
    if (snapshot === undefined) {
      return '';
    }
    const { editorText } = await import('../common/editorText.js');
    return editorText(snapshot.chunks(), snapshot.format, abortControllerFor(token).signal);
  }
}
