import { confidence } from './weights.generated.ts';

/**
 * How often, in the histories the model was measured on, the person named first really helped when the model gave them this share:
 * 0–1, from a table of bins, made monotone so that a larger share never means less confidence. The share itself is no probability.
 */
export function confidenceOf(share: number, options: { withoutTrailers?: boolean | undefined } = {}): number {
  let right = 0;
  for (const bin of options.withoutTrailers ? confidence.withoutTrailers : confidence.withTrailers) {
    if (share < bin.from) break;
    if (bin.questions >= fewestQuestions) right = Math.max(right, bin.right);
  }
  return right;
}

/** Bins with fewer questions than this say nothing. */
const fewestQuestions = 30;
