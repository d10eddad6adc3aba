/** Values of context keys; those of the extension without `usageReports.`. */
export type State = Readonly<Record<string, string | boolean | undefined>>;

/**
 * Whether a `when` clause is true. It may consist of keys, `!`, `==`, `!=`, `&&` and `||`, as in VS Code, where `&&` binds more closely; no
 * clause is true.
 */
export function isTrue(when: string | undefined, state: State): boolean {
  return (
    when === undefined ||
    when.split(' || ').some((all) => all.split(' && ').every((clause) => isClauseTrue(clause, state)))
  );
}

function isClauseTrue(clause: string, state: State): boolean {
  const [, not, key = '', operator, value] = /^(!?)([\w.]+)(?: ([!=]=) ([\w.]+))?$/.exec(clause) ?? [];
  if (key === '') {
    throw new Error(`Not understood: ${clause}`);
  }
  if (key === 'false') {
    return false;
  }
  const known = state[key.replace(/^usageReports\./, '')];
  if (operator === undefined) {
    return (known !== undefined && known !== false) !== (not === '!');
  }
  return (String(known) === value) === (operator === '==');
}
