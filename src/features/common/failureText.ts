import { markdownText } from '../../core/export/markdownText.js';
import { detailsForSupport, errorTextsFor } from '../../l10n/errorTexts.js';

/** Why something failed, and what a support case needs, as a part of a Markdown document. No service's message becomes markup in it. */
export function failureText(error: unknown): string {
  const details = detailsForSupport(error);
  // Longer than any in the text, which would end the block otherwise.
  const longest = Math.max(2, ...[...details.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${markdownText(errorTextsFor(error).text)}\n\n${fence}text\n${details}\n${fence}`;
}
