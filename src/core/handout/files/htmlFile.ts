import { createFormat, type Format } from '../../../shared/format/format.js';
import { formatText } from '../../../shared/format/formatText.js';
import { isSafeLogo } from '../appearance.js';
import type { HandoutBlock, HandoutDocument } from '../document.js';
import { accentColors } from './accentColors.js';
import handoutStyles from './handout.css' with { type: 'text' };
import { directionOf } from './direction.js';
import { htmlBlock } from './htmlBlocks.js';
import { cssString, htmlText, isolatedText } from './htmlText.js';
import type { HandoutTexts } from './texts.js';
import { documentFacts } from './values.js';

const GENERATOR = 'Usage Reports for Microsoft 365';

/**
 * Writes a document as one HTML file that loads nothing and runs nothing. Its policy allows its own style sheet, by its hash, and pictures
 * within the file.
 *
 * @param texts in the document's language
 * @returns pieces of the file, in order
 */
export async function* writeHandoutHtml(document: HandoutDocument, texts: HandoutTexts): AsyncGenerator<string> {
  const format = createFormat(document.language);
  const facts = documentFacts(document, format, texts);
  const styles = stylesOf(document, facts, directionOf(format.language));
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(styles)}'; img-src data:; base-uri 'none'; form-action 'none'`;
  yield `<!DOCTYPE html>
<html lang="${htmlText(format.language)}" dir="${directionOf(format.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${GENERATOR}">
<title>${htmlText(document.title)} – ${htmlText(document.tenant)}</title>
<style>${styles}</style>
</head>
<body>
${head(document, facts, texts)}<main>
`;
  for (const { blocks, isSection } of sectionsOf(document.blocks)) {
    yield isSection ? '<section>\n' : '';
    yield* writeBlocks(blocks, format, texts);
    yield isSection ? '</section>\n' : '';
  }
  const created = formatText(texts.created, format.day(document.generatedAt.slice(0, 10)));
  yield `</main>
<footer><p>${facts.map(isolatedText).join(' · ')}</p><p>${htmlText(created)} · ${GENERATOR}</p></footer>
</body>
</html>
`;
}

function head(
  { title, tenant, logo, namesUsers }: HandoutDocument,
  [, ...facts]: readonly string[],
  texts: HandoutTexts,
): string {
  const picture =
    logo !== undefined && isSafeLogo(logo)
      ? `<img class="logo" src="${htmlText(logo)}" alt="${htmlText(tenant)}">\n`
      : '';
  return `<header>
${picture}<p class="tenant">${htmlText(tenant)}</p>
<h1>${htmlText(title)}</h1>
<p class="span">${facts.map(isolatedText).join(' · ')}</p>
${namesUsers ? `<p class="names">${htmlText(texts.namesUsers)}</p>\n` : ''}</header>
`;
}

interface Section {
  readonly blocks: readonly IndexedBlock[];
  /** Whether it begins with a heading. */
  readonly isSection: boolean;
}

interface IndexedBlock {
  readonly block: HandoutBlock;
  readonly index: number;
}

function sectionsOf(all: readonly HandoutBlock[]): readonly Section[] {
  const starts = all.flatMap((block, index) => (block.kind === 'heading' && block.level === 2 ? [index] : []));
  const blocks = all.map((block, index) => ({ block, index }));
  const [first = blocks.length] = starts;
  return [
    { blocks: blocks.slice(0, first), isSection: false },
    ...starts.map((start, index) => ({ blocks: blocks.slice(start, starts[index + 1]), isSection: true })),
  ];
}

/** Charts that follow each other stand side by side where there is room. */
function* writeBlocks(blocks: readonly IndexedBlock[], format: Format, texts: HandoutTexts): Generator<string> {
  let charts = 0;
  for (const [place, { block, index }] of blocks.entries()) {
    if (isChart(block)) {
      if (charts === 0) {
        charts = countCharts(blocks.slice(place));
        yield `<div class="charts${charts === 1 ? ' single' : ''}">\n`;
      }
      yield htmlBlock(block, { format, texts, index });
      charts--;
      yield charts === 0 ? '</div>\n' : '';
    } else {
      yield htmlBlock(block, { format, texts, index });
    }
  }
}

function countCharts(blocks: readonly IndexedBlock[]): number {
  const end = blocks.findIndex(({ block }) => !isChart(block));
  return end < 0 ? blocks.length : end;
}

function isChart(block: HandoutBlock): boolean {
  return (
    block.kind === 'series' ||
    block.kind === 'bars' ||
    (block.kind === 'failed' && (block.of === 'series' || block.of === 'bars'))
  );
}

/** The style sheet with what differs between documents: the accent color, and what stands at the foot of printed pages. */
function stylesOf({ accentColor }: HandoutDocument, facts: readonly string[], direction: 'ltr' | 'rtl'): string {
  const { light, dark } = accentColors(accentColor);
  const [start, end] = direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const foot = cssString(facts.map((fact) => fact.slice(0, 120)).join(' · '));
  return [
    `:root{--accent:${light}}`,
    `@media screen and (prefers-color-scheme:dark){:root{--accent:${dark}}}`,
    handoutStyles,
    // The boxes of a page know no direction.
    `@page{@bottom-${start}{content:${foot};width:80%;direction:${direction};text-align:${start}}@bottom-${end}{content:counter(page) ' / ' counter(pages);width:20%;direction:ltr;text-align:${end}}}`,
  ].join('\n');
}

async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest));
}
