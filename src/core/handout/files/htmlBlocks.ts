import type { Format } from '../../../shared/format/format.js';
import { directionMark } from '../../../shared/format/directionMark.js';
import { BLANK_MARK, formatText } from '../../../shared/format/formatText.js';
import { isNumeric } from '../../../shared/measures.js';
import type {
  DataQualityBlock,
  FailedBlock,
  HandoutBlock,
  KeyFigure,
  KeyFiguresBlock,
  StandsOutBlock,
  TableBlock,
} from '../document.js';
import { barsFigure, seriesFigure } from './htmlChart.js';
import { htmlTable } from './htmlTable.js';
import { htmlText, isolatedText } from './htmlText.js';
import type { HandoutTexts } from './texts.js';
import { cellText, changeText, figureTexts, shareParts } from './values.js';

export interface BlockContext {
  readonly format: Format;
  readonly texts: HandoutTexts;
  /** Number of the block within the document. */
  readonly index: number;
}

/** A block as HTML. Which headings begin a section, and which charts stand beside each other, is up to the page. */
export function htmlBlock(block: HandoutBlock, { format, texts, index }: BlockContext): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${htmlText(block.text)}</h${block.level}>\n`;
    case 'text':
      return block.paragraphs.map((paragraph) => `<p>${htmlText(paragraph)}</p>\n`).join('');
    case 'keyFigures':
      return keyFigures(block, format, texts);
    case 'series':
      return seriesFigure(block, { format, texts, id: `chart-${index}` });
    case 'bars':
      return barsFigure(block, { format, texts, id: `chart-${index}` });
    case 'table':
      return table(block, format, texts);
    case 'standsOut':
      return standsOut(block, texts);
    case 'dataQuality':
      return dataQuality(block, texts);
    case 'failed':
      return failed(block, texts);
  }
}

function keyFigures({ figures, notes = [] }: KeyFiguresBlock, format: Format, texts: HandoutTexts): string {
  return `<dl class="figures">\n${figures.map((figure) => keyFigure(figure, format, texts)).join('\n')}\n</dl>\n${notes.map((note) => `<p class="note">${htmlText(note)}</p>\n`).join('')}`;
}

function keyFigure(figure: KeyFigure, format: Format, texts: HandoutTexts): string {
  const { label, note } = figure;
  const { value } = figureTexts(figure, format);
  const share = shareParts(figure, format);
  const change = changeText(figure, format, texts);
  const mark = change === undefined ? '' : directionMark(change.direction);
  return [
    `<div><dt>${htmlText(label)}</dt>`,
    value === undefined
      ? `<dd class="value"><span aria-hidden="true">${BLANK_MARK}</span><span class="unseen">${htmlText(texts.notKnown)}</span></dd>`
      : valueElement(value),
    share === undefined ? '' : `<dd>${formatText(htmlText(texts.shareOf), ...share.map(isolatedText))}</dd>`,
    change === undefined
      ? ''
      : `<dd>${mark === '' ? '' : `<span class="mark" aria-hidden="true">${mark}</span> `}${formatText(htmlText(change.text), ...change.values.map(isolatedText))}</dd>`,
    note === undefined ? '' : `<dd class="note">${htmlText(note)}</dd>`,
    '</div>',
  ].join('');
}

function table({ title, columns, rows, rowCount, leftOut }: TableBlock, format: Format, texts: HandoutTexts): string {
  const notes = [
    ...(rowCount > rows.length ? [format.plural(texts.rowsShown, rowCount, format.count(rows.length))] : []),
    ...leftOut,
  ];
  const written = htmlTable({
    caption: title ?? texts.table,
    isCaptionShown: title !== undefined,
    heads: columns.map(({ label, type }) => ({ text: label, isNumber: isNumeric({ type }) })),
    rows: rows.map((row) => columns.map((column, index) => cellText(row[index] ?? null, column, format, texts))),
  });
  return `<div class="table">\n${written}${notes.map((note) => `<p class="note">${htmlText(note)}</p>\n`).join('')}</div>\n`;
}

/** A sign beside each text, which says by itself what it is. */
const signs: Readonly<Record<StandsOutBlock['items'][number]['kind'], string>> = {
  rise: '▲',
  fall: '▼',
  lag: '◷',
  missing: '○',
  failed: '✕',
  damaged: '✕',
};

function standsOut({ items, notes }: StandsOutBlock, { nothingStandsOut }: HandoutTexts): string {
  const list =
    items.length === 0
      ? `<p>${htmlText(nothingStandsOut)}</p>\n`
      : `<ul class="items">\n${items
          .map(
            ({ kind, text }) =>
              `<li><span class="mark" aria-hidden="true">${signs[kind]}</span><span>${htmlText(text)}</span></li>\n`,
          )
          .join('')}</ul>\n`;
  return `${list}${notes.map((note) => `<p class="note">${htmlText(note)}</p>\n`).join('')}`;
}

function dataQuality({ items }: DataQualityBlock, { nothingMissing, severities }: HandoutTexts): string {
  return items.length === 0
    ? `<p>${htmlText(nothingMissing)}</p>\n`
    : `<ul class="items">\n${items
        .map(
          ({ severity, text }) =>
            `<li><span class="tag ${severity}">${htmlText(severities[severity])}</span><span>${htmlText(text)}</span></li>\n`,
        )
        .join('')}</ul>\n`;
}

function failed({ title, reason }: FailedBlock, { notAvailable }: HandoutTexts): string {
  const head = title === undefined ? '' : `<p class="failed-title">${htmlText(title)}</p>`;
  return `<div class="failed">${head}<p><span class="tag">${htmlText(notAvailable)}</span> ${htmlText(reason)}</p></div>\n`;
}

/** Longer texts would break in the middle of a word. */
const MAX_LARGE_TEXT = 10;

function valueElement(text: string): string {
  return `<dd class="value${text.length > MAX_LARGE_TEXT ? ' long' : ''}">${htmlText(text)}</dd>`;
}
