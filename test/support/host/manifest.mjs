import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Manifest
 * @property {string} publisher
 * @property {string} name
 * @property {string} version
 * @property {{ viewsContainers?: { activitybar?: { title: string }[] } }} [contributes]
 */

/**
 * @param {string} folder
 * @returns {Manifest}
 */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/**
 * @param {string} folder
 * @returns {string} `publisher.name`
 */
export function extensionId(folder) {
  const { publisher, name } = manifestOf(folder);
  return `${publisher}.${name}`;
}

/**
 * Title of the extension's place in the activity bar; undefined where it has none.
 *
 * @param {string} folder
 * @param {string} [language] default: English
 * @returns {string | undefined}
 */
export function activityBarTitle(folder, language) {
  const title = manifestOf(folder).contributes?.viewsContainers?.activitybar?.[0]?.title;
  const key = title && /^%(.+)%$/.exec(title)?.[1];
  const texts = path.join(folder, language ? `package.nls.${language}.json` : 'package.nls.json');
  return key && existsSync(texts) ? JSON.parse(readFileSync(texts, 'utf8'))[key] : title;
}
