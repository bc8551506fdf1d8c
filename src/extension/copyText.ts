import * as vscode from 'vscode';

/** Puts a text into the clipboard. Where the editor may not, as in some browsers, it is shown to be copied by hand. Tells whether it is there. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await vscode.env.clipboard.writeText(text);
    return true;
  } catch {
    await vscode.window.showInputBox({
      value: text,
      prompt: vscode.l10n.t('The clipboard cannot be written to here; copy it from this line.'),
      ignoreFocusOut: true,
    });
    return false;
  }
}
