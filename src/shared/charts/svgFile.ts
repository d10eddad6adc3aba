import { escapeMarkup } from '../../base/escapeMarkup.js';
import { roundCoordinate } from './svgPaths.js';
import type { Scene, Shape } from './scene.js';

/** A scene as an SVG document that stands for itself: no scripts, no styles, nothing from elsewhere, texts as text. */
export function svgFile({ left, width, height, title, description, font, background, shapes }: Scene): string {
  const all: readonly Shape[] =
    background === undefined ? shapes : [{ kind: 'rect', x: left, y: 0, width, height, fill: background }, ...shapes];
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} 0 ${width} ${height}" role="img" font-family="${escapeMarkup(font)}">
<title>${escapeMarkup(title)}</title>
<desc>${escapeMarkup(description)}</desc>
${elements(all, false)}
</svg>
`;
}

/** The elements of shapes, one a line. Their colors are as the shapes have them, which can be `var(--name)` within a page. */
export function svgShapes(shapes: readonly Shape[]): string {
  return elements(shapes, true);
}

/** @param isInPage whether a style sheet can know their classes */
function elements(shapes: readonly Shape[], isInPage: boolean): string {
  return shapes.map((shape) => element(shape, isInPage)).join('\n');
}

function element(shape: Shape, isInPage: boolean): string {
  switch (shape.kind) {
    case 'rect': {
      const name = isInPage && shape.className !== undefined ? ` class="${shape.className}"` : '';
      return `<rect${name} x="${roundCoordinate(shape.x)}" y="${roundCoordinate(shape.y)}" width="${roundCoordinate(shape.width)}" height="${roundCoordinate(shape.height)}" fill="${escapeMarkup(shape.fill)}"${opacity(shape.opacity)}/>`;
    }
    case 'line': {
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"`;
      return `<path d="${escapeMarkup(shape.path)}" fill="none" stroke="${escapeMarkup(shape.stroke)}" stroke-width="${shape.width}" stroke-linecap="round" stroke-linejoin="round"${dash}${opacity(shape.opacity)}/>`;
    }
    case 'text': {
      const anchor = shape.anchor === undefined || shape.anchor === 'start' ? '' : ` text-anchor="${shape.anchor}"`;
      const weight = shape.bold === true ? ' font-weight="600"' : '';
      return `<text x="${roundCoordinate(shape.x)}" y="${roundCoordinate(shape.y)}" font-size="${shape.size}" fill="${escapeMarkup(shape.fill)}"${anchor}${weight}>${escapeMarkup(shape.text)}</text>`;
    }
  }
}

function opacity(value: number | undefined): string {
  return value === undefined ? '' : ` opacity="${value}"`;
}
