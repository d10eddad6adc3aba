import type { ColumnType } from '../../../shared/report.js';
import { BooleanColumnBuilder } from './booleanColumn.js';
import type { ColumnBuilder } from './column.js';
import { DateColumnBuilder } from './dateColumn.js';
import { DictionaryColumnBuilder } from './dictionaryColumn.js';
import { DurationColumnBuilder } from './durationColumn.js';
import { NumberColumnBuilder } from './numberColumn.js';

export function columnBuilder(type: ColumnType): ColumnBuilder {
  switch (type) {
    case 'number':
      return new NumberColumnBuilder();
    case 'date':
      return new DateColumnBuilder();
    case 'boolean':
      return new BooleanColumnBuilder();
    case 'duration':
      return new DurationColumnBuilder();
    case 'text':
    case 'list':
      return new DictionaryColumnBuilder(type);
  }
}
