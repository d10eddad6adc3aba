import type { RuleProblem, TextPlace, UsageReportsError } from '../../base/errors.js';
import { invalidJsonFile } from '../../base/jsonFile.js';

/** See {@link invalidJsonFile}. */
export function invalidRule(path: string, ruleProblem: RuleProblem, place?: TextPlace): UsageReportsError {
  return invalidJsonFile('rules', path, { code: 'invalidRule', ruleProblem }, place);
}
