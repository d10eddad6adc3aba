import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

const INDEX_KEY = 'usageReports.archive.indexKey';

/**
 * The key that signs what this installation saves of histories, 32 random bytes in hexadecimal. It is in VS Code's own storage, where those
 * who can write to the archive cannot read it. Without it, or with another one, the histories are made of their snapshots again.
 */
export async function indexKey(memento: vscode.Memento): Promise<string> {
  const stored = memento.get<unknown>(INDEX_KEY);
  if (typeof stored === 'string' && /^[0-9a-f]{64}$/.test(stored)) {
    return stored;
  }
  const key = randomBytes(32).toString('hex');
  // Where it cannot be stored, what it signs holds until the window closes.
  await memento.update(INDEX_KEY, key).then(undefined, () => undefined);
  return key;
}
