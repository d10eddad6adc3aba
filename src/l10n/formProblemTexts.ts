import * as l10n from '@vscode/l10n';
import type { FormProblem } from '../base/errors.js';

/** Why a JSON file of the person's is refused, whatever its form. */
export function formProblemText(problem: FormProblem): string {
  switch (problem.kind) {
    case 'notJson':
      return l10n.t("The file isn't valid JSON. Correct it, or undo the last change.");
    case 'tooLarge':
      return l10n.t('The file is too large to be read.');
    case 'unknownProperty':
      return [
        l10n.t('There is no property "{0}" here.', problem.name),
        ...(problem.nearest === undefined ? [] : [l10n.t('Do you mean "{0}"?', problem.nearest)]),
        l10n.t('Possible: {0}.', problem.allowed.join(', ')),
      ].join(' ');
    case 'missing':
      return l10n.t('A value is missing.');
    case 'notAllowed':
      return l10n.t("This value can't be used here.");
    case 'version':
      return problem.found === undefined
        ? l10n.t('The version is missing. It has to be {0}.', String(problem.understood))
        : l10n.t(
            'This version of Usage Reports understands {0}, not {1}. A newer one may have written the file.',
            String(problem.understood),
            problem.found,
          );
    case 'type':
      return l10n.t('This has to be {0}; it is {1}.', typeLabel(problem.expected), typeLabel(problem.found));
    case 'oneOf':
      return l10n.t('This has to be one of {0}; it is {1}.', problem.allowed.join(', '), problem.found);
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
