import type { Disposable } from '../../base/emitter.js';
import type { HandoutFeatureOptions } from './handoutFeatureOptions.js';
import { followTemplates, type TemplateFilesOptions } from './templateFiles.js';

/** Reports to hand on: a file for people without VS Code, made from what is archived of a tenant by a template. */
export function registerHandout(options: HandoutFeatureOptions & Pick<TemplateFilesOptions, 'errors'>): Disposable {
  const { commands } = options;
  commands.register('makeReport', async (argument) => (await import('./makeReport.js')).makeReport(argument, options));
  commands.register('copyReportTemplate', async () => (await import('./copyTemplate.js')).copyTemplate(options));
  return followTemplates(options);
}
