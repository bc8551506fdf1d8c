import type { Layout } from './fileTree.ts';

/** Positions of all cells at a moment of a zoom, as in `Layout.at`. */
export interface Movement {
  readonly from: Float32Array;
  readonly to: Float32Array;
}

/**
 * How cells move from one layout to another: those in both go from place to place; those that leave are pushed out, and
 * those that come in are pulled from outside, as the folder that is zoomed drags its surroundings along.
 */
export function moveBetween(before: Layout, after: Layout, width: number, height: number): Movement {
  const from = before.at.slice();
  const to = after.at.slice();
  const whole: Rect = [0, 0, width, height];
  const leaving = stretch(rectOf(before.at, after.focus.id), whole);
  const coming = stretch(rectOf(after.at, before.focus.id), whole);
  for (let i = 0; i < from.length; i += 4) {
    const [was, is] = [!Number.isNaN(from[i]!), !Number.isNaN(to[i]!)];
    if (was && !is) apply(leaving, from, to, i);
    else if (is && !was) apply(coming, to, from, i);
  }
  return { from, to };
}

/** Positions between the two, `share` from 0 to 1, written to `out`. */
export function between({ from, to }: Movement, share: number, out: Float32Array): Float32Array {
  for (let i = 0; i < from.length; i++) out[i] = from[i]! + (to[i]! - from[i]!) * share;
  return out;
}

type Rect = readonly [number, number, number, number];
type Stretch = { readonly kx: number; readonly ky: number; readonly dx: number; readonly dy: number };

const rectOf = (at: Float32Array, id: number): Rect => [at[id * 4]!, at[id * 4 + 1]!, at[id * 4 + 2]!, at[id * 4 + 3]!];

function stretch([x0, y0, x1, y1]: Rect, [X0, Y0, X1, Y1]: Rect): Stretch | undefined {
  if (!(x1 > x0) || !(y1 > y0)) return undefined;
  const [kx, ky] = [(X1 - X0) / (x1 - x0), (Y1 - Y0) / (y1 - y0)];
  return { kx, ky, dx: X0 - x0 * kx, dy: Y0 - y0 * ky };
}

function apply(by: Stretch | undefined, source: Float32Array, target: Float32Array, i: number): void {
  if (!by) return;
  target[i] = source[i]! * by.kx + by.dx;
  target[i + 1] = source[i + 1]! * by.ky + by.dy;
  target[i + 2] = source[i + 2]! * by.kx + by.dx;
  target[i + 3] = source[i + 3]! * by.ky + by.dy;
}
