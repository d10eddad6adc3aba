import type { ChartColors } from '../../../../src/shared/pages/report.js';
import { MAX_LINES } from '../../../../src/shared/charts/chartLayout.js';
import type { Palette } from '../../../../src/shared/charts/scene.js';

/** Whose colors they are, as a class of the style sheet; none for those on screen. */
const classOf: Readonly<Record<ChartColors, string>> = {
  shown: '',
  light: 'colors-light',
  dark: 'colors-dark',
  transparentLight: 'colors-light',
  transparentDark: 'colors-dark',
};

/** Colors as values, read where the charts are. */
export function readPalette(place: HTMLElement, colors: ChartColors): Palette {
  const probe = document.createElement('span');
  probe.className = classOf[colors];
  probe.hidden = true;
  place.append(probe);
  const style = getComputedStyle(probe);
  const color = colorNormalizer();
  const foreground = color(style.color, '#000000');
  const accent = color(style.getPropertyValue('--accent'), foreground);
  const background = colors === 'shown' ? style.getPropertyValue('--vscode-editor-background') : style.backgroundColor;
  const palette: Palette = {
    font: style.fontFamily === '' ? 'sans-serif' : style.fontFamily,
    background: colors.startsWith('transparent') ? undefined : color(background, '#ffffff'),
    foreground,
    muted: color(style.getPropertyValue('--muted'), foreground),
    accent,
    gap: color(style.getPropertyValue('--vscode-charts-yellow'), accent),
    lines: Array.from({ length: MAX_LINES }, (_, look) => color(lineColor(probe, look), accent)),
  };
  probe.remove();
  return palette;
}

function lineColor(place: HTMLElement, look: number): string {
  const probe = document.createElement('span');
  probe.className = `line-${look}`;
  place.append(probe);
  return getComputedStyle(probe).getPropertyValue('--line-color');
}

/** A theme's color as `#rrggbb` or `rgba(…)`, which every SVG reader knows. */
function colorNormalizer(): (value: string, fallback: string) => string {
  const context = document.createElement('canvas').getContext('2d');
  return (value, fallback) => {
    if (context === null || value.trim() === '') {
      return fallback;
    }
    // An invalid color leaves the previous one in place.
    context.fillStyle = fallback;
    context.fillStyle = value.trim();
    return context.fillStyle;
  };
}
