import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip, createGzip, type Gzip } from 'node:zlib';
import { UsageReportsError } from '../../base/errors.js';
import { MAX_REPORT_BYTES } from '../../shared/sizeLimits.js';
import { codeOf } from '../files/storageErrors.js';

const CHUNK_BYTES = 64 * 1024;

/** Compresses chunks into an open file. The caller closes the file. */
export class GzipFileWriter {
  readonly #gzip: Gzip = createGzip();
  readonly #copied: Promise<number>;
  #unpacked = 0;

  constructor(file: Pick<FileHandle, 'writeFile'>) {
    this.#copied = this.#copy(file);
    // The next `write` or `finish` reports the error.
    this.#copied.catch(() => undefined);
  }

  /** @throws errors of writing to the file, perhaps of an earlier chunk */
  async write(chunk: Uint8Array): Promise<void> {
    this.#unpacked += chunk.byteLength;
    const compressed = new Promise<void>((resolve, reject) => {
      // Resolves when the chunk is compressed, so that the caller may reuse its memory.
      this.#gzip.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
    compressed.catch(() => undefined);
    await Promise.race([compressed, this.#copied]);
  }

  /**
   * @returns size of the file
   * @throws UsageReportsError `tooLarge` if the file could not be read again
   */
  async finish(): Promise<number> {
    this.#gzip.end();
    const packed = await this.#copied;
    checkSizes({ packed, unpacked: this.#unpacked });
    return packed;
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

/** Sizes of a packed file, in bytes. */
export interface PackedSizes {
  readonly packed: number;
  readonly unpacked: number;
}

/** Files up to this size may be packed as well as gzip can. */
const MAX_WELL_PACKED_BYTES = 10_000_000;
/** Honest reports of more than that are packed 5 to 30 times: rows differ at least in their names. gzip can do 1,000 times. */
const MAX_RATIO = 200;

/** The most that a packed file may have when it is unpacked, so that a small file does not cost much. */
function mostUnpacked(packed: number): number {
  return Math.min(MAX_REPORT_BYTES, Math.max(MAX_WELL_PACKED_BYTES, packed * MAX_RATIO));
}

function checkSizes({ packed, unpacked }: PackedSizes): void {
  const most = mostUnpacked(packed);
  if (unpacked > most) {
    throw new UsageReportsError('tooLarge', 'The archived file unpacks to more than can be read.', {
      exceeded: { amount: 'unpackedBytes', most, found: unpacked },
    });
  }
}

/**
 * Decompresses a stream. zlib works on threads of its own, and waits for the reader, so neither memory nor the event loop suffers.
 * @param sizes as recorded when the file was packed; nothing beyond them is unpacked
 * @throws UsageReportsError `tooLarge`; `damaged()` if the input is no complete gzip stream, or has more than recorded; errors of the input
 */
export async function* decompress(
  chunks: AsyncIterable<Uint8Array>,
  sizes: PackedSizes,
  damaged: () => Error,
): AsyncGenerator<Uint8Array> {
  checkSizes(sizes);
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let unpacked = 0;
  // Errors of both streams are thrown by the iteration below.
  pipeline(Readable.from(chunks, { objectMode: true }), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      unpacked += chunk.byteLength;
      if (unpacked > sizes.unpacked) {
        throw damaged();
      }
      yield chunk;
    }
  } catch (error) {
    throw codeOf(error)?.startsWith('Z_') === true ? damaged() : error;
  }
}
