/** How the four steps of coverage are drawn: colours differ in lightness, and patterns survive without any colour. */
export interface Palette {
  /** For nobody, one, two, three or more. */
  readonly fill: readonly (string | CanvasPattern)[];
  /** For cells too small to show a pattern, and for movement. */
  readonly tiny: readonly string[];
  /** The grounds of the patterns. */
  readonly plain: readonly string[];
  /** Around cells whose ground is the background's own, in high contrast. */
  readonly outline?: string;
  readonly background: string;
  readonly folder: string;
  readonly line: string;
  readonly text: string;
  readonly faint: string;
  readonly glow: string;
  readonly font: string;
}

type Rgb = readonly [number, number, number];

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
  const glow = colour('--vscode-charts-orange', '#d18616');
  const steps: readonly Rgb[] = contrast
    ? [background, background, mix(background, text, 0.5), text]
    : [
        mix(background, text, 0.04),
        mix(background, accent, 0.24),
        mix(background, accent, 0.55),
        mix(background, accent, 0.92),
      ];
  const ink: readonly Rgb[] = contrast ? [text, text] : [mix(background, text, 0.3), mix(background, accent, 0.72)];
  const plain = steps.map(css);
  return {
    fill: [
      pattern(context, ratio, plain[0]!, css(ink[0]!), 'hatch'),
      pattern(context, ratio, plain[1]!, css(ink[1]!), 'dots'),
      plain[2]!,
      plain[3]!,
    ],
    plain,
    ...(contrast ? { outline: css(mix(background, text, 0.6)) } : {}),
    // What a pattern looks like from afar.
    tiny: [css(mix(background, text, 0.15)), css(mix(steps[1]!, ink[1]!, 0.15)), plain[2]!, plain[3]!],
    background: css(background),
    folder: css(mix(background, text, contrast ? 0 : 0.055)),
    line: css(mix(background, text, contrast ? 1 : 0.16)),
    text: css(text),
    faint: css(mix(background, text, contrast ? 1 : 0.72)),
    glow: css(glow),
    font: style.fontFamily || 'sans-serif',
  };
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

/** A tile of diagonal lines or of dots, in device pixels so that it stays crisp. */
function pattern(
  context: CanvasRenderingContext2D,
  ratio: number,
  ground: string,
  ink: string,
  kind: 'hatch' | 'dots',
): CanvasPattern | string {
  const size = Math.round(6 * ratio);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const draw = tile.getContext('2d');
  if (!draw) return ground;
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
  const made = context.createPattern(tile, 'repeat');
  made?.setTransform(new DOMMatrix().scale(1 / ratio));
  return made ?? ground;
}
