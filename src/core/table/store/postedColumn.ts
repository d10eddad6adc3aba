import type { Column, DictionaryColumn, ScalarParts, StoredNumbers } from './column.js';
import { booleanColumn } from './booleanColumn.js';
import { dateColumn } from './dateColumn.js';
import { dictionaryColumn } from './dictionaryColumn.js';
import { durationColumn } from './durationColumn.js';
import { ChunkedArray } from './growableArray.js';
import { numberColumn } from './numberColumn.js';
import { TextPool, type Texts } from './textPool.js';

/**
 * A column as it is posted to another thread: the data without what reads them. The objects in it arrive without their methods, so that only
 * {@link receivedColumn} may read it there.
 */
export type PostedColumn =
  ScalarParts | Pick<DictionaryColumn, 'storage' | 'type' | 'length' | 'codes' | 'texts' | 'distinct'>;

export function postedColumn(column: Column): PostedColumn {
  if (column.storage === 'scalar') {
    return column.parts;
  }
  const { storage, type, length, codes, texts, distinct } = column;
  return { storage, type, length, codes, texts, distinct };
}

/** The arrays of a column, whose buffers can be handed over with it. The column cannot be read any more then. */
export function arraysOf(column: PostedColumn): readonly ArrayBufferView[] {
  if ('stored' in column) {
    return column.stored.chunks;
  }
  const { codes, texts } = column;
  return texts instanceof TextPool ? [codes, ...texts.chunks, ...texts.places.chunks] : [codes];
}

/** The column that another thread has posted. */
export function receivedColumn(posted: PostedColumn): Column {
  if (!('kind' in posted)) {
    const { type, length, codes, texts, distinct } = posted;
    return dictionaryColumn(type, length, codes, receivedTexts(texts), distinct);
  }
  switch (posted.kind) {
    case 'number':
      return numberColumn(receivedCells(posted));
    case 'date':
      return dateColumn(receivedCells(posted));
    case 'duration':
      return durationColumn(receivedCells(posted), posted.form);
    case 'boolean':
      return booleanColumn(receivedCells(posted), posted);
  }
}

function receivedCells<T extends Float64Array | Int32Array | Uint8Array>({
  length,
  stored,
  exactTexts,
}: StoredNumbers<T>): StoredNumbers<T> {
  return { length, stored: new ChunkedArray(stored.chunks, stored.length), exactTexts };
}

function receivedTexts(texts: Texts): Texts {
  return Array.isArray(texts) ? texts : TextPool.received(texts as TextPool);
}
