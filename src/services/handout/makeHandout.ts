import type { IsoDate } from '../../base/dates.js';
import type { HandoutBlock, HandoutDocument, HandoutSpan } from '../../core/handout/document.js';
import type { TemplateBlock } from '../../core/handout/template.js';
import { barsBlock } from './barsBlock.js';
import { dataQualityBlock } from './dataQualityBlock.js';
import { HandoutData } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { keyFigure, type NotedFigure, withCommonNotes } from './keyFigures.js';
import { monthGaps } from './monthGaps.js';
import { seriesBlock } from './seriesBlock.js';
import { standsOutBlock } from './standsOutBlock.js';
import { tableBlock } from './tableBlock.js';

/**
 * Answers the questions of a template from the archive. A block without data says why; it is never empty, and never zero.
 * @throws the signal's `AbortError`
 */
export async function makeHandout(options: HandoutOptions): Promise<HandoutDocument> {
  const { template, tenant, span, generatedAt, format, accentColor, logo, onProgress } = options;
  const data = new HandoutData(options);
  const blocks: (() => HandoutBlock)[] = [];
  for (const block of template.blocks) {
    const made = await makeBlock(block, data, options);
    blocks.push(typeof made === 'function' ? made : () => made);
    onProgress?.(blocks.length, template.blocks.length);
  }
  options.onGaps?.(monthGaps(data));
  return {
    ...{
      title: template.title,
      tenant,
      span,
      refreshDate: newestOf(data, span),
      generatedAt,
      language: format.language,
    },
    ...(accentColor === undefined ? {} : { accentColor }),
    ...(logo === undefined ? {} : { logo }),
    namesUsers: data.namedUsers,
    blocks: blocks.map((block) => block()),
  };
}

/** @returns a function for a block that is about all others */
async function makeBlock(
  block: TemplateBlock,
  data: HandoutData,
  options: HandoutOptions,
): Promise<HandoutBlock | (() => HandoutBlock)> {
  switch (block.kind) {
    case 'heading':
      return { kind: 'heading', level: block.level ?? 2, text: block.text };
    case 'text':
      return block;
    case 'keyFigures': {
      const figures: NotedFigure[] = [];
      for (const figure of block.figures) {
        figures.push(await keyFigure(figure, data, options));
      }
      return withCommonNotes(figures);
    }
    case 'series':
      return seriesBlock(block, data, options);
    case 'bars':
      return barsBlock(block, data, options);
    case 'table':
      return tableBlock(block, data, options);
    case 'standsOut':
      return standsOutBlock(block.reports ?? (await options.queries.dailyReports()), data, options);
    case 'dataQuality':
      return () => dataQualityBlock(data, options);
  }
}

/** The newest day of the document of which there are data. */
function newestOf({ used }: HandoutData, { from, to }: HandoutSpan): IsoDate | null {
  const days = used.flatMap((source): readonly (IsoDate | null)[] => {
    switch (source.kind) {
      case 'days': {
        const known = source.history?.facts.days ?? null;
        return known === null || known.from > to ? [] : [known.to];
      }
      case 'asked':
        return source.days.size === 0 ? [source.refreshDate] : [...source.days.values()];
      case 'missing':
        return [];
    }
  });
  return days.reduce<IsoDate | null>((newest, day) => {
    const last = day !== null && day > to ? to : day;
    return last !== null && last >= from && (newest === null || last > newest) ? last : newest;
  }, null);
}
