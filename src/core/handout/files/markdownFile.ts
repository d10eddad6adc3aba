import { createFormat, type Format } from '../../../shared/format/format.js';
import { directionMark } from '../../../shared/format/directionMark.js';
import { BLANK_MARK, formatText } from '../../../shared/format/formatText.js';
import { isNumeric } from '../../../shared/measures.js';
import { markdownText } from '../../export/markdownText.js';
import type {
  BarsBlock,
  HandoutBlock,
  HandoutDocument,
  KeyFiguresBlock,
  SeriesBlock,
  TableBlock,
} from '../document.js';
import { valueText } from '../valueText.js';
import { weekdayText } from '../weekdayText.js';
import { barNotes, NOTE_MARK } from './barNotes.js';
import { extremesOf, latestOf, type LinePoint } from './seriesLines.js';
import { sparkText } from './sparkText.js';
import type { HandoutTexts } from './texts.js';
import { cellText, changeText, documentFacts, figureTexts, shareParts } from './values.js';

/** A summary of a step on GitHub takes 1 MiB, and nothing of one that is larger. */
export const MAX_MARKDOWN_BYTES = 1_000_000;

/**
 * Writes a document as GitHub Flavored Markdown, at most {@link MAX_MARKDOWN_BYTES}: what is more is left out, and said to be. Charts are
 * tables of their latest, lowest, and highest values. Texts are escaped, so that none becomes markup, HTML, a mention, or a link.
 *
 * @param texts in the document's language
 * @returns pieces of the file, in order
 */
export function* writeHandoutMarkdown(document: HandoutDocument, texts: HandoutTexts): Generator<string> {
  const format = createFormat(document.language);
  const end = `\n${markdownText(texts.restLeftOut)}\n`;
  const encoder = new TextEncoder();
  let room = MAX_MARKDOWN_BYTES - encoder.encode(end).length;
  for (const piece of piecesOf(document, format, texts)) {
    room -= encoder.encode(piece).length;
    if (room < 0) {
      yield end;
      return;
    }
    yield piece;
  }
}

function* piecesOf(document: HandoutDocument, format: Format, texts: HandoutTexts): Generator<string> {
  yield `# ${markdownText(document.title)}\n`;
  yield paragraph(documentFacts(document, format, texts).join(' · '));
  if (document.namesUsers) {
    yield paragraph(texts.namesUsers);
  }
  for (const block of document.blocks) {
    yield* blockPieces(block, format, texts);
  }
  yield paragraph(formatText(texts.created, format.day(document.generatedAt.slice(0, 10))));
}

function* blockPieces(block: HandoutBlock, format: Format, texts: HandoutTexts): Generator<string> {
  switch (block.kind) {
    case 'heading':
      yield `\n${'#'.repeat(block.level)} ${markdownText(block.text)}\n`;
      break;
    case 'text':
      yield* block.paragraphs.map(paragraph);
      break;
    case 'keyFigures':
      yield* tablePieces(...keyFigures(block, format, texts));
      yield* (block.notes ?? []).map(paragraph);
      break;
    case 'series':
      yield* titled(block.title);
      yield* tablePieces(...series(block, format, texts));
      yield paragraph(block.summary);
      break;
    case 'bars':
      yield* titled(block.title);
      yield* tablePieces(...bars(block, format, texts));
      yield* barNotes(block.bars).map(paragraph);
      break;
    case 'table':
      yield* titled(block.title);
      yield* tablePieces(...table(block, format, texts));
      yield* [...rowsShown(block, format, texts), ...block.leftOut].map(paragraph);
      break;
    case 'standsOut':
      yield* list(
        block.items.map(({ text }) => text),
        texts.nothingStandsOut,
      );
      yield* block.notes.map(paragraph);
      break;
    case 'dataQuality':
      yield* list(
        block.items.map(({ severity, text }) => `${texts.severities[severity]}: ${text}`),
        texts.nothingMissing,
      );
      break;
    case 'failed':
      yield* titled(block.title);
      yield paragraph(`${texts.notAvailable}: ${block.reason}`);
      break;
  }
}

