import * as l10n from '@vscode/l10n';
import { pluralForm, type PluralText } from '../shared/pages/pluralText.js';
import { displayLanguage, type Translations, translations } from './displayLanguage.js';
import { numberLabel } from './numberTexts.js';

/**
 * A text for a quantity, which stands for `{0}`; other values stand for `{1}`, `{2}` …
 *
 * @param text its forms as `l10n.t` gives them, without values: at least `other`, and `one` unless the quantity is never 1
 */
export function plural(quantity: number, text: PluralText, ...values: readonly string[]): string {
  return l10n.t(pluralForm(withForms(text), quantity, displayLanguage()), numberLabel(quantity), ...values);
}

/** The texts of a page, each plural with all forms that the display language has. */
export function withPluralForms<T>(texts: T): T {
  if (isPluralText(texts)) {
    return withForms(texts);
  }
  return typeof texts === 'object' && texts !== null
    ? (Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, withPluralForms<unknown>(text)])) as T)
    : texts;
}

/**
 * English has two forms. A translation of `{0} rows` brings the others of its language as `{0} rows/few`, `{0} rows/many` …, which is how
 * VS Code names a text that has a comment; also `{0} minutes/one` where English is never 1: in Russian, 21 is one. What is not translated keeps to the rules of English.
 */
function withForms<T extends PluralText>(text: T): T {
  const { forms, translated } = translatedForms(translations());
  return translated.has(text.other) ? { ...forms.get(text.other), ...text } : { ...text, language: 'en' };
}

interface TranslatedForms {
  /** Forms beside `one` and `other`, by the translation of `other`. */
  readonly forms: ReadonlyMap<string, Partial<PluralText>>;
  readonly translated: ReadonlySet<string>;
}

const formsByBundle = new WeakMap<Translations, TranslatedForms>();

function translatedForms(bundle: Translations): TranslatedForms {
  const known = formsByBundle.get(bundle);
  if (known !== undefined) {
    return known;
  }
  const forms = new Map<string, Partial<PluralText>>();
  for (const [key, form] of Object.entries(bundle)) {
    const [, text = '', category] = /^(.*)\/(zero|one|two|few|many)$/s.exec(key) ?? [];
    const other = bundle[text];
    if (other !== undefined && category !== undefined) {
      forms.set(other, { ...forms.get(other), [category]: form });
    }
  }
  const found = { forms, translated: new Set(Object.values(bundle)) };
  formsByBundle.set(bundle, found);
  return found;
}

function isPluralText(value: unknown): value is PluralText {
  return typeof value === 'object' && value !== null && 'one' in value && 'other' in value;
}
