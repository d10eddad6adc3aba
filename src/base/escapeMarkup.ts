/** What XML has no way to write, not even as a reference: control characters, halves of surrogate pairs and the like. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text for the content of an element or the value of a quoted attribute, in HTML, SVG, and other XML. */
export function escapeMarkup(text: string): string {
  return text.replace(unwritable, '\u{FFFD}').replace(/[&<>"']/g, (character) => references[character] ?? '');
}
