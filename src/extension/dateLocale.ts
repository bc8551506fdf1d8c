import * as vscode from 'vscode';

/**
 * The locale of dates and hours: this machine's own, which knows the region, where it speaks the language of the editor; else the editor's, as
 * a sentence in German should not hold an English date.
 */
export function dateLocale(): string {
  const own = Intl.DateTimeFormat().resolvedOptions().locale;
  const spoken = vscode.env.language;
  return own.split('-')[0] === spoken.split('-')[0] ? own : spoken;
}
