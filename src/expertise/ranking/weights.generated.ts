// Written by `npm run train -- --mirror DIR --cases DIR --write`; do not edit. Trained on:
//   apache/kafka, golang/tools, golang/vscode-go, openvswitch/ovs, DPDK/dpdk, OP-TEE/optee_os, OpenVPN/openvpn, SELinuxProject/selinux, SSSD/sssd, apache/zookeeper, flashrom/flashrom, freeipa/freeipa, gem5/gem5, golang/build, golang/crypto, golang/exp, golang/net, golang/pkgsite, golang/sys, golang/telemetry, golang/vulndb, golang/website, openzfs/zfs, ovn-org/ovn, riscv-software-src/opensbi, samba-team/samba, spdk/spdk, tianocore/edk2, u-boot/u-boot, xen-project/xen
// withTrailers: 8853 questions; each organisation left out in turn, mean over organisations: mrr 0.729, top1 0.587, top3 0.850, top5 0.913, nonObviousTop3 0.727, beyondTop3 0.695
//   without the features about this asker: mrr 0.712, top1 0.565, top3 0.835, top5 0.905, nonObviousTop3 0.698, beyondTop3 0.679
// withoutTrailers: 8853 questions; each organisation left out in turn, mean over organisations: mrr 0.646, top1 0.486, top3 0.774, top5 0.853, nonObviousTop3 0.660, beyondTop3 0.601
//   without the features about this asker: mrr 0.641, top1 0.483, top3 0.768, top5 0.846, nonObviousTop3 0.654, beyondTop3 0.597
export const weights: Readonly<Record<'withTrailers' | 'withoutTrailers', Readonly<Record<string, number>>>> = {
  withTrailers: {
    backOff: 0.1201,
    backOffFreshPlace: 0.1705,
    backOffLately: 0.2136,
    helpedLately: 0.1531,
    helpsMoreThanWrites: 0.2045,
    owns: 0.1944,
    helpedAskerLately: 0.1079,
    helpsNewcomersNobodyNamed: 0.233,
    askerHelpedThem: 0.0458,
    helpedFile: 0.0703,
    helpedRarest: 0.0477,
    wroteRarest: 0.1022,
    createdFile: 0.1507,
    stillAround: 0.1853,
    backOffWorkPlace: 0.1084,
    worksWhereAskerWorks: 0.0539,
  },
  withoutTrailers: {
    backOffWork: 0.2036,
    backOffWorkPlace: 0.184,
    worksWhereNewAskerWorks: 0.3356,
    tenure: 0.3365,
    activeLatelyNobodyNamed: 0.735,
    commitsLatelyNobodyNamed: 0.0764,
    mergesMoreThanWrites: 0.1373,
    mergedLatelyUnderGatekeeper: 0.2897,
    askerMergedThem: 0.1285,
    owns: 0.3256,
    wroteAlike: 0.0675,
    wroteRarest: 0.025,
    createdFile: 0.1196,
    authorship: 0.0403,
  },
};

/** Share of questions whose first answer had at least the share `from` (and less than the next bin's) and was right. */
export const confidence: Readonly<
  Record<'withTrailers' | 'withoutTrailers', readonly { from: number; right: number; questions: number }[]>
> = {
  withTrailers: [
    { from: 0, right: 0.333, questions: 9 },
    { from: 0.1, right: 0.143, questions: 77 },
    { from: 0.15, right: 0.289, questions: 270 },
    { from: 0.2, right: 0.399, questions: 1343 },
    { from: 0.3, right: 0.458, questions: 1819 },
    { from: 0.4, right: 0.550, questions: 1607 },
    { from: 0.5, right: 0.616, questions: 1224 },
    { from: 0.6, right: 0.744, questions: 2504 },
  ],
  withoutTrailers: [
    { from: 0, right: 0.089, questions: 56 },
    { from: 0.1, right: 0.221, questions: 244 },
    { from: 0.15, right: 0.298, questions: 463 },
    { from: 0.2, right: 0.327, questions: 1747 },
    { from: 0.3, right: 0.381, questions: 1805 },
    { from: 0.4, right: 0.464, questions: 1460 },
    { from: 0.5, right: 0.554, questions: 1138 },
    { from: 0.6, right: 0.684, questions: 1940 },
  ],
};
