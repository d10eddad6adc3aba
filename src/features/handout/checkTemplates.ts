import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { readTemplate } from '../../core/handout/templateFile.js';
import { MADE_TABLES } from '../../services/archiveQueries/madeTables.js';
import { readTemplateText } from './readTemplateText.js';
import { forgetTemplateProblems, listTemplateProblems } from './templateProblems.js';

/** Lists what is wrong with a template as its editor has it; nothing of one that is gone, or too large to be one. */
export async function checkTemplate(file: vscode.Uri, catalog: Catalog): Promise<void> {
  let text: string;
  try {
    text = await readTemplateText(file);
  } catch {
    // Make Report… says why a file can't be read.
    forgetTemplateProblems(file);
    return;
  }
  listTemplateProblems(file, readTemplate(text, catalog, MADE_TABLES), text);
}
