import { nearestText } from '../../base/nearestText.js';
import type { ReportDefinition } from '../catalog/definition.js';
import { userColumns } from '../catalog/userColumns.js';
import { DIRECTORY_DEFINITIONS } from '../directory/datasets.js';
import { normalizeName } from '../table/store/columnNames.js';
import type { AnswerColumn } from './answerColumns.js';
import { findColumn } from './columnSpellings.js';

/** A name of a column that isn't known, with what somebody most likely meant. */
export interface UnknownName {
  readonly name: string;
  readonly nearest?: string;
}

const OF_DIRECTORY = new Set(
  Object.values(DIRECTORY_DEFINITIONS).flatMap(({ columns }) => columns.map(({ name }) => normalizeName(name))),
);

/**
 * A name that no column of a report has. A report about users may have others, from a person's file or the directory: of these, only what looks like
 * one of its own is unknown.
 */
export function unknownColumn(name: string, definition: ReportDefinition): UnknownName | undefined {
  if (findColumn(name, definition) !== undefined) {
    return undefined;
  }
  const unknown = unknownName(
    name,
    definition.columns.map((column) => column.name),
  );
  const mayBeAdded = unknown.nearest === undefined || OF_DIRECTORY.has(normalizeName(name));
  return userColumns(definition) !== undefined && mayBeAdded ? undefined : unknown;
}

/** A name that no column of an answer has. */
export function unknownInAnswer(name: string, answer: readonly AnswerColumn[]): UnknownName | undefined {
  return answer.some(({ spellings }) => spellings.includes(normalizeName(name)))
    ? undefined
    : unknownName(
        name,
        answer.map((column) => column.name),
      );
}

function unknownName(name: string, others: readonly string[]): UnknownName {
  const nearest = nearestText(name, others);
  return { name, ...(nearest === undefined ? {} : { nearest }) };
}
