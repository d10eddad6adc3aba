import * as l10n from '@vscode/l10n';
import { messageOf, UsageReportsError, type ViewProblem } from '../base/errors.js';
import { numberLabel } from './numberTexts.js';

/** Why a saved view, or a file with views, is refused, with the place in the file; the message of any other error. */
export function viewErrorText(error: unknown): string {
  const { viewProblem, argument = '' } = error instanceof UsageReportsError ? error.details : {};
  if (viewProblem === undefined) {
    return messageOf(error);
  }
  const text = problemText(viewProblem);
  return /^(views\.\d|version$)/.test(argument) ? l10n.t('{0}: {1}', argument, text) : text;
}

function problemText(problem: ViewProblem): string {
  switch (problem.kind) {
    case 'notJson':
      return l10n.t("The file isn't valid JSON. Correct it, or undo the last change.");
    case 'noObject':
      return l10n.t('The file has to be an object with "version" and "views".');
    case 'version':
      return problem.found === undefined
        ? l10n.t('The version is missing. It has to be {0}.', String(problem.understood))
        : l10n.t(
            'This version of Usage Reports understands {0}, not {1}. A newer one may have written the file.',
            String(problem.understood),
            problem.found,
          );
    case 'noList':
      return l10n.t('"views" has to be a list of views.');
    case 'tooMany':
      return l10n.t(
        'The file has {0} views; at most {1} can be read.',
        numberLabel(problem.found),
        numberLabel(problem.most),
      );
    case 'tooLarge':
      return l10n.t('The file is too large to be read.');
    case 'unknownProperty':
      return l10n.t('There is no such property. Remove it, or correct its name.');
    case 'missing':
      return l10n.t('A value is missing.');
    case 'type':
      return l10n.t('This has to be {0}; it is {1}.', typeLabel(problem.expected), typeLabel(problem.found));
    case 'oneOf':
      return l10n.t('This has to be one of {0}; it is {1}.', problem.allowed.join(', '), problem.found);
    case 'name':
      return l10n.t('A name is one line of at most 100 characters, without spaces at its ends.');
    case 'notAllowed':
      return l10n.t("This value can't be used here.");
    case 'sameName':
      return l10n.t('Another view of this report is already named "{0}". Choose another name.', problem.name);
    case 'gone':
      return l10n.t('This report has no view "{0}" any more.', problem.name);
    case 'unfit':
      return l10n.t(
        'The view "{0}" filters or groups by columns that this report doesn\'t have, or not of this type: {1}. Open the view and change it.',
        problem.view,
        problem.columns.join(', '),
      );
    case 'noReport':
      return l10n.t('There is no report "{0}".', problem.name);
    case 'folderClosed':
      return l10n.t("The folder that the view is shared in isn't open any more.");
  }
}

/** @param type as JavaScript calls it; another value stays as it is */
function typeLabel(type: string): string {
  switch (type) {
    case 'string':
      return l10n.t('a text');
    case 'number':
      return l10n.t('a number');
    case 'boolean':
      return l10n.t('true or false');
    case 'Array':
      return l10n.t('a list');
    case 'Object':
      return l10n.t('an object');
    default:
      return type;
  }
}
