// Written by: npm run train. See the head of scripts/training/train.ts.
export const weights: { withTrailers: Readonly<Record<string, number>>; withoutTrailers: Readonly<Record<string, number>> } = {
  withTrailers: {
    backOff: 0.321, helpedLately: 0.262, helpsMoreThanWrites: 0.232, commitsLately: 0.1, activeLately: 0.094, helpsNewcomers: 0.087,
    helpedFile: 0.076, helpedAlike: 0.074, wroteFolder: 0.067, askerHelpedThem: 0.061, helpedAsker: 0.059, helpedFolderLately: 0.055,
    wroteFileLately: 0.049, worksWhereAskerWorks: 0.04, wroteAlike: 0.026, wroteLately: 0.022, wroteFile: 0.018,
  },
  withoutTrailers: {
    tenure: 0.238, backOffBoth: 0.233, worksWhereAskerWorks: 0.228, wroteLately: 0.22, backOffWrote: 0.179, mergesMoreThanWrites: 0.135,
    commitsLately: 0.123, wroteAlike: 0.05, authorship: 0.028, wroteFolderAbove: 0.018, mergedLately: 0.01,
  },
};
