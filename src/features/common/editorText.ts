import * as vscode from 'vscode';
import type { Format } from '../../core/catalog/definition.js';
import { UsageReportsError } from '../../base/errors.js';
import { wholeText } from '../../services/reports/wholeText.js';

/** VS Code does not open larger texts. */
export const MAX_TEXT_BYTES = 20 * 2 ** 20;

/** @throws UsageReportsError `invalidRequest` where the file is too large for an editor; errors of the chunks */
export async function editorText(
  chunks: AsyncIterable<Uint8Array>,
  format: Format,
  signal?: AbortSignal,
): Promise<string> {
  const text = await wholeText(chunks, format, MAX_TEXT_BYTES, signal);
  if (text === undefined) {
    throw tooLargeForEditor();
  }
  return text;
}

export function tooLargeForEditor(): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    vscode.l10n.t('This report is too large for an editor. Export it instead.'),
  );
}
