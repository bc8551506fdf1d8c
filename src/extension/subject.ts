import path from 'node:path';
import * as vscode from 'vscode';

/** What a question is about: one or more files or folders on this machine. */
export interface Subject {
  /** Folder in which git looks for the repository. */
  readonly folder: string;
  /** Absolute paths. */
  readonly paths: readonly string[];
  /** As it stands in a title: a file's name, `3 changed files`. */
  readonly title: string;
  /** First and last line, from 1, where only these are meant. */
  readonly lines?: readonly [number, number];
}

/** Why a question cannot be asked, as a sentence for the user. */
export class SubjectError extends Error {}

export async function subjectOfUri(uri: vscode.Uri): Promise<Subject> {
  if (uri.scheme !== 'file')
    throw new SubjectError(
      vscode.l10n.t(
        'Who Knows reads git history from a folder on disk, and this file is not on one ({0}). Open a local or remote clone of the repository.',
        uri.scheme,
      ),
    );
  const stat = await vscode.workspace.fs.stat(uri).then(
    (found) => found,
    () => undefined,
  );
  const isFolder = stat !== undefined && (stat.type & vscode.FileType.Directory) !== 0;
  return { folder: isFolder ? uri.fsPath : existingFolder(uri), paths: [uri.fsPath], title: path.basename(uri.fsPath) };
}

/** A file may have been deleted together with its folder; git can only be started in one that is there. */
function existingFolder(uri: vscode.Uri): string {
  const workspace = vscode.workspace.getWorkspaceFolder(uri);
  return workspace && workspace.uri.scheme === 'file' && !path.dirname(uri.fsPath).startsWith(workspace.uri.fsPath)
    ? workspace.uri.fsPath
    : path.dirname(uri.fsPath);
}

export async function subjectOfEditor(): Promise<Subject> {
  const uri = activeUri();
  if (!uri) {
    if (!vscode.workspace.workspaceFolders?.length)
      throw new SubjectError(vscode.l10n.t('No file is open. Open a file of a git repository and ask again.'));
    refuseVirtual();
    throw new SubjectError(
      vscode.l10n.t('No file is open. Open a file and ask again, or use the menu of a folder in the Explorer.'),
    );
  }
  return subjectOfUri(uri);
}

/** The workspace's folders that are on disk, in its order. */
export function foldersOnDisk(): string[] {
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => uri.fsPath);
}

/** The workspace's folder of the file in front where that lies in one on disk, else its first folder on disk. */
export function workspaceFolderInFront(): string | undefined {
  const uri = activeUri();
  const around = uri?.scheme === 'file' ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  return around?.uri.fsPath ?? foldersOnDisk()[0];
}

/** Throws where folders are open and none of them is on disk: a virtual workspace has no history that git could read. */
export function refuseVirtual(): void {
  const schemes = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.scheme);
  if (schemes.length === 0 || foldersOnDisk().length > 0) return;
  throw new SubjectError(
    vscode.l10n.t(
      'Who Knows reads git history from a folder on disk, and no folder that is open here is on one ({0}). Open a local or remote clone of the repository.',
      [...new Set(schemes)].join(', '),
    ),
  );
}

/** The file in the active tab, also where it is a picture, a notebook or a diff. */
export function activeUri(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor && editor.document.uri.scheme === 'file') return editor.document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (input instanceof vscode.TabInputTextDiff) return fileBehind(input.modified);
  if (
    input instanceof vscode.TabInputText ||
    input instanceof vscode.TabInputCustom ||
    input instanceof vscode.TabInputNotebook
  )
    return input.uri;
  return editor && fileBehind(editor.document.uri);
}

/** The file of which the Git extension shows another version: a staged change has such texts on both sides. Others are what they are. */
function fileBehind(uri: vscode.Uri): vscode.Uri {
  if (uri.scheme !== 'git') return uri;
  try {
    return vscode.Uri.file((JSON.parse(uri.query) as { path: string }).path);
  } catch {
    return uri;
  }
}

/** The open text of a file on disk. Other versions of it and the cells of a notebook have the same path. */
export function isTextOf({ uri }: vscode.TextDocument, file: string): boolean {
  return uri.scheme === 'file' && uri.fsPath === file;
}

/** The text of a file as the editor has it, with edits that are not saved; undefined where it is not open. */
export function textOnScreen(file: string): string | undefined {
  return vscode.workspace.textDocuments.find((one) => isTextOf(one, file))?.getText();
}

export async function subjectOfSelection(): Promise<Subject> {
  const subject = await subjectOfEditor();
  const editor = vscode.window.activeTextEditor;
  // Lines of another version or of a notebook's cell are not the file's lines.
  if (!editor || !isTextOf(editor.document, subject.paths[0]!)) return subject;
  const { selection } = editor;
  const lines: [number, number] = [
    selection.start.line + 1,
    selection.end.line + (selection.end.character === 0 && !selection.isSingleLine ? 0 : 1),
  ];
  const title =
    lines[0] === lines[1]
      ? vscode.l10n.t('{0}, line {1}', subject.title, lines[0])
      : vscode.l10n.t('{0}, lines {1}–{2}', subject.title, lines[0], lines[1]);
  return { ...subject, title, lines };
}

interface GitChange {
  readonly uri: vscode.Uri;
}
export interface GitRepository {
  readonly rootUri: vscode.Uri;
  /** What the user is about to commit with. */
  readonly inputBox: { value: string };
  readonly state: Record<
    'indexChanges' | 'workingTreeChanges' | 'mergeChanges' | 'untrackedChanges',
    readonly GitChange[]
  > & { readonly onDidChange: vscode.Event<void> };
}
export interface GitApi {
  readonly repositories: readonly GitRepository[];
  readonly onDidOpenRepository: vscode.Event<GitRepository>;
  getRepository(uri: vscode.Uri): GitRepository | null;
  toGitUri(uri: vscode.Uri, ref: string): vscode.Uri;
}

/** The built-in Git extension's API, version 1; undefined where the user switched it off. */
export async function gitApi(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
  const exported = extension && (await extension.activate());
  return exported?.enabled ? exported.getAPI(1) : undefined;
}

/** The files of the uncommitted change. The editor's Git extension knows them; running `git status` ourselves would run hooks. */
export async function subjectOfChange(): Promise<Subject> {
  const git = await gitApi();
  if (!git)
    throw new SubjectError(
      vscode.l10n.t(
        'The built-in Git extension is switched off, so the uncommitted change is not known. Switch it on, or ask about a file.',
      ),
    );
  const uri = activeUri();
  const repository = (uri && git.getRepository(uri)) ?? git.repositories[0];
  if (!repository) throw new SubjectError(vscode.l10n.t('No git repository is open. Open a folder that git tracks.'));
  const { indexChanges, workingTreeChanges, mergeChanges, untrackedChanges } = repository.state;
  const paths = [
    ...new Set(
      [...indexChanges, ...workingTreeChanges, ...mergeChanges, ...untrackedChanges].map((change) => change.uri.fsPath),
    ),
  ].sort();
  if (paths.length === 0)
    throw new SubjectError(
      vscode.l10n.t('There is no uncommitted change. Change a file first, or ask about the file itself.'),
    );
  const title = paths.length === 1 ? path.basename(paths[0]!) : vscode.l10n.t('{0} changed files', paths.length);
  return { folder: repository.rootUri.fsPath, paths, title };
}
