import * as l10n from '@vscode/l10n';
import { messageOf, type TemplateProblem, UsageReportsError } from '../base/errors.js';
import { formProblemText } from './formProblemTexts.js';

/** Why a template of a report to hand on is refused, with the place in the file; the message of any other error. */
export function templateErrorText(error: unknown): string {
  const { templateProblem, argument = 'template' } = error instanceof UsageReportsError ? error.details : {};
  if (templateProblem === undefined) {
    return messageOf(error);
  }
  const text = problemText(templateProblem);
  return argument === 'template' ? text : l10n.t('{0}: {1}', argument, text);
}

function problemText(problem: TemplateProblem): string {
  switch (problem.kind) {
    case 'noObject':
      return l10n.t('The file has to be an object with "version", "title", and "blocks".');
    case 'exactlyOne':
      return l10n.t('This has to have exactly one of {0}.', problem.allowed.join(', '));
    case 'query':
      return problem.message;
    case 'needsSource':
      return l10n.t('A query has to name its report: { "source": { "report": "…" } }.');
    case 'needsAmount':
      return l10n.t('This query has to answer with one number: with "aggregates", and without "groupBy".');
    case 'noReport':
      return l10n.t('There is no report "{0}".', problem.name);
    case 'noDays':
      return l10n.t(
        'The report "{0}" has no values of days. Ask it with "query", or name a daily report.',
        problem.name,
      );
    case 'noColumn':
      return problem.nearest === undefined
        ? l10n.t('No column "{0}" is known here.', problem.name)
        : l10n.t('No column "{0}" is known here. Do you mean "{1}"?', problem.name, problem.nearest);
    default:
      return formProblemText(problem);
  }
}
