import * as vscode from 'vscode';
import { MAX_TEMPLATE_BYTES, tooLargeTemplate } from '../../core/handout/templateFile.js';

/**
 * The text of a template as its editor has it, changes that are not saved included.
 * @throws UsageReportsError `invalidRequest` for a file that is too large to be one; what VS Code throws for one that can't be read
 */
export async function readTemplateText(file: vscode.Uri): Promise<string> {
  const { size } = await vscode.workspace.fs.stat(file);
  if (size > MAX_TEMPLATE_BYTES) {
    throw tooLargeTemplate();
  }
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  return open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}
