import type { Comparison, ReportSummary } from '../../../src/shared/pages/report.js';
import type { BarsPicture, Picture, SharesPicture } from '../../../src/shared/report.js';
import { largestOf } from './bars.js';
import { sourceName } from './measures.js';

export type BarPicture = BarsPicture | SharesPicture;

/** A picture of bars with those of the compared reports that show the same, in the same order and to the same scale. */
export interface SideBySide {
  readonly largest: number;
  readonly others: readonly { readonly source: string; readonly picture: BarPicture }[];
}

export function sideBySide(picture: BarPicture, summary: ReportSummary, comparisons: readonly Comparison[]): SideBySide {
  const others = comparisons.flatMap((comparison) => {
    const same = comparison.pictures.find((other): other is BarPicture => isSame(picture, other));
    return same === undefined ? [] : [{ source: sourceName(comparison, summary), picture: inOrderOf(picture, same) }];
  });
  const alike = summary.pictures.filter((other): other is BarPicture => isOfSameRows(picture, other));
  return { largest: Math.max(largestOf(picture), ...alike.map(largestOf), ...others.map((other) => largestOf(other.picture))), others };
}

/** Rows of one report, a card each with the same bars: their bars are compared from card to card, and so have one scale. */
function isOfSameRows(picture: BarPicture, other: Picture): boolean {
  return other.kind === picture.kind && other.unit === picture.unit && labelsOf(other) === labelsOf(picture);
}

function labelsOf(picture: BarPicture): string {
  return (picture.kind === 'bars' ? picture.bars : picture.shares).map(({ label }) => label).toSorted().join('\n');
}

function isSame(picture: BarPicture, other: Picture): boolean {
  return other.kind === picture.kind && other.label === picture.label && other.unit === picture.unit;
}

/** What only the other one has comes last. */
function inOrderOf(picture: BarPicture, other: BarPicture): BarPicture {
  if (picture.kind === 'bars' && other.kind === 'bars') {
    return { ...other, bars: ordered(picture.bars, other.bars) };
  }
  return picture.kind === 'shares' && other.kind === 'shares' ? { ...other, shares: ordered(picture.shares, other.shares) } : other;
}

function ordered<T extends { readonly label: string }>(model: readonly T[], others: readonly T[]): readonly T[] {
  const places = new Map(model.map(({ label }, place) => [label, place]));
  const place = ({ label }: T) => places.get(label) ?? places.size;
  return others.toSorted((a, b) => place(a) - place(b));
}
