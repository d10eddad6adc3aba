import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import { codeOf } from './fileSystem.js';

/** Writes what it is given as gzip, piece by piece, to a file that somebody else opened and closes. */
export class GzipFileWriter {
  readonly #gzip: Gzip = createGzip();
  readonly #copied: Promise<number>;

  constructor(file: Pick<FileHandle, 'writeFile'>) {
    this.#copied = this.#copy(file);
    // Whoever writes or finishes next is told.
    this.#copied.catch(() => undefined);
  }

  /** @throws what writing to the file threw, sooner or later */
  async write(chunk: Uint8Array): Promise<void> {
    const taken = new Promise<void>((resolve, reject) => {
      // Not when there is room but when it has been compressed: a caller may use its memory again.
      this.#gzip.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    taken.catch(() => undefined);
    await Promise.race([taken, this.#copied]);
  }

  /** @returns bytes in the file */
  async finish(): Promise<number> {
    this.#gzip.end();
    return this.#copied;
  }

  /** Stops; resolves when nothing is written any more. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#copied.catch(() => undefined);
  }

  async #copy(file: Pick<FileHandle, 'writeFile'>): Promise<number> {
    let bytes = 0;
    for await (const piece of this.#gzip as AsyncIterable<Uint8Array>) {
      await file.writeFile(piece);
      bytes += piece.byteLength;
    }
    return bytes;
  }
}

/**
 * The bytes that were compressed, as a stream.
 * @throws what `damaged` makes where the bytes are no whole gzip; what reading them threw
 */
export async function* decompress(pieces: AsyncIterable<Uint8Array>, damaged: () => Error): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Errors of either side come out of the iteration below.
  pipeline(Readable.from(pieces, { objectMode: true }), gunzip, () => undefined);
  try {
    for await (const piece of gunzip as AsyncIterable<Uint8Array>) {
      yield piece;
    }
  } catch (error) {
    throw codeOf(error)?.startsWith('Z_') === true ? damaged() : error;
  }
}
