import type { Fill, Palette } from './palette.ts';

/** What stands around the picture when it is saved. */
export interface PosterWords {
  readonly title: string;
  readonly sentence: string;
  /** By step. */
  readonly legend: readonly string[];
}

/** CSS pixels. */
const margin = 24;
const sentenceSize = 18;
const smallSize = 13;

/** The picture with its sentence above it and its legend below, for a slide. `ratio`: device pixels in a CSS pixel. */
export function drawPoster(
  picture: HTMLCanvasElement,
  palette: Palette,
  ratio: number,
  { title, sentence, legend }: PosterWords,
): HTMLCanvasElement {
  const poster = document.createElement('canvas');
  const context = poster.getContext('2d')!;
  const width = picture.width / ratio;
  const fontOf = (size: number): string => `400 ${size}px ${palette.font}`;
  context.font = fontOf(sentenceSize);
  const lines = linesOf(context, sentence, width);
  const above = margin + smallSize + 8 + lines.length * sentenceSize * 1.35 + 8;
  poster.width = picture.width + 2 * margin * ratio;
  poster.height = Math.round((above + picture.height / ratio + 2 * margin + smallSize) * ratio);
  context.scale(ratio, ratio);
  context.fillStyle = palette.ground;
  context.fillRect(0, 0, poster.width, poster.height);
  context.textBaseline = 'top';
  context.fillStyle = palette.faint;
  context.font = fontOf(smallSize);
  context.fillText(title, margin, margin);
  context.fillStyle = palette.text;
  context.font = fontOf(sentenceSize);
  lines.forEach((line, i) => {
    context.fillText(line, margin, margin + smallSize + 8 + i * sentenceSize * 1.35);
  });
  context.drawImage(picture, margin, above, width, picture.height / ratio);
  context.font = fontOf(smallSize);
  const y = above + picture.height / ratio + margin / 2;
  let x = margin;
  legend.forEach((words, step) => {
    context.drawImage(swatchOf(palette.fills[step]!, 18 * ratio, 13 * ratio), x, y, 18, 13);
    context.strokeStyle = palette.faint;
    context.lineWidth = 0.5;
    context.strokeRect(x, y, 18, 13);
    context.fillStyle = palette.faint;
    context.fillText(words, x + 25, y);
    x += 25 + context.measureText(words).width + 22;
  });
  return poster;
}

function linesOf(context: CanvasRenderingContext2D, text: string, room: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** A filling in device pixels. */
function swatchOf({ plain, tile, size }: Fill, width: number, height: number): HTMLCanvasElement {
  const swatch = document.createElement('canvas');
  swatch.width = Math.round(width);
  swatch.height = Math.round(height);
  const image = new ImageData(swatch.width, swatch.height);
  const pixels = new Uint32Array(image.data.buffer);
  for (let p = 0; p < pixels.length; p++) {
    const [x, y] = [p % swatch.width, Math.floor(p / swatch.width)];
    pixels[p] = tile ? tile[(y % size) * size + (x % size)]! : plain;
  }
  swatch.getContext('2d')!.putImageData(image, 0, 0);
  return swatch;
}
