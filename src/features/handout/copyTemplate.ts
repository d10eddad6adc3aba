import * as vscode from 'vscode';
import type { Conflict } from '../../core/export/saveFile.js';
import { TEMPLATE_ENDING } from '../../core/handout/templateEnding.js';
import { BUILT_IN_TEMPLATES, templateText } from '../../l10n/handoutTemplates/builtIn.js';
import { ask, showInformation } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';

/** Copies one of the extension's templates to where exports go, and opens it to be changed. */
export async function copyTemplate({ saveFile }: Pick<HandoutFeatureOptions, 'saveFile'>): Promise<void> {
  const picked = await showPick(
    Object.entries(BUILT_IN_TEMPLATES)
      .map(([id, make]) => ({ id, template: make() }))
      .map(({ id, template }) => ({ label: template.title, description: fileName(id), id, template })),
    {
      title: vscode.l10n.t('Copy Report Template'),
      placeHolder: vscode.l10n.t('Which template do you want to change?'),
      matchOnDescription: true,
    },
  );
  if (picked === undefined) {
    return;
  }
  const saved = await saveFile({
    name: fileName(picked.id),
    chunks: [new TextEncoder().encode(templateText(picked.template))],
    personal: false,
    onConflict: askAboutCopy,
  });
  if (saved !== undefined) {
    await vscode.window.showTextDocument(saved.target);
  }
  if (saved?.outcome === 'unchanged') {
    const name = vscode.workspace.asRelativePath(saved.target);
    await showInformation(vscode.l10n.t('{0} already exists with the same content.', name));
  }
}

/** Somebody has changed a copy: the button that is chosen first loses nothing. */
async function askAboutCopy(existing: vscode.Uri): Promise<Conflict> {
  const open = vscode.l10n.t('Open It');
  const keepBoth = vscode.l10n.t('Keep Both');
  const replace = vscode.l10n.t('Replace');
  const answer = await ask(
    vscode.l10n.t('{0} was already copied, and changed since then.', vscode.workspace.asRelativePath(existing)),
    vscode.l10n.t("You can't undo replacing it."),
    open,
    keepBoth,
    replace,
  );
  if (answer === undefined) {
    throw new vscode.CancellationError();
  }
  return answer === replace ? 'replace' : answer === keepBoth ? 'keepBoth' : 'skip';
}

function fileName(id: string): string {
  return `${id}${TEMPLATE_ENDING}`;
}
