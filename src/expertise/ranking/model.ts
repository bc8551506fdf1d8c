import { weights } from './weights.generated.ts';

/** Weights of the named features; features without one do not count. All are positive: every feature speaks for somebody. */
export interface Model {
  readonly weights: Readonly<Record<string, number>>;
}

/** The model that fits what may be read. */
export function modelFor(options: { withoutTrailers?: boolean | undefined }): Model {
  return { weights: options.withoutTrailers ? weights.withoutTrailers : weights.withTrailers };
}
