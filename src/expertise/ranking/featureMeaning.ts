/**
 * What each feature of the model says of somebody, as the end of a sentence that begins with their name. Facts and numbers come from
 * `collectEvidence`; this is the reason in words, for the features that moved an answer.
 */
export const featureMeaning: Readonly<Record<string, string>> = {
  backOff: 'helped with this file, its folder or your changes before',
  backOffFreshPlace: 'worked or helped here in the last weeks',
  backOffLately: 'was among the last to help or work here',
  backOffWork: 'wrote or took in changes here, and yours',
  backOffWorkPlace: 'wrote or took in changes here',
  backOffWorkFreshPlace: 'wrote or took in changes here in the last weeks',
  backOffWrote: 'wrote most of the changes around here',
  helpedLately: 'helped somebody a short while ago',
  helpsMoreThanWrites: 'mostly reviews and helps',
  mergesMoreThanWrites: 'takes in others’ changes',
  owns: 'is named by the project as responsible for this',
  helpedAskerLately: 'helped you of late',
  askerHelpedThem: 'was helped by you before',
  askerMergedThem: 'had changes taken in by you',
  commitsLately: 'is active these weeks',
  activeLately: 'was active a short while ago',
  helpsNewcomers: 'often helps people who are new here',
  helpedFile: 'reviewed changes to this file',
  wroteFileLately: 'wrote recent changes to this file',
  authorship: 'wrote much of this file',
  wroteFolder: 'works in this folder',
  wroteFolderAbove: 'works in the folder above',
  helpedAlike: 'helps with files named like this one',
  wroteAlike: 'works on files named like this one',
  worksWhereAskerWorks: 'works in the same folders as you',
  tenure: 'has been here for long',
};
