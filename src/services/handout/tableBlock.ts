import type { FailedBlock, TableBlock } from '../../core/handout/document.js';
import type { TemplateBlock, TemplateColumn } from '../../core/handout/template.js';
import type { LeftOut } from '../../shared/query/provenance.js';
import { columnLabel } from '../../shared/report.js';
import { formatText } from '../../shared/format/formatText.js';
import { type HandoutData, isMissing } from './handoutData.js';
import type { HandoutOptions } from './handoutOptions.js';
import { toldText } from './keyFigures.js';

/** The answer to a query, as many rows as a document has. @throws the signal's `AbortError` */
export async function tableBlock(
  { title, query, columns: chosen }: Extract<TemplateBlock, { readonly kind: 'table' }>,
  data: HandoutData,
  options: HandoutOptions,
): Promise<TableBlock | FailedBlock> {
  const { span, texts } = options;
  const named = title === undefined ? {} : { title };
  const ifKnown = (chosen ?? []).flatMap((one) => (one.ifKnown === true ? [one.column] : []));
  const answer = await data.answer(query, span, ifKnown);
  if (isMissing(answer)) {
    data.gaps.tell('warning', toldText(title ?? data.titleOf(query.source.report), answer));
    return { kind: 'failed', of: 'table', ...named, reason: answer.why };
  }
  const { columns, rows, rowCount, leftOut, notes } = answer;
  const wanted = (chosen ?? columns.map(({ name }): TemplateColumn => ({ column: name }))).map((one) => ({
    ...one,
    index: columns.findIndex(({ name }) => name === one.column),
  }));
  const unknown = wanted.find((one) => one.index < 0 && one.ifKnown !== true);
  if (unknown !== undefined) {
    const reason = formatText(texts.missing.noColumn, data.titleOf(query.source.report), unknown.column);
    data.gaps.tell('warning', reason);
    return { kind: 'failed', of: 'table', ...named, reason };
  }
  const isKnown = (index: number) => rows.some((row) => (row[index] ?? null) !== null);
  const shown = wanted.filter((one) => one.ifKnown !== true || isKnown(one.index));
  return {
    ...{ kind: 'table', ...named, rowCount },
    columns: shown.flatMap((one) => {
      const info = columns[one.index];
      const { label, unit = info?.unit } = one;
      return info === undefined
        ? []
        : [
            {
              label: label ?? columnLabel(info),
              type: info.type,
              ...(unit === undefined ? {} : { unit }),
              ...(info.currency === undefined ? {} : { currency: info.currency }),
            },
          ];
    }),
    rows: rows.map((row) => shown.map(({ index }) => row[index] ?? null)),
    leftOut: [...notes, ...leftOut.flatMap((one) => leftOutText(one, options))],
  };
}

/** Rows that do not pass a filter are not missed, and those beyond the limit are in the number of rows. */
function leftOutText(left: LeftOut, { texts, format }: HandoutOptions): string[] {
  switch (left.reason) {
    case 'smallGroups':
      return [format.plural(texts.leftOut.smallGroups, left.groups, format.count(left.rows))];
    case 'noKey':
      return [format.plural(texts.leftOut.noKey, left.rows, left.column)];
    case 'noNumber':
      return [format.plural(texts.leftOut.noNumber, left.rows, left.column)];
    case 'filters':
    case 'limit':
      return [];
  }
}
