import * as l10n from '@vscode/l10n';
import type { ExceededLimit } from '../base/errors.js';
import type { ErrorTexts } from './errorActions.js';
import { numberLabel } from './numberTexts.js';
import { sizeLabel } from './sizeTexts.js';

/** Which limit a file or an answer exceeds, and what to do about it. */
export function tooLargeTexts(exceeded: ExceededLimit | undefined): ErrorTexts {
  return {
    text: exceeded === undefined ? l10n.t('The file is larger than a usage report can be.') : limitText(exceeded),
    detail: l10n.t(
      "Microsoft's usage reports stay far below this limit, so the file may be damaged, or from another source. Retry to request the report once more.",
    ),
    actions: ['retry', 'copyDetails', 'showLog'],
  };
}

function limitText({ amount, most, found }: ExceededLimit): string {
  const limit = numberLabel(most);
  switch (amount) {
    case 'columns':
      return found === undefined
        ? l10n.t('The file has more than {0} columns, which is the most that can be read.', limit)
        : l10n.t('The file has {0} columns; at most {1} can be read.', numberLabel(found), limit);
    case 'nameCharacters':
      return l10n.t('The name of a column has more than {0} characters, which is the most that can be read.', limit);
    case 'rows':
      return l10n.t('The file has more than {0} rows, which is the most that can be read.', limit);
    case 'addedCells':
      return l10n.t('The rows of the file are so uneven that more than {0} cells would have to be added.', limit);
    case 'recordBytes':
      return l10n.t('A row of the file is longer than {0}, which is the most that can be read.', sizeLabel(most));
    case 'nesting':
      return l10n.t('The answer has objects within objects, more than {0} levels deep.', limit);
    case 'reportBytes':
      return l10n.t('The report has more than {0}, which is the most that can be read.', sizeLabel(most));
    case 'pageBytes':
      return l10n.t('A page of the report has more than {0}, which is the most that can be read.', sizeLabel(most));
    case 'pages':
      return l10n.t('The report has more than {0} pages, which is the most that can be read.', limit);
    case 'fileBytes':
      return l10n.t('The file is larger than {0}, which is the most that can be opened.', sizeLabel(most));
    case 'unpackedBytes':
      return l10n.t('The archived file unpacks to more than {0}, which is the most that can be read.', sizeLabel(most));
  }
}
