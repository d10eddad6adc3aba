import type { ReportPanel } from './reportPanel.js';

/** Reads what is on screen again, without a prompt. */
export async function reloadShown(panels: readonly ReportPanel[]): Promise<void> {
  const shown = panels.filter((panel) => panel.shown !== undefined);
  await Promise.all(shown.map((panel) => panel.load({ interactive: false })));
}
