import type { Page } from 'playwright-core';
import { pseudoLetters } from '../../support/pseudoTexts/pseudoText.js';

/**
 * Gives a window a display language before it loads, as a language pack does: the window tells the language to the server and to the
 * extension host. VS Code's own texts are in look-alike letters then, so that every English text on screen is the extension's.
 */
export async function setDisplayLanguage(page: Page, language: string): Promise<void> {
  await page.addInitScript(
    ({ language, lookAlikes }) => {
      const translated = (text: string) =>
        text
          .split(/(\{[^}]*\}|`[^`]*`|\]\([^)]*\)|\$\([\w~-]+\)|<[^>]*>|&&)/)
          .map((part, index) =>
            index % 2 === 1 ? part : part.replace(/[a-z]/gi, (letter) => lookAlikes[letter] ?? letter),
          )
          .join('');
      let messages: (string | string[])[] | undefined;
      Object.defineProperties(globalThis, {
        _VSCODE_NLS_LANGUAGE: { get: () => language, set: () => undefined },
        _VSCODE_NLS_MESSAGES: {
          get: () => messages,
          set: (english: string[]) =>
            (messages = english.map((text) => (typeof text === 'string' ? translated(text) : text))),
        },
      });
    },
    {
      language,
      lookAlikes: Object.fromEntries(
        [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((l) => [l, pseudoLetters(l)]),
      ),
    },
  );
}
