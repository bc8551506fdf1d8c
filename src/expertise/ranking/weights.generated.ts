// First weights: the back-off alone.
export const weights: { withTrailers: Readonly<Record<string, number>>; withoutTrailers: Readonly<Record<string, number>> } = {
  withTrailers: { backOff: 0.77, activeLately: 0.3 },
  withoutTrailers: { backOffBoth: 0.7, activeLately: 0.3 },
};
