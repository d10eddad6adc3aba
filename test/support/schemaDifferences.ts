/** As much of a JSON schema as those of the editor have. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** As much of a form of valibot as those of files have. */
export interface Form {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Form>>;
  readonly options?: readonly unknown[];
  readonly key?: string;
  readonly literal?: unknown;
  readonly item?: Form;
  readonly wrapped?: Form;
  readonly pipe?: readonly { readonly kind?: string; readonly type: string; readonly requirement?: unknown }[];
}

/** Which limit of a schema says what an action of valibot demands, of texts, lists, and numbers. */
const LIMITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  string: { min_length: 'minLength', non_empty: 'minLength', max_length: 'maxLength' },
  array: { min_length: 'minItems', non_empty: 'minItems', max_length: 'maxItems' },
  number: { min_value: 'minimum', max_value: 'maximum' },
};

/**
 * What a JSON schema says otherwise than the form that reads the file: properties, which of them are needed, values, and limits, all the way down.
 *
 * @param inside forms of what the form leaves open, by the name of its property
 */
export function schemaDifferences(
  schema: JsonSchema,
  form: object,
  inside: Readonly<Record<string, object>> = {},
): readonly string[] {
  const resolved = (one: JsonSchema): JsonSchema => {
    const { $ref, ...beside } = one;
    const found = $ref === undefined ? undefined : schema.definitions?.[$ref.replace('#/definitions/', '')];
    return $ref === undefined ? one : found === undefined ? { const: `no ${$ref}` } : { ...resolved(found), ...beside };
  };
  const flat = (one: JsonSchema): readonly JsonSchema[] => {
    const { oneOf, ...beside } = resolved(one);
    return oneOf === undefined ? [beside] : oneOf.flatMap(flat);
  };

  const compare = (given: JsonSchema, of: Form, at: string): string[] => {
    const one = withoutExamples(resolved(given));
    const same = (what: string, found: unknown, expected: unknown) =>
      JSON.stringify(found) === JSON.stringify(expected)
        ? []
        : [`${at}: ${what} ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`];
    switch (of.type) {
      case 'optional':
        return compare(one, of.wrapped!, at);
      case 'literal':
        return same('const', one.const, of.literal);
      case 'picklist':
        return [
          ...same('enum', one.enum ?? [one.const], of.options),
          ...(one.enumDescriptions === undefined
            ? []
            : same('descriptions', one.enumDescriptions.length, of.options?.length)),
        ];
      case 'boolean':
        return same('type', one.type, 'boolean');
      case 'unknown': {
        const form = inside[at.split('.').at(-1) ?? ''];
        return form === undefined ? [] : compare(one, form as Form, at);
      }
      case 'string':
      case 'number': {
        const isWhole = of.pipe?.some(({ type }) => type === 'integer') === true;
        return [...same('type', one.type, isWhole ? 'integer' : of.type), ...limits(one, of, at)];
      }
      case 'array':
        return [
          ...same('type', one.type, 'array'),
          ...limits(one, of, at),
          ...compare(one.items ?? {}, of.item!, `${at}[]`),
        ];
      case 'strict_object': {
        const { properties = {}, required = [] } = one;
        const entries = Object.entries(of.entries ?? {});
        return [
          ...same('type', one.type, 'object'),
          ...same('additionalProperties', one.additionalProperties, false),
          ...same('properties', Object.keys(properties).sort(), sorted(entries)),
          ...same('required', [...required].sort(), sorted(entries.filter(([, entry]) => isNeeded(entry)))),
          ...entries.flatMap(([name, entry]) =>
            properties[name] === undefined ? [] : compare(properties[name], entry, `${at}.${name}`),
          ),
        ];
      }
      case 'union': {
        const { anyOf = [] } = resolved(given);
        const forms = (of.options ?? []) as readonly Form[];
        return [
          ...same('number of forms', anyOf.length, forms.length),
          ...forms.flatMap((each, index) => compare(anyOf[index] ?? {}, each, `${at}|${index}`)),
        ];
      }
      case 'variant': {
        const forms = (of.options ?? []) as readonly Form[];
        const schemas = flat(one);
        const { key = '' } = of;
        // What the editor proposes before any form fits better than the others.
        const proposed = resolved(one).properties?.[key]?.enum;
        const all = schemas.flatMap(({ properties = {} }) => valuesOf(resolved(properties[key] ?? {})));
        if (proposed !== undefined && JSON.stringify(proposed) !== JSON.stringify(all)) {
          return [`${at}: proposes ${JSON.stringify(proposed)}, not ${JSON.stringify(all)}`];
        }
        return schemas.length === forms.length
          ? forms.flatMap((each, index) => compare(schemas[index] ?? {}, each, `${at}<${key} ${index}>`))
          : [`${at}: ${schemas.length} forms, not ${forms.length}`];
      }
      default:
        return [`${at}: a form of the type ${of.type}`];
    }
  };

  const limits = (one: JsonSchema, of: Form, at: string): string[] => {
    const names = LIMITS[of.type] ?? {};
    const expected = new Map<string, unknown>();
    for (const { type, requirement } of of.pipe ?? []) {
      const name = names[type];
      if (name !== undefined) {
        // The smallest number above 0 is written as what it is above.
        const isAboveZero = requirement === Number.MIN_VALUE;
        expected.set(isAboveZero ? 'exclusiveMinimum' : name, isAboveZero ? 0 : (requirement ?? 1));
      }
    }
    const all = one as unknown as Readonly<Record<string, unknown>>;
    return [...new Set([...Object.values(names), 'exclusiveMinimum'])].flatMap((name) =>
      all[name] === expected.get(name)
        ? []
        : [`${at}: ${name} ${String(all[name])}, not ${String(expected.get(name))}`],
    );
  };

  return compare(schema, form as Form, '');
}

/** Values that the editor proposes beside any other. */
function withoutExamples({ anyOf, ...one }: JsonSchema): JsonSchema {
  return { ...(one.type === undefined ? anyOf?.find(({ type }) => type !== undefined) : {}), ...one };
}

function isNeeded({ type, wrapped }: Form): boolean {
  return type === 'unknown' || (type !== 'optional' && wrapped === undefined);
}

function sorted(entries: readonly (readonly [string, Form])[]): string[] {
  return entries.map(([name]) => name).sort();
}

function valuesOf({ enum: several, const: single }: JsonSchema): readonly unknown[] {
  return several ?? [single];
}
