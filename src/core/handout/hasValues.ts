import type { HandoutBlock, HandoutDocument } from './document.js';

/** Whether a document has any value, or its blocks only say why there is none. */
export function hasValues({ blocks }: Pick<HandoutDocument, 'blocks'>): boolean {
  return blocks.some(hasValue);
}

function hasValue(block: HandoutBlock): boolean {
  switch (block.kind) {
    case 'keyFigures':
      return block.figures.some(({ value }) => value !== null);
    case 'series':
      return block.lines.some(({ values }) => values.some((value) => value !== null));
    case 'bars':
      return block.bars.some(({ value }) => value !== null);
    case 'table':
      return block.rowCount > 0;
    case 'standsOut':
      return block.items.length > 0;
    case 'heading':
    case 'text':
    case 'dataQuality':
    case 'failed':
      return false;
  }
}
