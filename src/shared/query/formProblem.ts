import type { GenericSchema } from 'valibot';
import type { FormProblem } from '../../base/errors.js';
import { nearestText } from '../../base/nearestText.js';
import { propertiesAt } from './formProperties.js';

/** A part of the form that a value has not, as valibot tells it. */
export interface FormIssue {
  readonly message: string;
  readonly received: string;
  readonly expected: string | null;
  readonly path?: readonly { readonly input: unknown; readonly key: unknown }[] | undefined;
}

/** A property that a form doesn't have, and what it has in its place. */
export interface UnknownProperty {
  readonly name: string;
  readonly allowed: readonly string[];
  readonly nearest?: string;
}

/** @returns `undefined` where the issue is another one @param form that the value was held to */
export function unknownPropertyOf(
  { expected, path = [] }: FormIssue,
  form: GenericSchema,
): UnknownProperty | undefined {
  const name = path.at(-1)?.key;
  if (expected !== 'never' || typeof name !== 'string') {
    return undefined;
  }
  const allowed = propertiesAt(form, path);
  const nearest = nearestText(name, allowed);
  return { name, allowed, ...(nearest === undefined ? {} : { nearest }) };
}

/**
 * What is wrong at a place of a person's file.
 * @param allowed the values that there are at the place, where they are few
 * @param form that the file was held to
 */
export function formProblemOf(
  issue: FormIssue,
  allowed: readonly string[] | undefined,
  form: GenericSchema,
): FormProblem {
  const { received: found, expected, message } = issue;
  if (found === 'undefined') {
    return { kind: 'missing' };
  }
  const unknown = unknownPropertyOf(issue, form);
  if (unknown !== undefined) {
    return { kind: 'unknownProperty', ...unknown };
  }
  if (allowed !== undefined) {
    return { kind: 'oneOf', allowed, found };
  }
  return expected !== null && message.startsWith('Invalid type')
    ? { kind: 'type', expected, found }
    : { kind: 'notAllowed' };
}
