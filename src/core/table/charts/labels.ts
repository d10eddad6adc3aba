import type { Chart, TopValuesChart } from '../../../shared/report.js';

/** A cell may hold a megabyte, but a label is sent to a page and read. */
export const MAX_LABEL_CHARACTERS = 300;

/**
 * Shortens a long label. It ends in a hash of the whole text, so that labels with the same beginning stay different, and the same text gets
 * the same label in every chart.
 */
export function shortLabel(text: string): string {
  if (text.length <= MAX_LABEL_CHARACTERS) {
    return text;
  }
  return `${truncateText(text, MAX_LABEL_CHARACTERS - 12)}… (${shortHash(text)})`;
}

/** The first `length` characters of a text, one fewer rather than half a surrogate pair. */
export function truncateText(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Shortens all labels of a chart. Every chart passes through this before it leaves the table. */
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

/** 32-bit FNV-1a of the UTF-16 units: not for secrets, but the same on every machine. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
