import type { ReportSummary } from '../../src/shared/protocol.js';
import type { Picture } from '../../src/shared/report.js';

/** As many as stand in one row of a usual window. */
const most = 4;

/**
 * Which pictures get a card. A detail report's columns all have a summary in their headers, so only the few that tell most of the
 * report get one as well: last activity, storage, products and whatever else is counted.
 */
export function glancePictures({ kind, pictures, columns }: ReportSummary): readonly Picture[] {
  if (kind !== 'detail' || pictures.length <= most) {
    return pictures;
  }
  const place = new Map(columns.map(({ name }, index) => [name, index]));
  const chosen = [...pictures]
    .sort((left, right) => weight(right) - weight(left))
    .slice(0, most)
    .map((picture) => ({ picture, at: 'column' in picture ? (place.get(picture.column) ?? 0) : 0 }));
  return chosen.sort((left, right) => left.at - right.at).map(({ picture }) => picture);
}

function weight(picture: Picture): number {
  const name = 'column' in picture ? picture.column.toLowerCase() : '';
  switch (picture.kind) {
    case 'days':
      return name === 'last activity date' ? 10 : name.endsWith('last activity date') ? 6 : 2;
    case 'histogram':
      // A quota is what somebody decided, not what anybody uses.
      return (/quota|allocated/.test(name) ? -4 : 0) + (name.startsWith('storage used') ? 9 : picture.unit === 'bytes' ? 5 : picture.unit === 'count' ? 4 : 3) + (picture.max > picture.min ? 1 : -2);
    case 'topValues':
      return name === 'assigned products' ? 8 : picture.distinct > 2 ? 4 : 0;
    case 'series':
    case 'bars':
    case 'shares':
      return 0;
  }
}

const shown = new WeakMap<ReportSummary, ReportSummary>();

/** The report with the pictures that get a card; the same object for the same report, so that nothing is drawn twice. */
export function glanceSummary(summary: ReportSummary): ReportSummary {
  const known = shown.get(summary) ?? { ...summary, pictures: glancePictures(summary) };
  shown.set(summary, known);
  return known;
}
