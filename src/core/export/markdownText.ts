/**
 * Tokens that a page on GitHub, GitLab or in VS Code would turn into something else, even where their characters are escaped: these programs
 * look for them in the text that was rendered. Each alternative is one kind.
 */
const active = new RegExp(
  [
    // Mentions, and mail addresses.
    '@[\\p{L}\\p{N}_]',
    // Issues, requests, snippets, milestones, and epics by number: #12, owner/name#12, !12, $12, %12, &12, ~12, GH-12.
    '[#!$%&~]\\p{N}',
    '(?<!\\w)(?:GH|GL)-\\p{N}',
    // Commits.
    '(?<!\\w)[\\da-f]{7,40}(?!\\w)',
    // Emoji, but not the minutes of a time of day.
    ':(?!\\d\\d:)[\\p{L}\\p{N}_+-]+:',
    // Addresses, and host names that some programs link without a scheme.
    '//[\\p{L}\\p{N}]',
    '(?:mailto|xmpp):\\S',
    'www\\.',
    '[\\p{L}\\p{N}_-]\\.\\p{L}{2}',
  ].join('|'),
  'iu',
);

/** Marks that turn the direction of all text after them, up to another mark: of the cells beside it, too. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/** Parts that can be code spans within a table: `|` and a backslash before it can't, nor can a backtick without more of them around. */
const tokens = /[^\s\p{Cc}|\\`<>]+/gu;

const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Writes a text so that GitHub Flavored Markdown shows it as it is, on one line, in a table or outside. Markup is escaped. What would become a
 * mention, a reference, an emoji or a link is a code span: nothing else stops every program, and it can be copied as it is. Nobody sees the
 * marks that are left out.
 */
export function markdownText(text: string): string {
  let written = '';
  let end = 0;
  const trimmed = text.replace(turning, '').trim();
  for (const { 0: token, index } of trimmed.matchAll(tokens)) {
    written += escaped(trimmed.slice(end, index));
    written += active.test(token) ? codeSpan(token) : escaped(token);
    end = index + token.length;
  }
  return (written + escaped(trimmed.slice(end))).trim();
}

/** The punctuation that ends a sentence, or a part of it, stays outside, unless the token is one of {@link active} by it. */
function codeSpan(token: string): string {
  const word = token.replace(/[,;.]+$/, '');
  const [code, rest] = active.test(word) ? [word, token.slice(word.length)] : [token, ''];
  return `\`${code}\`${rest}`;
}

function escaped(text: string): string {
  return (
    text
      .replace(/[&<>]/g, (character) => htmlEntities[character] ?? character)
      .replace(/[\\`*_~|[\]$!#]/g, '\\$&')
      .replace(/\r\n|\r|\n|\u2028|\u2029/g, '<br>')
      // Other control characters are invisible.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001F\u007F]/g, ' ')
  );
}
