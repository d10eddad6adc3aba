import * as vscode from 'vscode';
import type { CellWords } from '../../shared/format/cellTexts.js';
import { reportPageTexts } from './reportPageTexts.js';

/** How the page of a report writes cells in the display language. */
export function cellWords(): CellWords {
  const { common, report } = reportPageTexts();
  const { userStates, blankReasons, licenses, yes, no } = common;
  const { within, longer, never, weekdays } = report.groups;
  return {
    language: vscode.env.language,
    ...{ userStates, blankReasons, licenses, yes, no },
    groups: { within, longer, never, weekdays },
  };
}
