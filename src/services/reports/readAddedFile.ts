import type { ReportDefinition } from '../../core/catalog/definition.js';
import { withFileNames } from '../../core/catalog/recognize.js';
import { asServiceWrites } from './fileContent.js';
import { fileText } from './fileText.js';
import { fileTraits } from './fileTraits.js';

/**
 * A file that somebody added to the archive, as the service writes its report.
 * @param name of the file
 * @throws UsageReportsError `unreadableFile`; errors of the chunks
 */
export async function readAddedFile(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  definition: ReportDefinition,
): Promise<AsyncIterable<Uint8Array>> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) {
    pieces.push(chunk);
  }
  const text = await fileText(Buffer.concat(pieces));
  const traits = fileTraits(text, name);
  const written = await asServiceWrites(text, traits, withFileNames(definition, traits.names), {});
  return written.chunks;
}
