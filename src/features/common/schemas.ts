import * as v from 'valibot';

/** A row or column number, or a message number. */
export const index = v.pipe(v.number(), v.integer(), v.minValue(0));
export const date = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/));

const bound = v.optional(v.pipe(v.number(), v.finite()));
const orBlank = v.optional(v.boolean());

/** Characters of a value that rows can be filtered by. */
export const MAX_FILTER_VALUE = 10_000;

/** Limits far beyond what anybody chooses in the table's menus. */
const columnFilter = v.variant('kind', [
  v.strictObject({ column: index, kind: v.literal('range'), from: bound, to: bound, orBlank }),
  v.strictObject({ column: index, kind: v.literal('days'), from: v.optional(date), to: v.optional(date), orBlank }),
  v.strictObject({
    column: index,
    kind: v.literal('values'),
    values: v.pipe(v.array(v.pipe(v.string(), v.maxLength(MAX_FILTER_VALUE))), v.maxLength(1_000)),
    orBlank,
  }),
  v.strictObject({ column: index, kind: v.picklist(['blank', 'notBlank']) }),
]);

/** Which rows in which order. */
export const view = v.strictObject({
  sort: v.optional(v.strictObject({ column: index, descending: v.boolean() })),
  filter: v.optional(v.pipe(v.string(), v.maxLength(1_000))),
  filters: v.optional(v.pipe(v.array(columnFilter), v.maxLength(200))),
});

/** @returns what makes of anything from outside what the schema is of, or `undefined` where it is nothing of the kind */
export function parserOf<T>(schema: v.GenericSchema<unknown, T>): (raw: unknown) => T | undefined {
  return (raw) => {
    const result = v.safeParse(schema, raw);
    return result.success ? result.output : undefined;
  };
}
