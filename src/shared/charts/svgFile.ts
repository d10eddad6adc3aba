import { roundCoordinate } from './svgPaths.js';
import type { Scene, Shape } from './scene.js';

/** A scene as an SVG document that stands for itself: no scripts, no styles, nothing from elsewhere, texts as text. */
export function svgFile({ left, width, height, title, description, font, background, shapes }: Scene): string {
  const all: readonly Shape[] =
    background === undefined ? shapes : [{ kind: 'rect', x: left, y: 0, width, height, fill: background }, ...shapes];
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${left} 0 ${width} ${height}" role="img" font-family="${escaped(font)}">
<title>${escaped(title)}</title>
<desc>${escaped(description)}</desc>
${all.map(element).join('\n')}
</svg>
`;
}

function element(shape: Shape): string {
  switch (shape.kind) {
    case 'rect':
      return `<rect x="${roundCoordinate(shape.x)}" y="${roundCoordinate(shape.y)}" width="${roundCoordinate(shape.width)}" height="${roundCoordinate(shape.height)}" fill="${escaped(shape.fill)}"${opacity(shape.opacity)}/>`;
    case 'line': {
      const dash = shape.dash === undefined ? '' : ` stroke-dasharray="${shape.dash.join(' ')}"`;
      return `<path d="${escaped(shape.path)}" fill="none" stroke="${escaped(shape.stroke)}" stroke-width="${shape.width}" stroke-linecap="round" stroke-linejoin="round"${dash}${opacity(shape.opacity)}/>`;
    }
    case 'text': {
      const anchor = shape.anchor === undefined || shape.anchor === 'start' ? '' : ` text-anchor="${shape.anchor}"`;
      const weight = shape.bold === true ? ' font-weight="600"' : '';
      return `<text x="${roundCoordinate(shape.x)}" y="${roundCoordinate(shape.y)}" font-size="${shape.size}" fill="${escaped(shape.fill)}"${anchor}${weight}>${escaped(shape.text)}</text>`;
    }
  }
}

function opacity(value: number | undefined): string {
  return value === undefined ? '' : ` opacity="${value}"`;
}

/** What XML has no way to write, not even as a reference: control characters, halves of surrogate pairs and the like. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(unwritable, '\u{FFFD}').replace(/[&<>"']/g, (character) => references[character] ?? '');
}
