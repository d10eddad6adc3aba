/**
 * A text that depends on a quantity, one form for each plural category that its language tells apart; `other` where there is none for
 * a quantity. `{0}` stands for the quantity, as the display language writes it.
 */
export type PluralText = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };
