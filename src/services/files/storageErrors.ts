import { isCancelled, messageOf, UsageReportsError } from '../../base/errors.js';

/** Whether an error means that the file does not exist, and not that it cannot be read. */
export function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

/** What is in the way of one place, and of no other. Everything else (a broken disk, too many open files) ends a walk. */
const PASSABLE = new Set([
  'notPlain',
  'fileTooLarge',
  'newerArchive',
  'EACCES',
  'EPERM',
  'ENOTDIR',
  'ELOOP',
  'ENAMETOOLONG',
]);

/** Whether a walk passes over the place that this error is about, and says it. */
export function isPassable(error: unknown): boolean {
  return PASSABLE.has((error instanceof UsageReportsError ? error.details.code : codeOf(error)) ?? '');
}

/** The code of an error of the file system, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

const errorSentences: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is larger than this disk or account may hold',
  EROFS: 'the folder is read-only',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOTDIR: 'there is a file where a folder is needed',
  EEXIST: 'there is a file where a folder is needed',
  EISDIR: 'there is a folder where a file is needed',
  ENOENT: 'a file or folder has disappeared',
  EBUSY: 'another program is using it',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the path is too long',
  ELOOP: 'there is a link where a file or folder is needed',
};

/** Converts an error of the file system. A `UsageReportsError` and cancellation stay unchanged. */
export function storageError(problem: string, error: unknown): Error {
  if (error instanceof UsageReportsError || (error instanceof Error && isCancelled(error))) {
    return error;
  }
  const code = codeOf(error);
  const why = (code === undefined ? undefined : errorSentences[code]) ?? messageOf(error);
  return new UsageReportsError('storage', `${problem}: ${why}.`, { code }, { cause: error });
}

/** Runs an action and converts errors of the file system, see {@link storageError}. */
export async function withStorageErrors<T>(problem: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw storageError(problem, error);
  }
}

/** A link, pipe, socket or device where a plain file or folder of ours is expected, or a file where a folder is. */
export function notPlain(name: string): UsageReportsError {
  const shown = shownName(name);
  return new UsageReportsError(
    'storage',
    `${shown} is not the plain file or folder that belongs there; links are not followed. It is left alone.`,
    {
      code: 'notPlain',
      argument: shown,
    },
  );
}

const MAX_SHOWN_CHARACTERS = 200;

/** A name that others chose, for a sentence: in quotation marks, not too long, and without anything that is not seen or moves the text. */
export function shownName(name: string): string {
  const clipped = name.length > MAX_SHOWN_CHARACTERS ? `${name.slice(0, MAX_SHOWN_CHARACTERS)}…` : name;
  const visible = clipped.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"]/gu, '\u{fffd}');
  return `"${visible}"`;
}
