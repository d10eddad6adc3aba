import { type FileProblem, UsageReportsError } from '../../base/errors.js';

/** Says why a file of the person's cannot be opened as a report. */
export function unreadableFile(fileProblem: FileProblem, cause?: unknown): UsageReportsError {
  return new UsageReportsError(
    'unreadableFile',
    `The file can't be opened as a usage report (${fileProblem}).`,
    { fileProblem },
    { cause },
  );
}
