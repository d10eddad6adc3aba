import { MAX_LINES } from '../drawing/chartLayout.js';
import type { Palette } from './scene.js';

/** The theme's colors as values, read where the charts are. */
export function readPalette(place: HTMLElement): Palette {
  const style = getComputedStyle(place);
  const root = getComputedStyle(document.documentElement);
  const color = colorNormalizer();
  const foreground = color(style.color, '#000000');
  const accent = color(root.getPropertyValue('--accent'), foreground);
  return {
    font: style.fontFamily === '' ? 'sans-serif' : style.fontFamily,
    background: color(root.getPropertyValue('--vscode-editor-background'), '#ffffff'),
    foreground,
    muted: color(root.getPropertyValue('--muted'), foreground),
    accent,
    gap: color(root.getPropertyValue('--vscode-charts-yellow'), accent),
    lines: Array.from({ length: MAX_LINES }, (_, look) => color(lineColor(place, look), accent)),
  };
}

function lineColor(place: HTMLElement, look: number): string {
  const probe = document.createElement('span');
  probe.className = `line-${look}`;
  probe.hidden = true;
  place.append(probe);
  const value = getComputedStyle(probe).getPropertyValue('--line-color');
  probe.remove();
  return value;
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
