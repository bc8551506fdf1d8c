/** How the four steps of coverage are drawn: colours differ in lightness, and patterns survive without any colour. */
export interface Palette {
  /** For nobody, one, two, three or more; then the same four dimmed. */
  readonly fills: readonly Fill[];
  /** Around cells whose ground is the background's own, in high contrast. A pixel. */
  readonly outline: number | undefined;
  /** Pixels. */
  readonly background: number;
  readonly folder: number;
  /** CSS colours. */
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  /** Quiet grounds for text on a pattern, by step. */
  readonly plain: readonly string[];
  readonly font: string;
}

/** A cell's filling in device pixels, each one number as `pixelOf` makes it. */
export interface Fill {
  /** The ground. */
  readonly plain: number;
  /** `size` × `size` pixels that repeat; undefined where the filling is plain. */
  readonly tile: Uint32Array | undefined;
  readonly size: number;
}

type Rgb = readonly [number, number, number];

const dimmedShare = 0.18;

/** Reads the theme's colours from the page and mixes the steps between its background and its accent. */
export function readPalette(context: CanvasRenderingContext2D, ratio: number): Palette {
  const style = getComputedStyle(document.body);
  const colour = (name: string, otherwise: string): Rgb =>
    parse(context, style.getPropertyValue(name).trim() || otherwise);
  const contrast =
    /vscode-high-contrast/.test(document.body.className) || matchMedia('(forced-colors: active)').matches;
  const background = colour('--vscode-editor-background', '#ffffff');
  const text = colour('--vscode-foreground', '#333333');
  const accent = contrast ? text : colour('--vscode-charts-blue', '#2f6fb5');
  const folder = mix(background, text, contrast ? 0 : 0.055);
  const steps: readonly Rgb[] = contrast
    ? [background, background, mix(background, text, 0.42), text]
    : [
        mix(background, text, 0.04),
        mix(background, accent, 0.24),
        mix(background, accent, 0.55),
        mix(background, accent, 0.92),
      ];
  const ink: readonly Rgb[] = contrast ? [text, text] : [mix(background, text, 0.3), mix(background, accent, 0.72)];
  const fills = (share: number): Fill[] =>
    steps.map((ground, step) => {
      const shown = mix(folder, ground, share);
      const pattern = ink[step];
      if (!pattern) return { plain: pixelOf(shown), tile: undefined, size: 0 };
      const drawn = mix(folder, pattern, share);
      return {
        plain: pixelOf(shown),
        ...drawTile(ratio, css(shown), css(drawn), step === 0 ? 'hatch' : 'dots'),
      };
    });
  return {
    fills: [...fills(1), ...fills(dimmedShare)],
    outline: contrast ? pixelOf(mix(background, text, 0.6)) : undefined,
    background: pixelOf(background),
    folder: pixelOf(folder),
    ground: css(background),
    text: css(text),
    faint: css(mix(background, text, contrast ? 1 : 0.72)),
    plain: steps.map(css),
    font: style.fontFamily || 'sans-serif',
  };
}

/** Part of one pixel and part of another, `share` of the second. */
export function blend(first: number, second: number, share: number): number {
  const part = (shift: number): number => {
    const [a, b] = [(first >>> shift) & 255, (second >>> shift) & 255];
    return Math.round(a + (b - a) * share) << shift;
  };
  return (part(0) | part(8) | part(16) | 0xff000000) >>> 0;
}

function parse(context: CanvasRenderingContext2D, text: string): Rgb {
  context.fillStyle = '#808080';
  context.fillStyle = text;
  const read = String(context.fillStyle);
  if (read.startsWith('#')) return [1, 3, 5].map((at) => Number.parseInt(read.slice(at, at + 2), 16)) as unknown as Rgb;
  const parts = read.match(/[\d.]+/g)?.map(Number) ?? [128, 128, 128];
  return [parts[0]!, parts[1]!, parts[2]!];
}

const mix = (from: Rgb, to: Rgb, share: number): Rgb =>
  from.map((value, i) => Math.round(value + (to[i]! - value) * share)) as unknown as Rgb;
const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

/** A pixel as a picture's bytes hold it, read as one number; every platform that runs a browser today puts the lowest byte first. */
const pixelOf = ([r, g, b]: Rgb): number => (0xff000000 | (b << 16) | (g << 8) | r) >>> 0;

/** A tile of diagonal lines or of dots, in device pixels so that it stays crisp. */
function drawTile(ratio: number, ground: string, ink: string, kind: 'hatch' | 'dots'): Omit<Fill, 'plain'> {
  const size = Math.round(6 * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const draw = canvas.getContext('2d', { willReadFrequently: true })!;
  draw.fillStyle = ground;
  draw.fillRect(0, 0, size, size);
  if (kind === 'hatch') {
    draw.strokeStyle = ink;
    draw.lineWidth = 1.1 * ratio;
    draw.beginPath();
    for (const shift of [-size, 0, size]) {
      draw.moveTo(shift, size);
      draw.lineTo(shift + size, 0);
    }
    draw.stroke();
  } else {
    draw.fillStyle = ink;
    draw.beginPath();
    draw.arc(size / 2, size / 2, 0.95 * ratio, 0, Math.PI * 2);
    draw.fill();
  }
  return { tile: new Uint32Array(draw.getImageData(0, 0, size, size).data.buffer), size };
}
