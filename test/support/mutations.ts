import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** What a changed file may hold in any place. */
const strayValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, '', 'x', 0, -1, 1.5, 1e308, 99, [], {}, [[]], [null], { a: {} }),
  fc.constantFrom<Json>('9999-12-31', '0001-01-01', '2026-99-99T99:99:99Z', 'NaN', '__proto__', '../../x', '\u0000'),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>,
);

/**
 * JSON like `original`, with one to three of its values removed, replaced, wrapped, repeated or turned into text: what damage, another
 * version, or somebody with an editor makes of a file.
 */
export function changedJson(original: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(original);
  const change = fc.record({
    at: fc.constantFrom(...places),
    kind: fc.constantFrom('remove', 'replace', 'wrap', 'repeat', 'text' as const),
    stray: strayValue,
  });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const root = { value: structuredClone(original) as Json };
    for (const { at, kind, stray } of changes) {
      apply(root, ['value', ...at], kind, stray);
    }
    return root.value;
  });
}

function apply(root: Json, path: Place, kind: string, stray: Json): void {
  const parent = path.slice(0, -1).reduce<Json | undefined>((value, step) => childOf(value, step), root);
  const step = path.at(-1);
  const value = step === undefined ? undefined : childOf(parent, step);
  if (typeof parent !== 'object' || parent === null || step === undefined || value === undefined) {
    // An earlier change has taken the place away.
    return;
  }
  const changed = { replace: stray, wrap: [value], repeat: [value, value], text: JSON.stringify(value) }[kind];
  if (Array.isArray(parent)) {
    parent.splice(
      Number(step),
      1,
      ...(kind === 'remove' ? [] : kind === 'repeat' ? [value, value] : [changed as Json]),
    );
  } else if (kind === 'remove') {
    delete parent[step];
  } else {
    parent[step] = changed as Json;
  }
}

function childOf(value: Json | undefined, step: string): Json | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, Json>)[step] : undefined;
}

/** Where a value is inside another one. */
type Place = readonly string[];

/** Every place in a value, itself first. */
function placesIn(value: unknown, at: Place = []): Place[] {
  const isPlain = Array.isArray(value) || (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value));
  return isPlain ? [at, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...at, name]))] : [at];
}
