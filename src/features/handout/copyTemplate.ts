import * as vscode from 'vscode';
import { TEMPLATE_ENDING } from '../../core/handout/templateEnding.js';
import { BUILT_IN_TEMPLATES, templateText } from '../../l10n/handoutTemplates/builtIn.js';
import { showInformation } from '../common/messages.js';
import { showPick } from '../common/quickInput.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';

/** Copies one of the extension's templates to where exports go, and opens it to be changed. */
export async function copyTemplate({ saveFile }: Pick<HandoutFeatureOptions, 'saveFile'>): Promise<void> {
  const picked = await showPick(
    Object.entries(BUILT_IN_TEMPLATES)
      .map(([id, make]) => ({ id, template: make() }))
      .map(({ id, template }) => ({ label: template.title, id, template })),
    {
      title: vscode.l10n.t('Copy Report Template'),
      placeHolder: vscode.l10n.t('Which template do you want to change?'),
    },
  );
  if (picked === undefined) {
    return;
  }
  const saved = await saveFile({
    name: `${picked.id}${TEMPLATE_ENDING}`,
    chunks: [new TextEncoder().encode(templateText(picked.template))],
    personal: false,
  });
  if (saved !== undefined) {
    await vscode.window.showTextDocument(saved.target);
  }
  if (saved?.outcome === 'unchanged') {
    const name = vscode.workspace.asRelativePath(saved.target);
    await showInformation(vscode.l10n.t('{0} already exists with the same content.', name));
  }
}
