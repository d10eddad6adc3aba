import type { Picture, SeriesPicture } from '../../../src/shared/report.js';

/** Name of a measure among those of its report. */
export function measureName({ column, key }: Pick<SeriesPicture, 'column' | 'key'>): string {
  return key === undefined ? column : `${column}, ${key}`;
}

/** A name where its values stand beside it in human units: that they are counted in bytes is then no help. */
export function shownName(name: string): string {
  return name.replaceAll(/ \(Byte\)/gi, '');
}

/** The column or group that a picture is of. */
export function pictureTitle(picture: Picture): string {
  return 'label' in picture ? picture.label : picture.column;
}
