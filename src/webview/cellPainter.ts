import type { TreeNode } from './fileTree.ts';
import { blend, type Fill, type Palette } from './palette.ts';

/** What is drawn at one moment: a layout, or a moment between two. */
export interface Scene {
  /** By node id, as `Layout.at`, in CSS pixels. */
  readonly at: Float32Array;
  readonly files: readonly TreeNode[];
  /** Folders directly in the focus, which have a ground of their own. */
  readonly grounds: readonly TreeNode[];
  readonly closed: readonly TreeNode[];
}

/** Cells thinner than this, in CSS pixels, have no outline: it would be all there is of them. */
const outlinedFrom = 5;
/** Cells from this size get the corner they all should have. */
const roundFrom = 12;
const cellRadius = 2;
const groundRadius = 3;
/** Cells from so many device pixels leave the last of them free, as a hairline. */
const gapFrom = 3;
/** Runs longer than this are filled by the platform; shorter ones are quicker by hand. */
const longRun = 16;

/**
 * Draws cells straight into pixels. Fifty thousand rectangles cost a canvas tens of milliseconds, above all where no graphics card
 * helps; as pixels they cost a few, so that a zoom can draw all of them in each frame.
 */
export class CellPainter {
  #image: ImageData | undefined;
  #pixels = new Uint32Array(0);
  #width = 0;
  #height = 0;
  #ratio = 1;

  /** Sizes in device pixels. */
  resize(width: number, height: number, ratio: number): void {
    this.#image = new ImageData(width, height);
    this.#pixels = new Uint32Array(this.#image.data.buffer);
    this.#width = width;
    this.#height = height;
    this.#ratio = ratio;
  }

  /** `look` by node id: the step of coverage, plus 4 where the cell is dimmed. */
  paint(context: CanvasRenderingContext2D, { at, files, grounds, closed }: Scene, look: Uint8Array, palette: Palette) {
    if (!this.#image) return;
    this.#pixels.fill(palette.background);
    for (const { id } of grounds) {
      const box = this.#box(at, id);
      if (!box || box[2] - box[0] < 6) continue;
      const [x0, y0, x1, y1] = box;
      this.#plain([x0, y0, x1 - 1, y1 - 1], palette.folder, palette.background, groundRadius);
      if (palette.outline !== undefined) this.#frame([x0, y0, x1 - 1, y1 - 1], palette.outline);
    }
    for (const { id } of closed) this.#cell(at, id, look[id]!, palette);
    for (const { id } of files) this.#cell(at, id, look[id]!, palette);
    context.putImageData(this.#image, 0, 0);
  }

  /** The pixels of a node; undefined where it is out of the picture. */
  #box(at: Float32Array, id: number): Box | undefined {
    const i = id * 4;
    const x0 = Math.max(0, Math.round(at[i]! * this.#ratio));
    const y0 = Math.max(0, Math.round(at[i + 1]! * this.#ratio));
    const x1 = Math.min(this.#width, Math.round(at[i + 2]! * this.#ratio));
    const y1 = Math.min(this.#height, Math.round(at[i + 3]! * this.#ratio));
    // Also false for NaN.
    return x1 > x0 && y1 > y0 ? [x0, y0, x1, y1] : undefined;
  }

  #cell(at: Float32Array, id: number, look: number, palette: Palette): void {
    const ratio = this.#ratio;
    const i = id * 4;
    const x0 = Math.max(0, Math.round(at[i]! * ratio));
    const y0 = Math.max(0, Math.round(at[i + 1]! * ratio));
    let x1 = Math.min(this.#width, Math.round(at[i + 2]! * ratio));
    let y1 = Math.min(this.#height, Math.round(at[i + 3]! * ratio));
    if (!(x1 > x0 && y1 > y0)) return;
    if (x1 - x0 >= gapFrom) x1--;
    if (y1 - y0 >= gapFrom) y1--;
    const fill = palette.fills[look]!;
    const thin = Math.min(x1 - x0, y1 - y0);
    const radius = thin >= roundFrom * ratio ? cellRadius : 0;
    // Patterns have their place in the picture, not in the cell: one goes on across cells that are too small to show it.
    if (fill.tile) this.#tiled([x0, y0, x1, y1], fill, palette.folder, radius);
    else if (radius) this.#plain([x0, y0, x1, y1], fill.plain, palette.folder, radius);
    else this.#rows(x0, y0, x1, y1, fill.plain);
    if (palette.outline !== undefined && (look & 3) < 2 && thin >= outlinedFrom * ratio)
      this.#frame([x0, y0, x1, y1], palette.outline);
  }

  #rows(x0: number, y0: number, x1: number, y1: number, colour: number): void {
    const pixels = this.#pixels;
    const long = x1 - x0 > longRun;
    for (let y = y0; y < y1; y++) {
      const row = y * this.#width;
      if (long) pixels.fill(colour, row + x0, row + x1);
      else for (let x = row + x0; x < row + x1; x++) pixels[x] = colour;
    }
  }

  #plain(box: Box, colour: number, under: number, radius: number): void {
    this.#rows(...box, colour);
    this.#corners(box, under, radius);
  }

  #tiled(box: Box, { tile, size }: Fill, under: number, radius: number): void {
    const [x0, y0, x1, y1] = box;
    const pixels = this.#pixels;
    for (let y = y0; y < y1; y++) {
      const row = y * this.#width;
      const line = (y % size) * size;
      let phase = x0 % size;
      for (let x = x0; x < x1; x++) {
        pixels[row + x] = tile![line + phase]!;
        if (++phase === size) phase = 0;
      }
    }
    if (radius) this.#corners(box, under, radius);
  }

  /** Takes the corners off: what lies outside the quarter circle becomes the ground, its edge a mixture. */
  #corners([x0, y0, x1, y1]: Box, under: number, radius: number): void {
    const r = Math.round(radius * this.#ratio);
    const pixels = this.#pixels;
    for (let dy = 0; dy < r; dy++) {
      const inset = r - Math.sqrt(r * r - (r - dy - 0.5) ** 2);
      for (let dx = 0; dx < inset; dx++) {
        const share = Math.min(1, inset - dx);
        for (const y of [y0 + dy, y1 - 1 - dy])
          for (const x of [x0 + dx, x1 - 1 - dx]) {
            const p = y * this.#width + x;
            pixels[p] = blend(pixels[p]!, under, share);
          }
      }
    }
  }

  #frame([x0, y0, x1, y1]: Box, colour: number): void {
    this.#rows(x0, y0, x1, y0 + 1, colour);
    this.#rows(x0, y1 - 1, x1, y1, colour);
    this.#rows(x0, y0, x0 + 1, y1, colour);
    this.#rows(x1 - 1, y0, x1, y1, colour);
  }
}

type Box = readonly [number, number, number, number];
