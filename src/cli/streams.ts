import { fstatSync, writeSync } from 'node:fs';
import type { OutputStream } from './output.js';

/** The stream of the process, or one of our own for a file: Node's leaves out the rest of a line of which a full disk took a part. */
export function streamFor(fd: number, ofProcess: OutputStream): OutputStream {
  try {
    return fstatSync(fd).isFile() ? fileStream((bytes) => writeSync(fd, bytes)) : ofProcess;
  } catch {
    return ofProcess;
  }
}

/** @param writeSome writes at least one byte, and returns how many; throws where none could be written */
export function fileStream(writeSome: (bytes: Uint8Array) => number): OutputStream {
  return {
    write: (text, done) => {
      let rest: Uint8Array = Buffer.from(text);
      while (rest.length > 0) {
        const written = writeSome(rest);
        if (written <= 0) {
          throw new Error('Nothing was written.');
        }
        rest = rest.subarray(written);
      }
      done();
    },
    on: () => undefined,
  };
}
