import type { ReportDefinition } from '../../core/catalog/definition.js';
import type { AttributesFile } from '../../core/users/attributes/attributesFile.js';

/** The person's file whose columns a report has as well; `undefined` where there is none, or the report names no users. */
export type AttributesOf = (definition: ReportDefinition) => Promise<AttributesFile | undefined>;
