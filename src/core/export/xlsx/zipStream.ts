import { Zip, type ZipInputFile } from 'fflate/browser';
import { concatBytes } from '../../../base/bytes.js';
import { UsageReportsError } from '../../../base/errors.js';

/** A file of an archive, whose content is made while it is written. */
export interface ZipFile {
  /** With `/`. */
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** Packs content as gzip, and asks for no more of it than is packed: what the machine has for that. */
export type Gzip = (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** The same content makes the same archive, whenever that is. */
const MODIFIED = new Date(1980, 0, 1);
/** An archive without ZIP64, which not every reader knows, has 32 bits for the size of a file and the place where it begins. */
const MAX_BYTES = 0xffff_ffff;

/**
 * Writes a ZIP archive as its files come; of each, a few hundred kilobytes are in memory.
 * @throws UsageReportsError `exportFailed` where a file, or all of them, have more than 4 GB; whatever iterating over the files throws
 */
export async function* zipStream(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
  gzip: Gzip,
): AsyncGenerator<Uint8Array> {
  const pending: Uint8Array[] = [];
  let size = 0;
  const archive = new Zip((error, bytes) => {
    if (error !== null) {
      throw error;
    }
    size += bytes.byteLength;
    if (size > MAX_BYTES) {
      throw tooLarge();
    }
    pending.push(bytes);
  });
  for await (const { path, content } of files) {
    const file = new PackedFile(path);
    archive.add(file);
    for await (const bytes of gzip(file.counted(content))) {
      file.addPacked(bytes);
      yield concatBytes(pending.splice(0));
    }
    file.end();
  }
  archive.end();
  yield concatBytes(pending);
}

/** gzip has deflated bytes, which are those of an archive, between a header and the checksum and the size of the content. */
const GZIP_HEADER_BYTES = 10;
const GZIP_TRAILER_BYTES = 8;

/** A file of an archive, made of what comes packed: its checksum is that of gzip. */
class PackedFile implements ZipInputFile {
  readonly compression = 8;
  readonly mtime = MODIFIED;
  size = 0;
  crc = 0;
  /** Set by the archive. */
  ondata: ZipInputFile['ondata'];
  #headerLeft = GZIP_HEADER_BYTES;
  /** The last bytes so far: they are the trailer, unless more come. */
  #last: Uint8Array = new Uint8Array();

  constructor(readonly filename: string) {}

  /** The content, which is counted on its way. */
  async *counted(content: ZipFile['content']): AsyncGenerator<Uint8Array> {
    for await (const bytes of content) {
      this.size += bytes.byteLength;
      if (this.size > MAX_BYTES) {
        throw tooLarge();
      }
      yield bytes;
    }
  }

  addPacked(bytes: Uint8Array): void {
    const header = Math.min(this.#headerLeft, bytes.byteLength);
    this.#headerLeft -= header;
    const known = concatBytes([this.#last, bytes.subarray(header)]);
    const end = Math.max(0, known.byteLength - GZIP_TRAILER_BYTES);
    this.#last = known.subarray(end);
    this.ondata?.(null, known.subarray(0, end), false);
  }

  end(): void {
    const { buffer, byteOffset, byteLength } = this.#last;
    this.crc = new DataView(buffer, byteOffset, byteLength).getUint32(0, true);
    this.ondata?.(null, new Uint8Array(), true);
  }
}

function tooLarge(): UsageReportsError {
  return new UsageReportsError('exportFailed', 'The workbook has more than 4 GB.', { code: 'EFBIG' });
}
