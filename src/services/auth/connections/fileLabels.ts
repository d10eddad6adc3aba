import { shortHash } from '../../../base/shortHash.js';

/** Labels the connections, so that a file says whose it is and files of several connections can lie in one folder. */
export function withFileLabels<T extends { readonly id: string }>(
  connections: readonly T[],
): (T & { readonly fileLabel: string })[] {
  const keys = connections.map(({ id }) => fileKey(id));
  return connections.map((connection, index) => {
    const { id } = connection;
    const isUnique = keys.every((key, other) => other === index || key !== keys[index]);
    return { ...connection, fileLabel: isUnique ? id : `${id}-${shortHash(id)}` };
  });
}

/** Equal for IDs that file names don't distinguish: some file systems ignore case, and export names have no other characters. */
function fileKey(id: string): string {
  return id.replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();
}
