import type * as vscode from 'vscode';
import type { Disposable } from '../../base/emitter.js';
import { onDidChangeSetting } from '../../settings.js';
import type { AttributesFeatureOptions } from './attributesOptions.js';

/** The file whose columns are added to reports about users: choosing and removing it. */
export function registerAttributes(options: AttributesFeatureOptions): Disposable {
  const { commands, errors, reloadReports } = options;
  const choose = async (file?: vscode.Uri) => (await import('./chooseAttributes.js')).chooseAttributes(file, options);
  commands.register('chooseAttributesFile', choose);
  errors.handle({ chooseAttributesFile: () => choose() });
  commands.register('removeAttributesFile', async () => (await import('./removeAttributes.js')).removeAttributes());
  return onDidChangeSetting('attributes.file', () => errors.attempt(reloadReports));
}
