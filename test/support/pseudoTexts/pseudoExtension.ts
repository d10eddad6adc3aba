import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pseudoText } from './pseudoText.js';

type Bundle = Readonly<Record<string, string>>;

/**
 * Copies the built extension, with a translation of all that it says into a pseudo-language. VS Code finds the files by their names, as
 * it finds those of a translator.
 */
export function copyWithTranslation(extension: string, target: string, language: string): void {
  mkdirSync(target, { recursive: true });
  for (const name of ['package.json', 'package.nls.json', 'dist', 'media', 'l10n']) {
    // A copy and no link: VS Code tells from the place of a script which extension asks for a text.
    cpSync(path.join(extension, name), path.join(target, name), {
      recursive: true,
      filter: (file) => !file.endsWith('.map'),
    });
  }
  const read = (file: string) => readFileSync(path.join(target, file), 'utf8');
  const translate = (file: string, translated: string) => {
    const texts = Object.entries(JSON.parse(read(file)) as Bundle).map(([key, text]) => [key, pseudoText(text)]);
    writeFileSync(path.join(target, translated), JSON.stringify(Object.fromEntries(texts)));
  };
  translate('package.nls.json', `package.nls.${language}.json`);
  translate('l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`);
  const page = 'media/walkthrough/register';
  writeFileSync(path.join(target, `${page}.nls.${language}.md`), pseudoText(read(`${page}.md`)));
}
