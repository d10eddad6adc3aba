import { UsageReportsError, type ViewProblem } from '../../base/errors.js';

/**
 * @param path where in the file, such as `views.0.filters.1.kind`; empty for the whole
 * @param viewProblem what is wrong there, for people
 * @param message the same for logs and programs, and what would be right
 */
export function invalidView(path: string, viewProblem: ViewProblem, message: string): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    path === '' ? `The saved views: ${message}` : `The saved views, ${path}: ${message}`,
    { argument: path === '' ? 'views' : path, code: 'invalidView', viewProblem },
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

/** The view was deleted, or renamed, meanwhile. */
export function goneView(name: string): UsageReportsError {
  return invalidView('name', { kind: 'gone', name }, `There is no view "${name}" any more.`);
}

/** @param name of the report that a view is of */
export function noSuchReport(name: string): UsageReportsError {
  return invalidView('report', { kind: 'noReport', name }, `There is no report "${name}".`);
}

/** @param most bytes of a file with views */
export function tooLargeViews(most: number): UsageReportsError {
  return invalidView('', { kind: 'tooLarge' }, `The file has more than ${most} bytes.`);
}

/** A file or an answer would have rows that the view leaves out. @param columns that it filters or groups by */
export function unfitView(view: string, columns: readonly string[]): UsageReportsError {
  return new UsageReportsError(
    'invalidRequest',
    `The report doesn't have columns that the view "${view}" filters or groups by, or not of this type: ${columns.join(', ')}.`,
    { argument: 'view', code: 'unfitView', viewProblem: { kind: 'unfit', view, columns } },
  );
}
