import {
  array,
  check,
  finite,
  type GenericSchema,
  literal,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  safeParse,
  string,
  variant,
} from 'valibot';
import { compareTexts } from '../../base/compareTexts.js';
import { isIsoDate, isIsoInstant } from '../../base/dates.js';
import type { ActiveAlert } from './alertState.js';
import type { NotJudged, Reading } from './judgement.js';

const VERSION = 1;

/** More of one rule than anybody reads. */
export const MAX_ALERTS_OF_RULE = 1_000;

/** Far more than the alerts of any tenant, as each rule has {@link MAX_ALERTS_OF_RULE} at most. */
export const MAX_ALERTS_BYTES = 10_000_000;

const instant = pipe(
  string(),
  check((text) => isIsoInstant(text)),
);
const amount = pipe(number(), finite());
const day = pipe(
  string(),
  check((text) => isIsoDate(text)),
);
const unit = picklist(['count', 'bytes', 'minutes', 'seconds']);

const reading: GenericSchema<unknown, Reading> = object({
  compared: amount,
  limit: amount,
  unit: picklist(['count', 'bytes', 'minutes', 'seconds', 'percent', 'days']),
  is: picklist(['above', 'below']),
  means: optional(object({ last: amount, before: amount, unit })),
  parts: optional(object({ part: amount, whole: amount, unit })),
  day: nullable(day),
});

const reason: GenericSchema<unknown, NotJudged> = variant('kind', [
  object({
    kind: picklist([
      'notArchived',
      'noEarlierSnapshot',
      'noRows',
      'blank',
      'noGroup',
      'severalRows',
      'usualUnknown',
      'noPrice',
    ]),
  }),
  object({ kind: picklist(['noColumn', 'blankColumn', 'concealed', 'personal']), column: string() }),
  object({ kind: picklist(['notArchivedReport', 'damagedReport', 'otherNames']), report: string() }),
  object({ kind: literal('tooOld'), report: string(), day }),
  object({ kind: literal('tooManyGroups'), found: number(), most: number() }),
  object({ kind: literal('missingDays'), days: number() }),
  object({ kind: literal('failed'), message: string() }),
]);

const alert: GenericSchema<unknown, ActiveAlert> = object({
  rule: string(),
  asked: string(),
  group: string(),
  label: string(),
  since: instant,
  told: instant,
  toldValue: amount,
  reading,
  reports: array(string()),
  judged: instant,
  checked: instant,
  notJudged: optional(object({ since: instant, reason })),
});

const file = object({ version: literal(VERSION), alerts: array(alert) });

/** @returns `undefined` where the text has none that are understood, which another version may have written */
export function parseAlerts(text: string): readonly ActiveAlert[] | undefined {
  try {
    const { success, output } = safeParse(file, JSON.parse(text));
    return success ? output.alerts : undefined;
  } catch {
    return undefined;
  }
}

/** The same alerts have the same text, in whatever order they are. */
export function alertsText(alerts: readonly ActiveAlert[]): string {
  const sorted = alerts.toSorted(
    (a, b) => compareTexts(a.rule, b.rule) || compareTexts(a.asked, b.asked) || compareTexts(a.group, b.group),
  );
  return `${JSON.stringify({ version: VERSION, alerts: sorted }, undefined, 2)}\n`;
}
