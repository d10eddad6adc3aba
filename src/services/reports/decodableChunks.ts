import type { FileOrigin } from '../archive/fileOrigin.js';
import type { Snapshot } from '../archive/snapshot.js';
import type { ReportDefinition } from '../../core/catalog/definition.js';

/**
 * The bytes of a snapshot as the decoders read them. A file that somebody added is archived as it came, and may be written otherwise than the
 * service does.
 *
 * Iterating throws what {@link Snapshot.chunks} does; of such a file also `unreadableFile`.
 */
export function decodableChunks(
  snapshot: Pick<Snapshot, 'meta' | 'chunks'>,
  definition: ReportDefinition,
): AsyncIterable<Uint8Array> {
  const { origin } = snapshot.meta;
  return origin === undefined ? snapshot.chunks() : chunksOfFile(snapshot, definition, origin);
}

async function* chunksOfFile(
  snapshot: Pick<Snapshot, 'chunks'>,
  definition: ReportDefinition,
  { name }: FileOrigin,
): AsyncGenerator<Uint8Array> {
  const { readAddedFile } = await import('./readAddedFile.js');
  yield* await readAddedFile(snapshot.chunks(), name, definition);
}
