import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';
import { userColumns } from '../../core/catalog/userColumns.js';
import { type AttributeSettings, choiceFrom } from './attributesChoice.js';

/** The file of attributes for a report; none if there is none, or the report names no users. */
export async function attributesFor(
  definition: ReportDefinition,
  settings: AttributeSettings,
): Promise<readonly AttributesFile[]> {
  const choice = choiceFrom(settings);
  if (choice === undefined || userColumns(definition) === undefined) {
    return [];
  }
  const { readAttributesFile } = await import('./readAttributesFile.js');
  return [await readAttributesFile(choice)];
}
