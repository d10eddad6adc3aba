import type { HandoutTemplate } from '../../core/handout/template.js';
import { copilotTemplate } from './copilot.js';
import { monthlyTemplate } from './monthly.js';
import { skypeTemplate } from './skype.js';
import { storageTemplate } from './storage.js';

/** The templates that come along, by the name that the command line knows them by. Made in the display language. */
export const BUILT_IN_TEMPLATES = {
  monthly: monthlyTemplate,
  copilot: copilotTemplate,
  storage: storageTemplate,
  skype: skypeTemplate,
} as const satisfies Readonly<Record<string, () => HandoutTemplate>>;

/** The text of a template as a file, which a person may change. @param schema address of the schema that completes it */
export function templateText(template: HandoutTemplate, schema?: string): string {
  return `${JSON.stringify({ ...(schema === undefined ? {} : { $schema: schema }), ...template }, undefined, 2)}\n`;
}
