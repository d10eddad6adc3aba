import { type GenericSchema, is } from 'valibot';
import { isObject } from '../../base/json.js';

/** A step from a value to what it has. */
interface Step {
  readonly input: unknown;
  readonly key: unknown;
}

/** What the library's forms have, each some of it. */
interface Form {
  readonly wrapped?: Form;
  readonly item?: Form;
  readonly entries?: Readonly<Record<string, Form>>;
  readonly options?: readonly Form[];
  readonly key?: string;
}

/** The properties that the form has where an issue found one that it hasn't. @param path of the issue; its last step is that property */
export function propertiesAt(form: GenericSchema, path: readonly Step[]): readonly string[] {
  let at: Form | undefined = form as Form;
  for (const { input, key } of path.slice(0, -1)) {
    const one = formOf(at, input);
    at = one?.item ?? one?.entries?.[String(key)];
  }
  return Object.keys(formOf(at, path.at(-1)?.input)?.entries ?? {}).filter((name) => name !== '$schema');
}

/** The form of objects or lists within it that a value is held to. */
function formOf(form: Form | undefined, value: unknown): Form | undefined {
  const inner = form?.wrapped ?? form;
  const { options, key } = inner ?? {};
  if (options === undefined || key === undefined) {
    return inner?.wrapped === undefined ? inner : formOf(inner, value);
  }
  const told = isObject(value) ? value[key] : undefined;
  return options.find(({ entries }) => {
    const tells = entries?.[key];
    return tells !== undefined && is(tells as GenericSchema, told);
  });
}
