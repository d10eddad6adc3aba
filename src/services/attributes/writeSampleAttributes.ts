import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleAttributes } from '../sample/attributes.js';

/**
 * Writes the attributes of the sample tenant's users, which are made up as all of its data.
 * @returns the file
 */
export async function writeSampleAttributes(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'sample-attributes.csv');
  await writeFile(file, sampleAttributes());
  return file;
}
