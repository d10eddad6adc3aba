import * as vscode from 'vscode';
import { type TooltipPart, tooltipMarkdown } from './plainText.js';

/** A tooltip with paragraphs, whose texts are shown as they are. */
export function tooltip(...paragraphs: readonly (readonly TooltipPart[])[]): vscode.MarkdownString {
  return new vscode.MarkdownString(tooltipMarkdown(paragraphs));
}
