const blank = /\s/;

/**
 * Splits names that the service joined with `+`. A name can contain a plus itself, with blanks around it
 * (`ENTERPRISE MOBILITY + SECURITY E5`), so only a plus without blanks on either side separates.
 */
export function splitList(text: string): string[] {
  const names: string[] = [];
  let from = 0;
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', at + 1)) {
    if (!blank.test(text.charAt(at - 1)) && !blank.test(text.charAt(at + 1))) {
      names.push(text.slice(from, at));
      from = at + 1;
    }
  }
  names.push(text.slice(from));
  return names.filter((name) => name !== '');
}

export function joinList(names: readonly string[]): string {
  return names.join('+');
}
