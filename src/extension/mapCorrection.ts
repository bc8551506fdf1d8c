import * as vscode from 'vscode';
import type { MapRow } from './mapRows.ts';
import type { RepositoryMap } from './mapStore.ts';
import { plainLabel } from './plainLabel.ts';

interface Correction extends vscode.QuickPickItem {
  readonly run: () => Thenable<unknown>;
}

/** Offers the ways to put right what a row says: each changes what the map is made from, not the map. */
export async function pickCorrection(shown: RepositoryMap, row: MapRow | undefined): Promise<void> {
  const person = row && 'person' in row ? shown.map.people[row.person] : undefined;
  const path = !row
    ? undefined
    : row.kind === 'area'
      ? shown.map.areas[row.area]?.path
      : row.kind === 'gap'
        ? row.gap.path
        : row.kind === 'knower' || row.kind === 'place'
          ? row.path
          : undefined;
  const items: Correction[] = [
    ...(path === undefined
      ? []
      : [
          {
            label: vscode.l10n.t('My own part in it'),
            detail: vscode.l10n.t('I know this, I no longer do, I’d like to learn it, or don’t suggest me here.'),
            run: () => vscode.commands.executeCommand('whoknows.ownWord', vscode.Uri.joinPath(shown.root, path)),
          },
        ]),
    ...(path === undefined || !person?.email
      ? []
      : [
          {
            label: vscode.l10n.t('{0} is the wrong person for this', plainLabel(person.name)),
            detail: vscode.l10n.t('They are named last from now on.'),
            run: () =>
              vscode.commands.executeCommand('whoknows.ownWord', vscode.Uri.joinPath(shown.root, path), {
                says: 'wrong',
                name: person.name,
                email: person.email,
              }),
          },
        ]),
    {
      label: vscode.l10n.t('Two of these are one person, or one is two'),
      detail: vscode.l10n.t('Shows who may be the same; your answer is remembered on this machine.'),
      run: () => vscode.commands.executeCommand('whoknows.samePerson'),
    },
    {
      label: vscode.l10n.t('One person goes by two names, for everybody'),
      detail: vscode.l10n.t('Opens .mailmap, where a line joins them. It counts once it is committed.'),
      run: () =>
        openFile(
          shown,
          '.mailmap',
          `${person ? `${person.name} <${person.email}>` : 'Proper Name <proper@email.example>'} <other@email.example>\n`,
        ),
    },
    {
      label: vscode.l10n.t('A commit only reformatted, and made experts of nobody'),
      detail: vscode.l10n.t(
        'Opens .git-blame-ignore-revs, where its full id on a line takes it out. It counts once it is committed.',
      ),
      run: () => openFile(shown, '.git-blame-ignore-revs', ''),
    },
    {
      label: vscode.l10n.t('This is generated or comes from elsewhere'),
      detail: vscode.l10n.t('Opens .gitattributes, where a line takes it off the map. It counts once it is committed.'),
      run: () =>
        openFile(
          shown,
          '.gitattributes',
          `${path ? `/${path.replaceAll(' ', '?')}/**` : '/folder/**'} linguist-vendored\n`,
        ),
    },
  ];
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('What is not right?') });
  await picked?.run();
}

/** Opens a file of the repository's top for editing, with a line that shows how, unsaved; the user decides. */
async function openFile({ root }: RepositoryMap, name: string, line: string): Promise<void> {
  const uri = vscode.Uri.joinPath(root, name);
  const there = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  const document = await vscode.workspace.openTextDocument(there ? uri : uri.with({ scheme: 'untitled' }));
  const editor = await vscode.window.showTextDocument(document);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const before = end.character > 0 ? '\n' : '';
  await editor.insertSnippet(new vscode.SnippetString().appendText(before + line), end);
}
