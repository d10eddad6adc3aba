import * as vscode from 'vscode';
import { type ChartColors, type ChartFileChoice, chartFileChoice } from '../../shared/pages/report.js';
import { LastChoice } from '../common/lastChoice.js';
import { showPick } from '../common/quickInput.js';

interface Kind extends vscode.QuickPickItem {
  readonly kindOfFile: Pick<ChartFileChoice, 'format' | 'isWide'>;
}

interface ColorsItem extends vscode.QuickPickItem {
  readonly colors: ChartColors;
}

/**
 * Asks for the format and the colors of a chart's file. What was chosen the last time is offered first.
 * @returns `null` where nothing was chosen
 */
export async function chooseChartFile(memento: vscode.Memento): Promise<ChartFileChoice | null> {
  const last = new LastChoice(memento, 'usageReports.chartFile', chartFileChoice);
  const choice = await askChartFile(last.value);
  if (choice !== undefined) {
    await last.set(choice);
  }
  return choice ?? null;
}

async function askChartFile(last: ChartFileChoice | undefined): Promise<ChartFileChoice | undefined> {
  const title = vscode.l10n.t('Save Chart');
  const isLast = ({ kindOfFile: { format, isWide } }: Kind) => format === last?.format && isWide === last.isWide;
  const kind = await showPick(firstWhere(kinds(), isLast), {
    title,
    placeHolder: vscode.l10n.t('Which format?'),
  });
  if (kind === undefined) {
    return undefined;
  }
  const picked = await showPick(
    firstWhere(colorsItems(), ({ colors }) => colors === last?.colors),
    { title, placeHolder: vscode.l10n.t('Which colors?') },
  );
  return picked === undefined ? undefined : { ...kind.kindOfFile, colors: picked.colors };
}

function kinds(): readonly Kind[] {
  return [
    {
      label: vscode.l10n.t('PNG'),
      description: vscode.l10n.t('for documents and messages'),
      kindOfFile: { format: 'png', isWide: false },
    },
    {
      label: vscode.l10n.t('PNG for slides'),
      description: vscode.l10n.t('16:9, 1920 × 1080 pixels'),
      kindOfFile: { format: 'png', isWide: true },
    },
    {
      label: vscode.l10n.t('SVG'),
      description: vscode.l10n.t('sharp at every size'),
      kindOfFile: { format: 'svg', isWide: false },
    },
    {
      label: vscode.l10n.t('SVG for slides'),
      description: vscode.l10n.t('16:9, sharp at every size'),
      kindOfFile: { format: 'svg', isWide: true },
    },
  ];
}

function colorsItems(): readonly ColorsItem[] {
  return [
    { label: vscode.l10n.t('As shown'), description: vscode.l10n.t('the colors of the theme'), colors: 'shown' },
    { label: vscode.l10n.t('Light'), colors: 'light' },
    { label: vscode.l10n.t('Dark'), colors: 'dark' },
    {
      label: vscode.l10n.t('Transparent background, dark text'),
      description: vscode.l10n.t('for light slides and pages'),
      colors: 'transparentLight',
    },
    {
      label: vscode.l10n.t('Transparent background, light text'),
      description: vscode.l10n.t('for dark slides and pages'),
      colors: 'transparentDark',
    },
  ];
}

function firstWhere<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly T[] {
  return [...items.filter(isFirst), ...items.filter((item) => !isFirst(item))];
}
