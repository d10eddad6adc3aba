/** What stands for a value that there is none of. A dash needs no translation. */
export const BLANK_MARK = '–';

/**
 * Puts values in the places of a text: `{0}` is the first of them. What is in a value stays as it is. A place without a value stays. A
 * number comes as a text: `Format` writes it in the display language.
 */
export function formatText(template: string, ...values: readonly string[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => values[Number(index)] ?? place);
}
