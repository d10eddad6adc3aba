import { type RuleProblem, type TextPlace, UsageReportsError } from '../../base/errors.js';

/**
 * @param path where in the file, such as `rules.0.compare.above`; empty for the whole
 * @param ruleProblem what is wrong there, for people
 * @param place of the path in the file's text, where that is known
 */
export function invalidRule(path: string, ruleProblem: RuleProblem, place?: TextPlace): UsageReportsError {
  const where = [place === undefined ? '' : `line ${place.line}`, path].filter(Boolean).join(', ');
  const message = `The rules${where === '' ? '' : `, ${where}`}: ${JSON.stringify(ruleProblem)}`;
  return new UsageReportsError('invalidRequest', message, {
    argument: path === '' ? 'rules' : path,
    code: 'invalidRule',
    ruleProblem,
    ...(place === undefined ? {} : { place }),
  });
}
