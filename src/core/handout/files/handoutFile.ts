import type { HandoutDocument } from '../document.js';
import type { HandoutFormat } from './handoutFormats.js';
import { writeHandoutHtml } from './htmlFile.js';
import { writeHandoutMarkdown } from './markdownFile.js';
import type { HandoutTexts } from './texts.js';

const WRITERS = { html: writeHandoutHtml, md: writeHandoutMarkdown } as const;

/** The bytes of the file, in UTF-8. @param texts in the document's language */
export async function* handoutFile(
  format: HandoutFormat,
  document: HandoutDocument,
  texts: HandoutTexts,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of WRITERS[format](document, texts)) {
    yield encoder.encode(piece);
  }
}
