import { Zip, ZipPassThrough } from 'fflate/browser';
import { concatBytes } from '../../../base/bytes.js';
import { UsageReportsError } from '../../../base/errors.js';

/** A file of an archive, whose content is made while it is written. */
export interface ZipFile {
  /** With `/`. */
  readonly path: string;
  readonly content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

/** The same content makes the same archive, whenever that is. */
const MODIFIED = new Date(1980, 0, 1);
/** An archive without ZIP64, which not every reader knows, has 32 bits for the size of a file and the place where it begins. */
const MAX_BYTES = 0xffff_ffff;

/**
 * Writes a ZIP archive as its files come; of each, a few hundred kilobytes are in memory. They are deflated by the runtime, which does it on
 * another thread.
 * @throws UsageReportsError `exportFailed` where a file, or all of them, have more than 4 GB; whatever iterating over the files throws
 */
export async function* zipStream(files: AsyncIterable<ZipFile> | Iterable<ZipFile>): AsyncGenerator<Uint8Array> {
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
    const file = new DeflatedFile(path);
    archive.add(file);
    for await (const bytes of deflated(file.seen(content))) {
      file.add(bytes);
      yield concatBytes(pending.splice(0));
    }
    file.end();
  }
  archive.end();
  yield concatBytes(pending);
}

/** A file that is deflated before it gets here, and whose checksum is that of the content before. */
class DeflatedFile extends ZipPassThrough {
  override readonly compression = 8;
  override readonly mtime = MODIFIED;

  /** The content, which is counted on its way. */
  async *seen(content: ZipFile['content']): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    for await (const bytes of content) {
      this.push(bytes, false);
      if (this.size > MAX_BYTES) {
        throw tooLarge();
      }
      // No writer shares its memory with another thread.
      yield bytes as Uint8Array<ArrayBuffer>;
    }
    this.push(new Uint8Array(), true);
  }

  add(bytes: Uint8Array): void {
    this.ondata(null, bytes as Uint8Array<ArrayBuffer>, false);
  }

  end(): void {
    this.ondata(null, new Uint8Array(), true);
  }

  /** What comes from {@link push} is only counted. */
  protected override process(): void {
    // The deflated bytes are added.
  }
}

/** Deflates what comes, and asks for no more of it than is deflated. */
async function* deflated(content: AsyncGenerator<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  const { writable, readable } = new CompressionStream('deflate-raw');
  const writer = writable.getWriter();
  const feed = async () => {
    for await (const bytes of content) {
      await writer.write(bytes);
    }
    await writer.close();
  };
  // What fails here ends the other side, too, which throws it.
  const fed = feed().catch((error: unknown) => writer.abort(error).catch(() => undefined));
  const reader: ReadableStreamDefaultReader<Uint8Array> = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        await fed;
        return;
      }
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function tooLarge(): UsageReportsError {
  return new UsageReportsError('exportFailed', 'The workbook has more than 4 GB.', { code: 'EFBIG' });
}
