import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import { type AttributeSettings, choiceFrom } from './attributesChoice.js';

/** The file of attributes for a report; `undefined` if there is none, or the report names no users. */
export async function attributesFor(
  definition: ReportDefinition,
  settings: AttributeSettings,
): Promise<AttributesFile | undefined> {
  const choice = choiceFrom(settings);
  if (choice === undefined || userColumns(definition) === undefined) {
    return undefined;
  }
  const { readAttributesFile } = await import('./readAttributesFile.js');
  return readAttributesFile(choice);
}
