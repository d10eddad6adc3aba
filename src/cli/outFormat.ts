import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { wrongArguments } from './wrongArguments.js';

/** Endings that people write for a format, beside its own. */
const OTHER_ENDINGS: Readonly<Record<string, string>> = { markdown: 'md', htm: 'html' };

/**
 * The format that a command writes: the one that is named, or what the name of the file ends with. A file that says it is something else is
 * refused: nothing could open it.
 *
 * @param named as typed
 * @param formats the first is that of a name without an ending
 * @throws UsageReportsError `invalidRequest`
 */
export function outFormat<Format extends string>(
  out: string,
  named: string | undefined,
  formats: readonly [Format, ...Format[]],
): Format {
  const all = formats.join(', ');
  if (named !== undefined) {
    const format = formats.find((known) => known === named);
    if (format === undefined) {
      throw wrongArguments(l10n.t('The option {0} must be one of: {1}', '--format', all));
    }
    return format;
  }
  const ending = path.extname(out).slice(1).toLowerCase();
  const [usual] = formats;
  const meant = Object.hasOwn(OTHER_ENDINGS, ending) ? OTHER_ENDINGS[ending] : ending;
  const format = ending === '' ? usual : formats.find((known) => known === meant);
  if (format === undefined) {
    throw wrongArguments(
      l10n.t(
        'No format ends with {0}. Name the file otherwise, or add {1} with one of: {2}',
        `.${ending}`,
        '--format',
        all,
      ),
    );
  }
  return format;
}
