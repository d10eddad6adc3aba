import * as l10n from '@vscode/l10n';
import { messageOf, UsageReportsError, type ViewProblem } from '../base/errors.js';
import { formProblemText } from './formProblemTexts.js';
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
    case 'noObject':
      return l10n.t('The file has to be an object with "version" and "views".');
    case 'noList':
      return l10n.t('"views" has to be a list of views.');
    case 'tooMany':
      return l10n.t(
        'The file has {0} views; at most {1} can be read.',
        numberLabel(problem.found),
        numberLabel(problem.most),
      );
    case 'name':
      return l10n.t('A name is one line of at most 100 characters, without spaces at its ends.');
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
    default:
      return formProblemText(problem);
  }
}
