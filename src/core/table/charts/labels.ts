import type { Chart, TopValuesChart } from '../../../shared/report.js';

/** A cell may hold a megabyte. What a picture calls something has to travel, and to be read. */
export const MAX_LABEL_CHARACTERS = 300;

/**
 * A name as far as anybody reads it. What is cut off leaves its mark, so that two names that begin alike stay two, and the same name is
 * the same in every picture of it.
 */
export function shortLabel(text: string): string {
  if (text.length <= MAX_LABEL_CHARACTERS) {
    return text;
  }
  return `${truncateText(text, MAX_LABEL_CHARACTERS - 12)}… (${shortHash(text)})`;
}

/** The beginning of a text, at most `length` characters, and no surrogate pair in half. */
export function truncateText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** A picture whose names are all short. Every picture goes through this before it leaves the table. */
export function withShortLabels(chart: Chart): Chart {
  switch (chart.kind) {
    case 'series':
      return {
        ...chart,
        column: shortLabel(chart.column),
        ...(chart.key === undefined ? {} : { key: shortLabel(chart.key) }),
        ...(chart.whole === undefined ? {} : { whole: shortLabel(chart.whole) }),
      };
    case 'bars':
      return {
        ...chart,
        label: shortLabel(chart.label),
        bars: chart.bars.map((bar) => ({ ...bar, label: shortLabel(bar.label) })),
      };
    case 'shares':
      return {
        ...chart,
        label: shortLabel(chart.label),
        shares: chart.shares.map((share) => ({ ...share, label: shortLabel(share.label) })),
      };
    case 'topValues':
      return {
        ...chart,
        column: shortLabel(chart.column),
        values: chart.values.map((value): TopValuesChart['values'][number] => {
          const label = shortLabel(value.label);
          return label === value.label ? value : { ...value, label, cut: true };
        }),
      };
    case 'histogram':
    case 'days':
      return { ...chart, column: shortLabel(chart.column) };
  }
}

/** FNV-1a of a text: not for secrets, but the same on every machine. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
