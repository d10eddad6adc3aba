import type { ReportDefinition } from '../catalog/definition.js';
import { answerColumns } from '../queryNames/answerColumns.js';
import { namedColumns } from '../queryNames/namedColumns.js';
import { unknownColumn, unknownInAnswer, type UnknownName } from '../queryNames/unknownName.js';
import type { PlacedProblem } from './templateSchema.js';
import type { TemplateQuestion } from './templateQuestions.js';

/** Names of columns that a report isn't known to have. Microsoft adds columns: the report may have them all the same. */
export function unknownColumns(question: TemplateQuestion, definition: ReportDefinition): readonly PlacedProblem[] {
  const problem = (path: string, unknown: UnknownName | undefined): readonly PlacedProblem[] =>
    unknown === undefined ? [] : [{ path, problem: { kind: 'noColumn', ...unknown } }];
  const { kind, path } = question;
  switch (kind) {
    case 'days':
      return problem(`${path}.column`, unknownColumn(question.days.column, definition));
    case 'query': {
      const { query, named } = question;
      const answer = answerColumns(query, definition);
      const isOfRows = (query.groupBy ?? []).length === 0 && (query.aggregates ?? []).length === 0;
      /** Rows have all columns where none are named. */
      const inAnswer = (name: string) =>
        answer.length === 0 ? unknownColumn(name, definition) : unknownInAnswer(name, answer);
      return [
        ...namedColumns(query).flatMap(([place, name]) => problem(`${path}.${place}`, unknownColumn(name, definition))),
        // Rows can be sorted by columns that the answer leaves out.
        ...(query.sort ?? []).flatMap(({ column }, index) =>
          problem(`${path}.sort.${index}.column`, isOfRows ? unknownColumn(column, definition) : inAnswer(column)),
        ),
        ...named.flatMap(({ path: place, name }) => problem(place, inAnswer(name))),
      ];
    }
    case 'standsOut':
      return [];
  }
}
