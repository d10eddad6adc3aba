import type { ReportSummary } from '../../../../src/shared/pages/report.js';
import type { Picture, SeriesPicture } from '../../../../src/shared/report.js';
import { addDays } from '../../base/days.js';
import type { Format } from '../../base/format.js';
import { strings } from '../../base/strings.js';
import { barFacts, barRows, shareRows, shareWords, topValueFacts, topValueRows } from '../bars.js';
import { changeFact, directionMark, latestText, wholeOf } from '../lineFacts.js';
import { linesOf } from '../measures.js';
import { measureName } from '../names.js';
import { rowFacts } from '../spread.js';
import { barsScene, columnsScene } from './barsScene.js';
import type { Frame, Scene } from './scene.js';
import { seriesScene } from './seriesScene.js';

/** What a picture is called in words and in a file's name. */
export function pictureName(picture: Picture, summary: ReportSummary): string {
  switch (picture.kind) {
    case 'series':
      return measureName(picture);
    case 'bars':
    case 'shares':
      return picture.label === '' ? summary.title : picture.label;
    case 'topValues':
    case 'histogram':
    case 'days':
      return picture.column;
  }
}

/** A card's picture, for a file. */
export function pictureScene(picture: Picture, frame: Frame, summary: ReportSummary, format: Format): Scene {
  switch (picture.kind) {
    case 'series': {
      const name = measureName(picture);
      return seriesScene(frame, linesOf([{ id: name, name, picture }], false), format, { history: summary.history, facts: seriesFacts(picture, summary, format) });
    }
    case 'bars':
      return barsScene(frame, barRows(picture, format), { facts: barFacts(picture, format) });
    case 'shares':
      return barsScene(frame, shareRows(picture, format), { words: shareWords(picture) });
    case 'topValues': {
      const type = summary.columns.find(({ name }) => name === picture.column)?.type;
      return barsScene(frame, topValueRows(picture, type, summary.rowCount, format), { facts: topValueFacts(picture, format) });
    }
    case 'histogram': {
      const counts = picture.bins.map(({ count }) => count);
      return columnsScene(frame, {
        counts,
        ends: [format.value(picture.min, picture.unit), format.value(picture.max, picture.unit)],
        most: mostRows(counts, format),
        facts: [
          rowFacts(picture.count, picture.blank, format),
          `${strings.median} ${format.value(picture.median, picture.unit)}`,
          `${strings.sum} ${format.value(picture.sum, picture.unit)}`,
        ].join(' · '),
      });
    }
    case 'days': {
      const count = picture.counts.reduce((sum, value) => sum + value, 0);
      const lastDay = addDays(picture.first, picture.counts.length * picture.bucketDays - 1);
      return columnsScene(frame, {
        counts: picture.counts,
        ends: [format.day(picture.first), format.day(lastDay < picture.last ? lastDay : picture.last)],
        most: mostRows(picture.counts, format),
        facts: rowFacts(count, picture.blank, format),
      });
    }
  }
}

/** What a card says of its line: how it changed, and which share of a whole it is. */
function seriesFacts(picture: SeriesPicture, summary: ReportSummary, format: Format): readonly string[] {
  const change = changeFact(picture, format);
  const whole = wholeOf(picture, summary.pictures);
  return [
    ...(whole === undefined || picture.latest === null ? [] : [latestText(picture.latest, whole, format)]),
    ...(change === undefined ? [] : [`${directionMark(change.direction)} ${change.title}`.trim()]),
  ];
}

function mostRows(counts: readonly number[], format: Format): string {
  const most = Math.max(0, ...counts);
  return strings.rows(most, format.count(most));
}
