// Written by `npm run train -- --mirror DIR --cases DIR --write`; do not edit. Trained on:
//   apache/kafka, golang/tools, golang/vscode-go, openvswitch/ovs, apache/zookeeper, flashrom/flashrom, golang/build, golang/crypto, golang/exp, golang/net, golang/pkgsite, golang/sys, golang/telemetry, golang/vulndb, golang/website, ovn-org/ovn, u-boot/u-boot
// withTrailers: 4242 questions; each organisation left out in turn, mean over organisations: mrr 0.650, top1 0.494, top3 0.763, top5 0.865, nonObviousTop3 0.631, beyondTop3 0.653
//   without the features about this asker: mrr 0.624, top1 0.463, top3 0.742, top5 0.839, nonObviousTop3 0.607, beyondTop3 0.626
// withoutTrailers: 4242 questions; each organisation left out in turn, mean over organisations: mrr 0.523, top1 0.349, top3 0.642, top5 0.755, nonObviousTop3 0.537, beyondTop3 0.522
//   without the features about this asker: mrr 0.521, top1 0.347, top3 0.642, top5 0.748, nonObviousTop3 0.538, beyondTop3 0.516
export const weights: Readonly<Record<'withTrailers' | 'withoutTrailers', Readonly<Record<string, number>>>> = {
  withTrailers: {
    backOff: 0.1335,
    backOffFreshPlace: 0.1535,
    backOffLately: 0.144,
    helpedLately: 0.2581,
    helpsMoreThanWrites: 0.2273,
    owns: 0.1557,
    helpedAskerLately: 0.0989,
    commitsLately: 0.0931,
    helpsNewcomers: 0.1001,
    askerHelpedThem: 0.0748,
    helpedFile: 0.0651,
    activeLately: 0,
    wroteFolder: 0.079,
    helpedAlike: 0.0507,
    wroteFileLately: 0.0541,
  },
  withoutTrailers: {
    backOffWork: 0.0658,
    backOffWorkPlace: 0.2481,
    backOffWorkFreshPlace: 0.1281,
    backOffWrote: 0,
    worksWhereAskerWorks: 0.2238,
    tenure: 0.2832,
    activeLately: 0.2479,
    commitsLately: 0.0596,
    mergesMoreThanWrites: 0.052,
    askerMergedThem: 0.0897,
    owns: 0,
    wroteAlike: 0.0405,
    wroteFolderAbove: 0.0316,
    authorship: 0.0406,
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
    { from: 0.4, right: 0.542, questions: 742 },
    { from: 0.5, right: 0.648, questions: 463 },
    { from: 0.6, right: 0.714, questions: 647 },
  ],
  withoutTrailers: [
    { from: 0, right: 0.127, questions: 150 },
    { from: 0.1, right: 0.243, questions: 317 },
    { from: 0.15, right: 0.285, questions: 397 },
    { from: 0.2, right: 0.328, questions: 844 },
    { from: 0.3, right: 0.397, questions: 837 },
    { from: 0.4, right: 0.436, questions: 550 },
    { from: 0.5, right: 0.416, questions: 438 },
    { from: 0.6, right: 0.403, questions: 709 },
  ],
};
