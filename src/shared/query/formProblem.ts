import type { FormProblem } from '../../base/errors.js';

/** A part of the form that a value has not, as valibot tells it. */
export interface FormIssue {
  readonly message: string;
  readonly received: string;
  readonly expected: string | null;
}

/** What is wrong at a place of a person's file. @param allowed the values that there are at the place, where they are few */
export function formProblemOf(
  { received: found, expected, message }: FormIssue,
  allowed: readonly string[] | undefined,
): FormProblem {
  if (found === 'undefined') {
    return { kind: 'missing' };
  }
  if (expected === 'never') {
    return { kind: 'unknownProperty' };
  }
  if (allowed !== undefined) {
    return { kind: 'oneOf', allowed, found };
  }
  return expected !== null && message.startsWith('Invalid type')
    ? { kind: 'type', expected, found }
    : { kind: 'notAllowed' };
}
