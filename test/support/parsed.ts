import { type GenericSchema, safeParse } from 'valibot';

/** What a schema makes of something; `undefined` where it does not fit. */
export function parsed<T>(schema: GenericSchema<unknown, T>, raw: unknown): T | undefined {
  const { success, output } = safeParse(schema, raw);
  return success ? output : undefined;
}
