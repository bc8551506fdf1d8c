// Written by `npm run train -- --mirror DIR --cases DIR --write`; do not edit. Trained on:
//   apache/kafka, golang/tools, golang/vscode-go, openvswitch/ovs, apache/zookeeper, flashrom/flashrom, golang/build, golang/crypto, golang/exp, golang/net, golang/pkgsite, golang/sys, golang/telemetry, golang/vulndb, golang/website, ovn-org/ovn, u-boot/u-boot, DPDK/dpdk, OP-TEE/optee_os, OpenVPN/openvpn, SELinuxProject/selinux, SSSD/sssd, freeipa/freeipa, gem5/gem5, openzfs/zfs, riscv-software-src/opensbi, samba-team/samba, spdk/spdk, tianocore/edk2, xen-project/xen
// withTrailers: 8853 questions; each organisation left out in turn, mean over organisations: mrr 0.724, top1 0.582, top3 0.842, top5 0.911, nonObviousTop3 0.707, beyondTop3 0.687
//   without the features about this asker: mrr 0.708, top1 0.561, top3 0.829, top5 0.903, nonObviousTop3 0.685, beyondTop3 0.681
// withoutTrailers: 8853 questions; each organisation left out in turn, mean over organisations: mrr 0.631, top1 0.468, top3 0.756, top5 0.845, nonObviousTop3 0.644, beyondTop3 0.588
//   without the features about this asker: mrr 0.627, top1 0.466, top3 0.750, top5 0.844, nonObviousTop3 0.643, beyondTop3 0.586
export const weights: Readonly<Record<'withTrailers' | 'withoutTrailers', Readonly<Record<string, number>>>> = {
  withTrailers: {
    backOff: 0.1328,
    backOffFreshPlace: 0.1241,
    backOffLately: 0.1479,
    helpedLately: 0.1552,
    helpsMoreThanWrites: 0.2684,
    owns: 0.1428,
    helpedAskerLately: 0.0896,
    commitsLately: 0.0722,
    helpsNewcomers: 0.1295,
    askerHelpedThem: 0.057,
    helpedFile: 0.048,
    stillAround: 0.1213,
    backOffWorkPlace: 0.0591,
    worksWhereAskerWorks: 0.0426,
    wroteFolder: 0.0462,
    helpedAlike: 0.0872,
    wroteFileLately: 0.0649,
  },
  withoutTrailers: {
    backOffWork: 0.1635,
    backOffWorkPlace: 0.1273,
    backOffWorkFreshPlace: 0,
    worksWhereAskerWorks: 0.2137,
    tenure: 0.2808,
    tenureUnderGatekeeper: 0.4289,
    activeLately: 0.3343,
    activeLatelyNobodyNamed: 0.4371,
    commitsLatelyNobodyNamed: 0.0959,
    mergesMoreThanWrites: 0.1469,
    askerMergedThem: 0.0885,
    owns: 0.2659,
    wroteAlike: 0.0774,
    authorship: 0.0755,
  },
};

/** Share of questions whose first answer had at least the share `from` (and less than the next bin's) and was right. */
export const confidence: Readonly<
  Record<'withTrailers' | 'withoutTrailers', readonly { from: number; right: number; questions: number }[]>
> = {
  withTrailers: [
    { from: 0, right: 0.071, questions: 14 },
    { from: 0.1, right: 0.163, questions: 147 },
    { from: 0.15, right: 0.328, questions: 448 },
    { from: 0.2, right: 0.405, questions: 1831 },
    { from: 0.3, right: 0.492, questions: 2037 },
    { from: 0.4, right: 0.604, questions: 1590 },
    { from: 0.5, right: 0.670, questions: 1162 },
    { from: 0.6, right: 0.772, questions: 1624 },
  ],
  withoutTrailers: [
    { from: 0, right: 0.121, questions: 132 },
    { from: 0.1, right: 0.285, questions: 407 },
    { from: 0.15, right: 0.315, questions: 858 },
    { from: 0.2, right: 0.352, questions: 2483 },
    { from: 0.3, right: 0.442, questions: 1873 },
    { from: 0.4, right: 0.523, questions: 1390 },
    { from: 0.5, right: 0.627, questions: 825 },
    { from: 0.6, right: 0.693, questions: 885 },
  ],
};
