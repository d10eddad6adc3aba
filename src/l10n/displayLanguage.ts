import * as l10n from '@vscode/l10n';

let language = 'en';

/** The language of texts, dates, numbers and sizes, for example `pt-BR`: what `Intl` takes as a locale. English until it is set. */
export function displayLanguage(): string {
  return language;
}

/**
 * Sets the language of this process. Called once, before the first text.
 * @param bundle translations by English text, as in `l10n/bundle.l10n.<language>.json`; English where absent
 */
export function setDisplayLanguage(tag: string, bundle?: Readonly<Record<string, string>>): void {
  language = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 ? tag : 'en';
  l10n.config({ contents: { ...bundle } });
}
