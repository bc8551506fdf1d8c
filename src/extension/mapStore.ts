import path from 'node:path';
import * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { TeamForMap } from '../app/teamForMap.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { type PackedMap, unpackMap } from '../expertise/skillMap/packedMap.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { runMapJob } from './mapJob.ts';
import { refuseVirtual, workspaceFolderInFront } from './subject.ts';

/** A repository's map, with where the repository is. */
export interface RepositoryMap {
  readonly map: SkillMap;
  /** The same, as it came from the worker and goes to the page. */
  readonly packed: PackedMap;
  readonly knowledge: Knowledge;
  /** The repository's top. */
  readonly root: vscode.Uri;
  /** Its folder's name. */
  readonly title: string;
}

/** The skill map of the repository in front. Made when first asked for, in a worker; made again when history has grown. */
export class MapStore implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Fires when another map is shown, or none. */
  readonly onDidChange = this.#changed.event;
  readonly #abort = new AbortController();
  #shown: RepositoryMap | undefined;
  /** What the team had said when the map was made. */
  #saying: string | undefined;
  #running: Promise<RepositoryMap> | undefined;

  constructor(context: ExtensionContext) {
    this.#context = context;
  }

  /** The map that is there already. */
  get shown(): RepositoryMap | undefined {
    return this.#shown;
  }

  /** The map, up to date. Rejects with an error that has a sentence. */
  get(): Promise<RepositoryMap> {
    this.#running ??= this.#make()
      .then(
        (made) => {
          hasHistory(true);
          return made;
        },
        (error: { code?: string }) => {
          if (error.code === 'not-a-repository' || error.code === 'no-commits') hasHistory(false);
          throw error;
        },
      )
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #make(): Promise<RepositoryMap> {
    refuseVirtual();
    const folder = workspaceFolderInFront();
    if (folder === undefined)
      throw new Error(vscode.l10n.t('No folder is open. Open a folder that git tracks, then show the map again.'));
    const knowledge = await this.#context.knowledge.get(folder);
    const team = await this.#team(knowledge);
    const saying = JSON.stringify(team);
    const old = this.#shown;
    if (old && old.knowledge === knowledge && this.#saying === saying) return old;
    const packed = await vscode.window.withProgress({ location: { viewId: 'whoknows.areas' } }, () =>
      runMapJob(
        {
          environment: { ...process.env },
          untrusted: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
          gitPath: vscode.workspace.getConfiguration('whoknows').get<string>('gitPath') || undefined,
          now: Math.floor(Date.now() / 1000),
          folder,
          team,
        },
        this.#abort.signal,
      ),
    );
    const root = vscode.Uri.file(knowledge.repository.folder);
    this.#saying = saying;
    this.#shown = { map: unpackMap(packed), packed, knowledge, root, title: path.basename(root.fsPath) };
    this.#changed.fire();
    return this.#shown;
  }

  /** What the team adds; a map without it is better than none. */
  async #team(knowledge: Knowledge): Promise<TeamForMap | undefined> {
    const { client } = this.#context.team;
    if (!client || client.profile.teamKey === null) return undefined;
    const { teamForMap } = await import('../app/teamForMap.ts');
    return teamForMap(client, knowledge).catch((error: unknown) => {
      this.#context.log(error);
      return undefined;
    });
  }

  dispose(): void {
    this.#abort.abort();
    this.#changed.dispose();
  }
}

/** What the empty views say goes by this. */
function hasHistory(has: boolean): void {
  void vscode.commands.executeCommand('setContext', 'whoknows.noRepository', !has);
}
