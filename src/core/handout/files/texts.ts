import type { PluralText } from '../../../shared/pages/pluralText.js';
import type { DataQualityBlock } from '../document.js';

/** What a written document says beside its blocks, in the document's language. Places `{0}`, `{1}` … stand for values. */
export interface HandoutTexts {
  /** `{0}` is a day. */
  readonly dataUpTo: string;
  /** `{0}` is a day. */
  readonly created: string;
  readonly namesUsers: string;
  /** Of a value that is not known. */
  readonly notKnown: string;
  readonly yes: string;
  readonly no: string;
  /** `{0}` is a percentage, `{1}` the label of the whole, `{2}` its value. */
  readonly shareOf: string;
  /** Of a value that is of a day. */
  readonly since: ChangeTexts;
  /** Of a sum or a mean, which is of a month or other days. */
  readonly in: ChangeTexts;
  /** `{0}` is a value, `{1}` its day. */
  readonly valueOn: string;
  /** `{0}` is a mean of seven days, `{1}` the last of them. */
  readonly averageTo: string;
  /** Opens the table of a chart's values. */
  readonly showValues: string;
  readonly table: string;
  readonly day: string;
  readonly name: string;
  readonly value: string;
  readonly whole: string;
  readonly change: string;
  readonly note: string;
  readonly course: string;
  readonly latest: string;
  readonly minimum: string;
  readonly maximum: string;
  /** Within a chart whose days go on after its data. */
  readonly dataEnds: string;
  /** `{0}` is a value. */
  readonly axisBegins: string;
  readonly averageNote: string;
  /** What bands of days are. */
  readonly weekends: string;
  readonly missingDays: string;
  /** `{0}` is the number of all rows, `{1}` that of the rows that are there. */
  readonly rowsShown: PluralText;
  readonly nothingStandsOut: string;
  readonly nothingMissing: string;
  readonly notAvailable: string;
  readonly severities: Readonly<Record<DataQualityBlock['items'][number]['severity'], string>>;
  /** Where a Markdown file ends because it may be no larger. */
  readonly restLeftOut: string;
}

/** Days are those that the value before is of. */
export interface ChangeTexts {
  /** `{0}` is a percentage with its sign, `{1}` the value before, `{2}` the days. */
  readonly changeBy: string;
  /** `{0}` is the value before, `{1}` the days. */
  readonly changeFrom: string;
  /** `{0}` is the days. */
  readonly unchanged: string;
}
