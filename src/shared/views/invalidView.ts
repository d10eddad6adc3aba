import { UsageReportsError } from '../../base/errors.js';

/**
 * @param path where in the file, such as `views.0.filters.1.kind`; empty for the whole
 * @param message what is wrong there, and what would be right
 */
export function invalidView(path: string, message: string): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    path === '' ? `The saved views: ${message}` : `The saved views, ${path}: ${message}`,
    { argument: path === '' ? 'views' : path, code: 'invalidView' },
  );
}

/** @param names of the views that there are */
export function noSuchView(name: string, names: readonly string[]): UsageReportsError {
  const there = names.map((one) => `"${one}"`).join(', ') || 'none';
  return new UsageReportsError('invalidRequest', `The report has no view "${name}". Its views are: ${there}.`, {
    argument: 'view',
    code: 'noSuchView',
  });
}
