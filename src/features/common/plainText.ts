/** Characters. VS Code cuts a notification here as well, and a longer text of a service would push everything else from the screen. */
const MAX_CHARACTERS = 1_000;

/** Takes part in no word, has no width, and is not spoken. */
const WORD_JOINER = '\u2060';

/**
 * A text as VS Code shows it, whoever wrote it, and wherever it stands. In messages and below an input, VS Code draws
 * `[label](command:…)` as a link that runs the command when it is clicked, in Restricted Mode too; in lists and in the status bar it draws
 * `$(name)` as an icon. A word joiner within their brackets stops both, and nobody sees or hears it. Marks that turn the direction of the
 * text around them are left out, control characters but line breaks are blanks, and what is longer than anybody reads is cut.
 *
 * See `parseLinkedText` and `renderLabelWithIcons` of VS Code (src/vs/base/common/linkedText.ts, src/vs/base/browser/ui/iconLabel).
 */
export function plainText(text: string): string {
  return shortened(text)
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/(?!\n)\p{Cc}|[\u2028\u2029]/gu, ' ')
    .replace(/[\]$](?=\()/g, `$&${WORD_JOINER}`);
}

function shortened(text: string): string {
  return text.length > MAX_CHARACTERS
    ? // Not the first half of a character.
      `${text.slice(0, MAX_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
    : text;
}

/** The text of a status bar item, behind an icon. */
export function statusText(icon: string, text: string): string {
  return `$(${icon}) ${plainText(text)}`;
}

/** A text, or a text that stands out. */
export type TooltipPart = string | { readonly bold: string } | { readonly code: string };

/** Paragraphs as Markdown that shows every text as it is: no markup, no link, no address to click. Line breaks stay. */
export function tooltipMarkdown(paragraphs: readonly (readonly TooltipPart[])[]): string {
  return paragraphs.map((parts) => parts.map(partMarkdown).join('')).join('\n\n');
}

function partMarkdown(part: TooltipPart): string {
  if (typeof part === 'string') {
    return escaped(part);
  }
  return 'bold' in part ? `**${escaped(part.bold.trim())}**` : `\`${part.code.replaceAll('`', "'")}\``;
}

/** Every punctuation mark of ASCII stands for itself behind a backslash, also where it would begin a list or an address. */
function escaped(text: string): string {
  return plainText(text)
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/[ \t]+/g, ' ')
    .replaceAll('\n', '  \n');
}
