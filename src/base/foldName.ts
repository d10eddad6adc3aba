// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007F]*$/;

/** Names that differ only in case, or in how their letters are composed (`é` as one character or as two), become the same text. */
export function foldName(name: string): string {
  // Lower-casing can take composed letters apart, so composing is the last step.
  return ascii.test(name) ? name.toLowerCase() : name.normalize('NFC').toLowerCase().normalize('NFC');
}