interface Column {
  readonly label: string;
  readonly isNumber: boolean;
}

type Table = readonly [columns: readonly Column[], rows: Iterable<readonly string[]>];

const text = (label: string): Column => ({ label, isNumber: false });
const number = (label: string): Column => ({ label, isNumber: true });

function keyFigures({ figures }: KeyFiguresBlock, format: Format, texts: HandoutTexts): Table {
  const rows = figures.map((figure) => {
    const share = shareParts(figure, format);
    const change = changeText(figure, format, texts);
    return [
      figure.label,
      figureTexts(figure, format).value ?? BLANK_MARK,
      share === undefined ? '' : formatText(texts.shareOf, ...share),
      change === undefined ? '' : `${directionMark(change.direction)} ${formatText(change.text, ...change.values)}`,
      figure.note ?? '',
    ];
  });
  const columns = [text(texts.name), number(texts.value), text(texts.whole), text(texts.change), text(texts.note)];
  // What no figure has is no column.
  const used = columns.flatMap((column, index) =>
    index < 2 || rows.some((row) => row[index] !== '') ? [{ column, index }] : [],
  );
  return [used.map(({ column }) => column), rows.map((row) => used.map(({ index }) => row[index] ?? ''))];
}

function series({ lines, unit, isLevel }: SeriesBlock, format: Format, texts: HandoutTexts): Table {
  const point = (of: LinePoint | undefined) =>
    of === undefined
      ? BLANK_MARK
      : formatText(
          texts.valueOn,
          valueText(of.value, unit, format),
          isLevel ? format.shortDay(of.day) : weekdayText(of.day, format),
        );
  return [
    [text(texts.name), text(texts.course), number(texts.latest), number(texts.minimum), number(texts.maximum)],
    lines.map((line) => {
      const { minimum, maximum } = extremesOf(line);
      return [line.name, sparkText(line.values), point(latestOf(line)), point(minimum), point(maximum)];
    }),
  ];
}

function bars({ bars: all, unit }: BarsBlock, format: Format, texts: HandoutTexts): Table {
  return [
    [text(texts.name), number(texts.value)],
    all.map(({ label, value, note }) => [
      label,
      `${value === null ? BLANK_MARK : valueText(value, unit, format)}${note === undefined ? '' : NOTE_MARK}`,
    ]),
  ];
}

function table({ columns, rows }: TableBlock, format: Format, texts: HandoutTexts): Table {
  return [
    columns.map(({ label, type }) => ({ label, isNumber: isNumeric({ type }) })),
    rows.map((row) => columns.map((column, index) => cellText(row[index] ?? null, column, format, texts))),
  ];
}

function rowsShown({ rows, rowCount }: TableBlock, format: Format, texts: HandoutTexts): readonly string[] {
  return rowCount > rows.length ? [format.plural(texts.rowsShown, rowCount, format.count(rows.length))] : [];
}

function* tablePieces(columns: readonly Column[], rows: Iterable<readonly string[]>): Generator<string> {
  yield `\n${line(columns.map(({ label }) => label))}`;
  yield `| ${columns.map(({ isNumber }) => (isNumber ? '---:' : '---')).join(' | ')} |\n`;
  for (const row of rows) {
    yield line(row);
  }
}

function line(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}

function* list(items: readonly string[], none: string): Generator<string> {
  if (items.length === 0) {
    yield paragraph(none);
    return;
  }
  yield '\n';
  yield* items.map((item) => `- ${inLine(item)}\n`);
}

function* titled(title: string | undefined): Generator<string> {
  if (title !== undefined) {
    yield `\n**${markdownText(title)}**\n`;
  }
}

function paragraph(words: string): string {
  return `\n${inLine(words)}\n`;
}

/** A text that begins a line, so that it begins no list, and no other block. */
function inLine(words: string): string {
  return markdownText(words).replace(/^(\d*)([-+.)=])/, '$1\\$2');
}
