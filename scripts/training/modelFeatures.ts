/** What the model with trailers looks at. */
export const withTrailers: readonly string[] = [
  'backOff',
  'backOffFreshPlace',
  'backOffLately',
  'helpedLately',
  'helpsMoreThanWrites',
  'owns',
  'helpedAskerLately',
  'helpsNewcomersNobodyNamed',
  'askerHelpedThem',
  'helpedFile',
  'helpedRarest',
  'wroteRarest',
  'createdFile',
  'stillAround',
  'backOffWorkPlace',
  'worksWhereAskerWorks',
];

/** What the model for histories without trailers looks at. */
export const withoutTrailers: readonly string[] = [
  'backOffWork',
  'backOffWorkPlace',
  'worksWhereNewAskerWorks',
  'tenure',
  'activeLatelyNobodyNamed',
  'commitsLatelyNobodyNamed',
  'mergesMoreThanWrites',
  'mergedLatelyUnderGatekeeper',
  'askerMergedThem',
  'owns',
  'wroteAlike',
  'wroteRarest',
  'createdFile',
  'authorship',
];

/** Features that know who helped whom before; a model without them shows what rests on habit. */
export const pairFeatures: readonly string[] = [
  'backOff',
  'backOffFresh',
  'backOffLately',
  'backOffWork',
  'backOffWorkFresh',
  'helpedAsker',
  'helpedAskerLately',
  'askerHelpedThem',
  'mergedAsker',
  'askerMergedThem',
];

/** Takes the place of the pair-aware back-offs in a model without pairs. */
export const placeFeatures = { withTrailers: 'backOffPlace', withoutTrailers: 'backOffWorkPlace' } as const;
