import * as l10n from '@vscode/l10n';
import { messageOf, type RuleProblem, UsageReportsError } from '../base/errors.js';
import { formProblemText } from './formProblemTexts.js';
import { numberLabel } from './numberTexts.js';

/** Why a rule, or a file with rules, is refused; the message of any other error. */
export function ruleErrorText(error: unknown): string {
  const problem = error instanceof UsageReportsError ? error.details.ruleProblem : undefined;
  return problem === undefined ? messageOf(error) : problemText(problem);
}

/** The same with the line and what is wrong there: `Line 12, rules.0.severity: …` */
export function placedRuleErrorText(error: unknown): string {
  const { place, argument = '' } = error instanceof UsageReportsError ? error.details : {};
  const text = ruleErrorText(error);
  return place === undefined ? text : l10n.t('Line {0}, {1}: {2}', String(place.line), argument, text);
}

function problemText(problem: RuleProblem): string {
  switch (problem.kind) {
    case 'noObject':
      return l10n.t('The file has to be an object with "version" and "rules".');
    case 'noList':
      return l10n.t('"rules" has to be a list of rules.');
    case 'tooMany':
      return l10n.t(
        'The file has {0} rules; at most {1} can be read.',
        numberLabel(problem.found),
        numberLabel(problem.most),
      );
    case 'noReport':
      return l10n.t('There is no report "{0}" that can be asked this.', problem.name);
    case 'sameId':
      return l10n.t('Another rule of this file already has the ID "{0}". Choose another one.', problem.id);
    case 'limits':
      return l10n.t('A comparison has exactly one of {0}.', problem.allowed.join(', '));
    case 'placeholder':
      return l10n.t(
        'The sentence of this rule can\'t say "{0}". It can say {1}.',
        `{${problem.found}}`,
        problem.allowed.map((name) => `{${name}}`).join(', '),
      );
    case 'query':
      return problem.message;
    case 'needsSource':
      return l10n.t(
        'The query needs a report: {0}',
        '"source": { "report": "getTeamsUserActivityCounts", "history": true }',
      );
    case 'needsDays':
      return l10n.t('Days are compared in all archived days of a daily report: {0}', '"history": true');
    case 'needsAmount':
      return l10n.t('The query needs an amount: "aggregates", or "columns" of a row.');
    case 'noPeriod':
      return problem.allowed.length === 0
        ? l10n.t('This report takes no period: it always tells the current state.')
        : problem.found === undefined
          ? l10n.t('This report needs a period: {0}.', problem.allowed.join(', '))
          : l10n.t('This report has no period "{0}", only {1}.', problem.found, problem.allowed.join(', '));
    case 'noDays':
      return l10n.t('The report {0} has no days: it needs a period instead of "history".', problem.name);
    case 'noColumn':
      return problem.nearest === undefined
        ? l10n.t('There is no column "{0}".', problem.name)
        : l10n.t('There is no column "{0}". Do you mean "{1}"?', problem.name, problem.nearest);
    case 'personal':
      return l10n.t(
        'Alerts name nobody, and the column "{0}" has names. Count the rows, or group them by something else.',
        problem.column,
      );
    default:
      return formProblemText(problem);
  }
}
