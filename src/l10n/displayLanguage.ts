import * as l10n from '@vscode/l10n';

/** By English text. */
export type Translations = Readonly<Record<string, string>>;

let language = 'en';
let bundle: Translations = {};

/** The language of texts, dates, numbers and sizes, for example `pt-BR`: what `Intl` takes as a locale. English until it is set. */
export function displayLanguage(): string {
  return language;
}

/** The translations into the display language. */
export function translations(): Translations {
  return bundle;
}

/**
 * Sets the language of this process. Called once, before the first text.
 * @param translated as in `l10n/bundle.l10n.<language>.json`; English where absent
 */
export function setDisplayLanguage(tag: string, translated: Translations = {}): void {
  language = Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0 ? tag : 'en';
  bundle = translated;
  l10n.config({ contents: { ...bundle } });
}
