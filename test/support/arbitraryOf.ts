import fc from 'fast-check';
import { type GenericSchema, is } from 'valibot';

/** What the schemas of valibot have at run time, as far as those of this project use it. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  readonly options?: readonly unknown[];
  readonly item?: GenericSchema;
  readonly wrapped?: GenericSchema;
  readonly literal?: unknown;
  readonly pipe?: readonly unknown[];
}

/** At the edges of what a program can count, and beyond. */
const numbers = fc.oneof(
  fc.nat({ max: 5 }),
  fc.constantFrom(-1, -0, 0.5, 1e21, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, Number.MAX_VALUE, NaN, Infinity),
  fc.integer(),
);

/** Those that a format asks for, and those that could be taken for something else. */
const strings = fc.oneof(
  fc.constantFrom('', 'D7', 'ALL', '2026-11-18', '9999-12-31', '0001-01-01', '2026-02-31', 'sample', 'retry'),
  fc.constantFrom('getTeamsUserActivityCounts', '__proto__', 'constructor', '../../etc/passwd', '=cmd|x', '\u202Ea'),
  fc.constantFrom('[a](command:workbench.action.quit)', '<img src=x>', '$(zap)', 'x'.repeat(2_000)),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const cells = fc.oneof(fc.constant(null), fc.boolean(), numbers, strings, fc.array(strings, { maxLength: 2 }));
/** For checks that are functions: whatever one of them may take. */
const values = fc.oneof(
  cells,
  fc.array(fc.oneof(fc.constant(null), numbers), { maxLength: 5 }),
  fc.array(fc.array(cells, { maxLength: 4 }), { maxLength: 4 }),
);

/** Values that fit a schema, with the edges and the hostile texts that it lets through. */
export function arbitraryOf(schema: GenericSchema): fc.Arbitrary<unknown> {
  const shape = schema as unknown as Shape;
  const fitting = valuesOf(shape);
  return shape.pipe === undefined && shape.type !== 'custom' ? fitting : fitting.filter((value) => is(schema, value));
}

function valuesOf({ type, entries = {}, options = [], item, wrapped, literal }: Shape): fc.Arbitrary<unknown> {
  switch (type) {
    case 'string':
      return strings;
    case 'number':
      // What is no number does not survive the way between two windows.
      return numbers.filter((value) => !Number.isNaN(value));
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constant(literal);
    case 'picklist':
      return fc.constantFrom(...options);
    case 'array':
      return fc.array(arbitraryOf(item!), { maxLength: 4 });
    case 'optional':
      return fc.option(arbitraryOf(wrapped!), { nil: undefined });
    case 'nullable':
      return fc.option(arbitraryOf(wrapped!));
    case 'variant':
      return fc.oneof(...options.map((option) => arbitraryOf(option as GenericSchema)));
    case 'object':
    case 'strict_object':
      return objectsOf(entries);
    case 'instance':
      return fc.uint8Array({ minLength: 0, maxLength: 40 });
    case 'custom':
      return values;
    case 'unknown':
      return fc.jsonValue();
    default:
      throw new Error(`arbitraryOf does not know what fits a schema of valibot's type ${type}.`);
  }
}

/** What is optional is missing at times, which is not the same as being undefined. */
function objectsOf(entries: Readonly<Record<string, GenericSchema>>): fc.Arbitrary<unknown> {
  const isOptional = (name: string) => (entries[name] as unknown as Shape).type === 'optional';
  const fields = Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, arbitraryOf(entry)]));
  return fc.record(fields, { requiredKeys: Object.keys(entries).filter((name) => !isOptional(name)) });
}

/** All that can be copied between two windows, JSON or not. */
export const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    undefined,
    null,
    NaN,
    -1,
    '',
    [],
    {},
    1n,
    new Date(NaN),
    new Map([[{}, 1]]),
    new Uint8Array(3),
  ),
  fc.constantFrom<unknown>(JSON.parse('{"__proto__":{"kind":"ready"}}'), JSON.parse('{"constructor":1}'), {
    kind: 'ready',
  }),
  fc.object({ maxDepth: 2, withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
);
