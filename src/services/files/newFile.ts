import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Writes a file that does not exist yet as its content comes, and waits until it is on the disk. Of a file that fails, the part that was
 * written stays.
 * @param isPrivate whether only this account may read it, whatever the umask
 * @throws errors of the file system, and whatever iterating over `chunks` throws
 */
export async function writeNewFile(file: string, chunks: AsyncIterable<Uint8Array>, isPrivate: boolean): Promise<void> {
  const handle = await open(file, 'wx', isPrivate ? 0o600 : 0o666);
  try {
    for await (const chunk of chunks) {
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** SHA-256 of a file, which is read piece by piece. @throws errors of the file system */
export async function fileFingerprint(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

/** The same of bytes in memory. */
export function bytesFingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
