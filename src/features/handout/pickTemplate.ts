import * as vscode from 'vscode';
import type { Catalog } from '../../core/catalog/catalog.js';
import { TEMPLATE_ENDING } from '../../core/handout/templateEnding.js';
import { readTemplate, templateTitle } from '../../core/handout/templateFile.js';
import { BUILT_IN_TEMPLATES } from '../../l10n/handoutTemplates/builtIn.js';
import { MADE_TABLES } from '../../services/archiveQueries/madeTables.js';
import { showPick } from '../common/quickInput.js';
import type { ChosenTemplate } from './chosenTemplate.js';
import { readTemplateText } from './readTemplateText.js';
import { showTemplateProblems } from './templateProblems.js';

/** Files with templates that are offered at the most. */
const MAX_FILES = 50;

/**
 * Asks for a template: one of the extension's, or a file of the workspace. A file that isn't understood is shown with what is wrong.
 * @returns `undefined` when the person pressed Escape, or the file isn't understood
 */
export async function pickTemplate(catalog: Catalog): Promise<ChosenTemplate | undefined> {
  const files = await vscode.workspace.findFiles(`**/*${TEMPLATE_ENDING}`, '**/node_modules/**', MAX_FILES);
  const builtIn = Object.entries(BUILT_IN_TEMPLATES)
    .map(([id, make]): ChosenTemplate => ({ id, template: make() }))
    .map((chosen) => ({ label: chosen.template.title, chosen }));
  const own = await Promise.all(files.map(itemOf));
  own.sort((a, b) => a.label.localeCompare(b.label, 'en') || a.description.localeCompare(b.description, 'en'));
  const separator = (label: string) => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const items: readonly (vscode.QuickPickItem & { readonly chosen?: ChosenTemplate; readonly file?: vscode.Uri })[] = [
    ...(own.length === 0 ? [] : [separator(vscode.l10n.t('Workspace')), ...own, separator(vscode.l10n.t('Built-in'))]),
    ...builtIn,
  ];
  const picked = await showPick(items, {
    title: vscode.l10n.t('Make Report'),
    placeHolder: vscode.l10n.t('Which report?'),
    matchOnDescription: true,
  });
  return picked?.file === undefined ? picked?.chosen : templateIn(picked.file, catalog);
}

/** What a file is called in a list: by its title, as the extension's templates are. One that has none, or is broken, by its name. */
async function itemOf(file: vscode.Uri) {
  return { label: (await titleIn(file)) ?? nameOf(file), description: vscode.workspace.asRelativePath(file), file };
}

async function titleIn(file: vscode.Uri): Promise<string | undefined> {
  try {
    return templateTitle(await readTemplateText(file));
  } catch {
    // Whoever picks it is told why it can't be read.
    return undefined;
  }
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1, -TEMPLATE_ENDING.length);
}

async function templateIn(file: vscode.Uri, catalog: Catalog): Promise<ChosenTemplate | undefined> {
  const text = await readTemplateText(file);
  const read = readTemplate(text, catalog, MADE_TABLES);
  await showTemplateProblems(file, read, text);
  return read.template && { id: nameOf(file), template: read.template, file };
}
