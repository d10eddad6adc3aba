import {
  array,
  boolean,
  type GenericSchema,
  getDotPath,
  integer,
  maxLength,
  maxValue,
  minValue,
  nonEmpty,
  number,
  optional,
  pipe,
  regex,
  safeParse,
  strictObject,
  string,
} from 'valibot';
import type { ViewProblem } from '../../base/errors.js';
import { WIDEST_COLUMN } from '../pages/columnChoices.js';
import { grouping } from '../pages/grouping.js';
import { type FormIssue, formProblemOf } from '../query/formProblem.js';
import { columnName, explanation, kindsAt, rowEntries } from '../query/querySchema.js';
import { invalidView } from './invalidView.js';
import { MAX_VIEW_NAME, type SavedView } from './savedView.js';

/** More columns than a table can have. */
const MAX_COLUMNS = 20_000;

const columnNames = optional(pipe(array(columnName), maxLength(MAX_COLUMNS)));

/** A name that is on one line, and has something to see. */
const viewName = pipe(
  string(),
  nonEmpty('A view needs a name.'),
  maxLength(MAX_VIEW_NAME, `A name has at most ${MAX_VIEW_NAME} characters.`),
  regex(/[\p{L}\p{N}\p{P}\p{S}]/u, 'A name has something to see.'),
  regex(/^(?!\s)[^\p{Cc}\u2028\u2029]*(?<!\s)$/u, 'A name is one line without spaces at its ends.'),
);

/** The schemas of the editor are held against it. */
export const savedViewForm: GenericSchema<unknown, SavedView> = strictObject({
  name: viewName,
  report: pipe(string(), nonEmpty('A view is of a report: the name of its function.'), maxLength(200)),
  columns: optional(
    strictObject({
      showConstant: optional(boolean()),
      order: columnNames,
      hidden: columnNames,
      unfolded: columnNames,
      pinned: columnNames,
      widths: optional(
        pipe(
          array(
            strictObject({
              column: columnName,
              width: pipe(number(), integer(), minValue(1), maxValue(WIDEST_COLUMN)),
            }),
          ),
          maxLength(MAX_COLUMNS),
        ),
      ),
    }),
  ),
  ...rowEntries,
  grouping: optional(grouping),
});

/**
 * Reads a view from outside.
 * @param path of the view in what it is read from
 * @throws UsageReportsError `invalidRequest` with the place, what is wrong there, and what would be right
 */
export function parseSavedView(raw: unknown, path = ''): SavedView {
  const { success, output, issues } = safeParse(savedViewForm, raw, { abortPipeEarly: true });
  if (success) {
    return output;
  }
  const [issue] = issues;
  const place = getDotPath(issue) ?? '';
  throw invalidView(
    [path, place].filter(Boolean).join('.'),
    problemOf(place, issue),
    explanation(place, issue, savedViewForm),
  );
}

function problemOf(place: string, issue: FormIssue): ViewProblem {
  const problem = formProblemOf(issue, kindsAt(place), savedViewForm);
  return problem.kind === 'notAllowed' && place === 'name' ? { kind: 'name' } : problem;
}
