import type { MeasureText, Scene, Shape } from '../../../../src/shared/charts/scene.js';
import { sceneWidth } from './frame.js';

/** Pixels of the file per pixel of the scene: sharp on today's screens and in print, and 1920 for the width of a slide. */
const scale = 2;

/**
 * A scene as a PNG image. It is drawn shape by shape, because loading it as an image would need a hole in the content security policy.
 */
export async function pngImage(scene: Scene): Promise<Blob> {
  const canvas = document.createElement('canvas');
  // A wide image that needs more room than a slide has is drawn smaller, not larger.
  const ratio = scale * Math.min(1, sceneWidth / scene.width);
  canvas.width = Math.round(scene.width * ratio);
  canvas.height = Math.round(scene.height * ratio);
  const context = canvas.getContext('2d');
  if (context === null) {
    throw new Error('This window has no canvas to draw on.');
  }
  context.scale(ratio, ratio);
  context.translate(-scene.left, 0);
  if (scene.background !== undefined) {
    context.fillStyle = scene.background;
    context.fillRect(scene.left, 0, scene.width, scene.height);
  }
  for (const shape of scene.shapes) {
    draw(context, shape, scene.font);
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error('The image could not be made.');
  }
  return blob;
}

function draw(context: CanvasRenderingContext2D, shape: Shape, font: string): void {
  switch (shape.kind) {
    case 'rect':
      context.globalAlpha = shape.opacity ?? 1;
      context.fillStyle = shape.fill;
      context.fillRect(shape.x, shape.y, shape.width, shape.height);
      break;
    case 'line':
      context.globalAlpha = shape.opacity ?? 1;
      context.strokeStyle = shape.stroke;
      context.lineWidth = shape.width;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.setLineDash([...(shape.dash ?? [])]);
      context.stroke(new Path2D(shape.path));
      break;
    case 'text':
      context.globalAlpha = 1;
      context.fillStyle = shape.fill;
      context.font = fontOf(shape.size, shape.bold === true, font);
      context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor === 'end' ? 'right' : 'left';
      context.fillText(shape.text, shape.x, shape.y);
      break;
  }
}

/** Measures with the page's own fonts. */
export function measureWith(font: string): MeasureText {
  const context = document.createElement('canvas').getContext('2d');
  return (text, size, bold) => {
    if (context === null) {
      return text.length * size * 0.6;
    }
    context.font = fontOf(size, bold, font);
    return context.measureText(text).width;
  };
}

function fontOf(size: number, bold: boolean, font: string): string {
  return `${bold ? '600 ' : ''}${size}px ${font}`;
}
