/**
 * A text that depends on a quantity, one form for each plural category that its language tells apart; `other` where there is none for
 * a quantity. `{0}` stands for the quantity, as the display language writes it.
 */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
  /** Of the forms; absent if it is the display language. */
  readonly language?: string;
};

/** The form for a quantity, with its places still open. @param displayLanguage BCP 47 tag */
export function pluralForm(text: PluralText, quantity: number, displayLanguage: string): string {
  return text[new Intl.PluralRules(text.language ?? displayLanguage).select(quantity)] ?? text.other;
}
