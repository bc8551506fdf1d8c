import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Settings = Record<string, unknown>;

/** A VS Code that shows the folder and our extension and nothing that would cover them; it looks nothing up anywhere. */
export const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.autofetch': false,
  'git.openRepositoryInParentFolders': 'never',
  'js/ts.tsserver.automaticTypeAcquisition.enabled': false,
  // One server for TypeScript, not a second beside it for what needs no types: a start takes a second of processor time less.
  'js/ts.tsserver.useSyntaxServer': 'never',
  // Otherwise all processes of the machine are searched for open ports again and again.
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes the user settings of the VS Code whose data is in `folder`, in place of those that are there. */
export function writeSettings(folder: string, settings: Settings): void {
  const file = settingsFile(folder);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

/** The same, but leaves settings alone that somebody has already. */
export function writeFirstSettings(folder: string, settings: Settings): void {
  if (!existsSync(settingsFile(folder))) writeSettings(folder, settings);
}

function settingsFile(folder: string): string {
  return path.join(folder, 'data', 'User', 'settings.json');
}
