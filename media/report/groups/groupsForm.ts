import { html, nothing, type TemplateResult } from 'lit';
import {
  type Grouping,
  type GroupingKey,
  type GroupingMeasure,
  MAX_GROUP_MEASURES,
} from '../../../src/shared/pages/grouping.js';
import type { ReportSummary } from '../../../src/shared/pages/report.js';
import { rowNoun } from '../../../src/shared/rowNoun.js';
import { columnLabel } from '../../../src/shared/report.js';
import { isolated } from '../../common/base/format/formatCell.js';
import { formatText } from '../../../src/shared/format/formatText.js';
import type { Format } from '../../../src/shared/format/format.js';
import { reportTexts } from '../reportTexts.js';
import { choiceId, columnsToGroupBy, keysOf, measuresOf } from './groupingChoices.js';

interface Choice<T> {
  readonly value: T;
  readonly label: string;
}

/** What rows are grouped by, and what is counted of each group. A choice is carried out at once. */
export function groupsForm(
  grouping: Grouping,
  summary: ReportSummary,
  format: Format,
  change: (grouping: Grouping) => void,
): TemplateResult {
  const { groups: words } = reportTexts;
  const { keys, measures } = grouping;
  const [first, second] = keys;
  const keyChoices = allKeys(summary);
  const others = keyChoices.filter(({ value }) => value.column !== first?.column);
  const amounts = allMeasures(summary);
  const withMeasure = (at: number, measure: GroupingMeasure | undefined) => [
    ...measures.slice(0, at),
    ...(measure === undefined ? [] : [measure]),
    ...measures.slice(at + 1),
  ];
  return html`
    <div class="groups-form" role="group" aria-label=${words.form} data-testid="groups-form">
      ${select('group-key', words.column, keyChoices, first, undefined, (key) => {
        const rest = second === undefined || second.column === key?.column ? [] : [second];
        change({ measures, keys: key === undefined ? keys : [key, ...rest] });
      })}
      ${select('group-second-key', words.secondColumn, others, second, words.none, (key) =>
        change({ measures, keys: [...keys.slice(0, 1), ...(key === undefined ? [] : [key])] }),
      )}
      ${Array.from({ length: Math.min(measures.length + 1, MAX_GROUP_MEASURES) }, (_, at) => {
        const taken = measures.filter((_measure, other) => other !== at).map(choiceId);
        return select(
          `group-measure-${at + 1}`,
          formatText(words.amount, format.count(at + 1)),
          amounts.filter(({ value }) => !taken.includes(choiceId(value))),
          measures[at],
          measures.length === 1 && at === 0 ? undefined : words.none,
          (measure) => change({ keys, measures: withMeasure(at, measure) }),
        );
      })}
    </div>
  `;
}

function select<T extends GroupingKey | GroupingMeasure>(
  testId: string,
  label: string,
  choices: readonly Choice<T>[],
  chosen: T | undefined,
  none: string | undefined,
  choose: (value: T | undefined) => void,
): TemplateResult {
  const id = chosen === undefined ? '' : choiceId(chosen);
  return html`<label class="groups-field"
    ><span>${label}</span>
    <span class="select"
      ><select
        data-testid=${testId}
        @change=${(event: Event) => {
          const { value } = event.target as HTMLSelectElement;
          choose(choices.find((one) => choiceId(one.value) === value)?.value);
        }}
      >
        ${none === undefined ? nothing : html`<option value="" .selected=${id === ''}>${none}</option>`}
        ${choices.map(
          ({ value, label: text }) =>
            html`<option value=${choiceId(value)} .selected=${choiceId(value) === id}>${text}</option>`,
        )}
      </select>
      <span class="codicon codicon-chevron-down" aria-hidden="true"></span></span
  ></label>`;
}

function allKeys(summary: ReportSummary): readonly Choice<GroupingKey>[] {
  const { keys } = reportTexts.groups;
  return columnsToGroupBy(summary).flatMap((column) =>
    keysOf(column, summary).map((value) => ({
      value,
      label: formatText(keys[value.by ?? 'value'], isolated(columnLabel(column), 80)),
    })),
  );
}

function allMeasures(summary: ReportSummary): readonly Choice<GroupingMeasure>[] {
  const { amounts, earliest, latest, counted } = reportTexts.groups;
  const { columns } = summary;
  const { count, share } = counted[rowNoun(summary)];
  const ofColumns = { ...amounts, count, share };
  const ofDays = { ...ofColumns, min: earliest, max: latest };
  return [
    { value: { kind: 'count' }, label: count },
    { value: { kind: 'share' }, label: share },
    ...columns.flatMap((column) =>
      measuresOf(column).map((value) => ({
        value,
        label: formatText((column.type === 'date' ? ofDays : ofColumns)[value.kind], isolated(columnLabel(column), 80)),
      })),
    ),
  ];
}

/** What the rows are grouped by, in the words of the form. */
export function keysText({ keys }: Grouping, { columns }: Pick<ReportSummary, 'columns'>): string {
  const { keys: words, and } = reportTexts.groups;
  const [first = '', second] = keys.map(({ column, by }) => {
    const info = columns.find(({ name }) => name === column) ?? { name: column };
    const plain = by === undefined || by === 'member' || by === 'range';
    return formatText(words[plain ? 'value' : by], isolated(columnLabel(info), 80));
  });
  return second === undefined ? first : formatText(and, first, second);
}
