import * as nodeFileSystem from 'node:fs/promises';

/** The part of Node's file system that stored data need. Tests replace it to inject faults. */
export type FileSystem = Pick<
  typeof nodeFileSystem,
  'chmod' | 'lstat' | 'mkdir' | 'open' | 'readdir' | 'rename' | 'rm' | 'rmdir' | 'stat'
>;

export { nodeFileSystem };
