import { shortHash } from '../../../base/shortHash.js';

/**
 * Labels the connections so that their reports can be exported into one folder. Whoever has only one tenant keeps names without a label: an own
 * connection gets one if there is another own one, and the sample tenant gets one as soon as there is an own one.
 */
export function withFileLabels<T extends { readonly id: string; readonly kind: string }>(
  connections: readonly T[],
): (T & { readonly fileLabel?: string })[] {
  const own = connections.filter(({ kind }) => kind !== 'sample');
  const keys = connections.map(({ id }) => fileKey(id));
  return connections.map((connection, index) => {
    const others = connection.kind === 'sample' ? own.length : own.length - 1;
    if (others === 0) {
      return connection;
    }
    const { id } = connection;
    const isUnique = keys.every((key, other) => other === index || key !== keys[index]);
    return { ...connection, fileLabel: isUnique ? id : `${id}-${shortHash(id)}` };
  });
}

/** Equal for IDs that file names don't distinguish: some file systems ignore case, and export names have no other characters. */
function fileKey(id: string): string {
  return id.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
}
