import type * as vscode from 'vscode';
import type { HandoutTemplate } from '../../core/handout/template.js';

/** A template that a report is made by. */
export interface ChosenTemplate {
  /** Names files that are made by it. */
  readonly id: string;
  readonly template: HandoutTemplate;
  /** Where it is; absent where the extension has it. */
  readonly file?: vscode.Uri;
}
