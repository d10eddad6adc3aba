import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import { codeOf } from './fileSystem.js';

/** Compresses chunks into an open file. The caller closes the file. */
export class GzipFileWriter {
  readonly #gzip: Gzip = createGzip();
  readonly #copied: Promise<number>;

  constructor(file: Pick<FileHandle, 'writeFile'>) {
    this.#copied = this.#copy(file);
    // The next `write` or `finish` reports the error.
    this.#copied.catch(() => undefined);
  }

  /** @throws errors of writing to the file, perhaps of an earlier chunk */
  async write(chunk: Uint8Array): Promise<void> {
    const compressed = new Promise<void>((resolve, reject) => {
      // Resolves when the chunk is compressed, so that the caller may reuse its memory.
      this.#gzip.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    compressed.catch(() => undefined);
    await Promise.race([compressed, this.#copied]);
  }

  /** @returns size of the file */
  async finish(): Promise<number> {
    this.#gzip.end();
    return this.#copied;
  }

  /** Stops. Resolves when nothing is being written any more. */
  async abandon(): Promise<void> {
    this.#gzip.destroy();
    await this.#copied.catch(() => undefined);
  }

  async #copy(file: Pick<FileHandle, 'writeFile'>): Promise<number> {
    let bytes = 0;
    for await (const chunk of this.#gzip as AsyncIterable<Uint8Array>) {
      await file.writeFile(chunk);
      bytes += chunk.byteLength;
    }
    return bytes;
  }
}

/**
 * Decompresses a stream.
 * @throws `damaged()` if the input is no complete gzip stream; errors of the input
 */
export async function* decompress(chunks: AsyncIterable<Uint8Array>, damaged: () => Error): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  // Errors of both streams are thrown by the iteration below.
  pipeline(Readable.from(chunks, { objectMode: true }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      yield chunk;
    }
  } catch (error) {
    throw codeOf(error)?.startsWith('Z_') === true ? damaged() : error;
  }
}
