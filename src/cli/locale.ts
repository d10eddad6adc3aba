import { readFileSync } from 'node:fs';

/**
 * The language to speak, for example `pt-BR`: that of the option `--locale`, otherwise that of the environment (POSIX), otherwise
 * English.
 */
export function localeFrom(args: readonly string[], environment: Readonly<Record<string, string | undefined>>): string {
  const index = args.findIndex((arg) => /^--locale(=|$)/.test(arg));
  const option = args[index]?.split('=')[1] ?? args[index + 1];
  const named =
    index >= 0
      ? option
      : ['LC_ALL', 'LC_MESSAGES', 'LANG']
          .map((name) => environment[name])
          .find((value) => value !== undefined && value !== '');
  // `de_AT.UTF-8@euro`; `C` and `POSIX` are no languages.
  const [, language, region] = /^([a-z]{2,3})(?:[_-]([a-z]{2}|\d{3}))?(?:[.@].*)?$/i.exec(named ?? '') ?? [];
  return [language?.toLowerCase() ?? 'en', region?.toUpperCase()].filter((part) => part !== undefined).join('-');
}

/** The translations that the package has for a language or for the language without its region. */
export function readBundle(locale: string): Record<string, string> | undefined {
  for (const name of new Set([locale.toLowerCase(), locale.split('-')[0]])) {
    try {
      const file = new URL(`../l10n/bundle.l10n.${name}.json`, import.meta.url);
      return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    } catch {
      // There is none for this name.
    }
  }
  return undefined;
}
