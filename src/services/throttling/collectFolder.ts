import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The folder beside an archive's tenants with the state of collecting: recorded requests, interrupted runs, the schedule. */
export function collectFolder(archiveFolder: string): string {
  return join(archiveFolder, '.collect');
}

/** Creates the folder or a folder below it. An archive may be a Git repository, so its content is ignored there. */
export async function makeCollectFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '.gitignore'), '*\n');
}
