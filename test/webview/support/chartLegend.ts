import type { Page } from 'playwright-core';

/** The lines of the chart's legend whose latest value cannot be read whole: it is out of sight, or something is over it. */
export async function unreadableLatestValues(page: Page): Promise<string[]> {
  return page.locator('.chart-legend tbody tr').evaluateAll((rows) =>
    rows.flatMap((row) => {
      row.scrollIntoView({ block: 'center' });
      const [, latest] = row.children;
      const range = document.createRange();
      range.selectNodeContents(latest!);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      const isSeen = [left + 1, right - 1].every(
        (x) => document.elementFromPoint(x, (top + bottom) / 2)?.closest('td') === latest,
      );
      return isSeen ? [] : [row.textContent.replace(/\s+/g, ' ').trim()];
    }),
  );
}
