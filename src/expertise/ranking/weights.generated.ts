// Written by `npm run train -- --mirror DIR --cases DIR --write`; do not edit. Trained on:
//   apache/kafka, golang/tools, golang/vscode-go, openvswitch/ovs, apache/zookeeper, flashrom/flashrom, golang/build, golang/crypto, golang/exp, golang/net, golang/pkgsite, golang/sys, golang/telemetry, golang/vulndb, golang/website, ovn-org/ovn, u-boot/u-boot
// withTrailers: 4242 questions; each organisation left out in turn, mean over organisations: mrr 0.650, top1 0.494, top3 0.763, top5 0.865, nonObviousTop3 0.631, beyondTop3 0.653
//   without the features about this asker: mrr 0.624, top1 0.463, top3 0.742, top5 0.839, nonObviousTop3 0.607, beyondTop3 0.626
// withoutTrailers: 4242 questions; each organisation left out in turn, mean over organisations: mrr 0.549, top1 0.394, top3 0.651, top5 0.746, nonObviousTop3 0.545, beyondTop3 0.518
//   without the features about this asker: mrr 0.544, top1 0.388, top3 0.647, top5 0.743, nonObviousTop3 0.542, beyondTop3 0.512
export const weights: Readonly<Record<'withTrailers' | 'withoutTrailers', Readonly<Record<string, number>>>> = {
  withTrailers: {
    backOff: 0.1335,
    backOffFreshPlace: 0.1534,
    backOffLately: 0.1441,
    helpedLately: 0.2582,
    helpsMoreThanWrites: 0.2273,
    owns: 0.1557,
    helpedAskerLately: 0.0989,
    commitsLately: 0.0931,
    helpsNewcomers: 0.1,
    askerHelpedThem: 0.0748,
    helpedFile: 0.0651,
    activeLately: 0,
    wroteFolder: 0.079,
    helpedAlike: 0.0507,
    wroteFileLately: 0.0541,
  },
  withoutTrailers: {
    backOffWork: 0.1566,
    backOffWorkPlace: 0.1889,
    backOffWorkFreshPlace: 0.0939,
    backOffWrote: 0,
    worksWhereAskerWorks: 0.2148,
    tenure: 0.2345,
    activeLately: 0.2147,
    commitsLately: 0.1384,
    mergesMoreThanWrites: 0.233,
    askerMergedThem: 0.0937,
    owns: 0.1392,
    wroteAlike: 0.0544,
    wroteFolderAbove: 0.0221,
    authorship: 0.0441,
  },
};

/** Share of questions whose first answer had at least the share `from` (and less than the next bin's) and was right. */
export const confidence: Readonly<
  Record<'withTrailers' | 'withoutTrailers', readonly { from: number; right: number; questions: number }[]>
> = {
  withTrailers: [
    { from: 0, right: 0.091, questions: 11 },
    { from: 0.1, right: 0.262, questions: 130 },
    { from: 0.15, right: 0.294, questions: 306 },
    { from: 0.2, right: 0.335, questions: 972 },
    { from: 0.3, right: 0.441, questions: 971 },
    { from: 0.4, right: 0.541, questions: 741 },
    { from: 0.5, right: 0.649, questions: 465 },
    { from: 0.6, right: 0.714, questions: 646 },
  ],
  withoutTrailers: [
    { from: 0, right: 0.112, questions: 116 },
    { from: 0.1, right: 0.224, questions: 255 },
    { from: 0.15, right: 0.267, questions: 371 },
    { from: 0.2, right: 0.306, questions: 1149 },
    { from: 0.3, right: 0.360, questions: 980 },
    { from: 0.4, right: 0.451, questions: 572 },
    { from: 0.5, right: 0.523, questions: 344 },
    { from: 0.6, right: 0.701, questions: 455 },
  ],
};
