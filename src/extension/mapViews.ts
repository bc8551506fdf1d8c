import * as vscode from 'vscode';
import { findMapPerson } from '../expertise/skillMap/findMapPerson.ts';
import { isPlace } from '../expertise/skillMap/isPlace.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { itemOf, type MapRow, rowsBelow } from './mapRows.ts';
import type { MapStore } from './mapStore.ts';
import { activeUri } from './subject.ts';

const viewIds = ['areas', 'people', 'languages', 'gaps'] as const;
type ViewId = (typeof viewIds)[number];

/** Remembers that somebody asked for the map in this workspace: before that nothing is read unasked. */
const wantedKey = 'whoknows.mapWanted';

/** The views Areas, People, Languages and Gaps over one map, with one filter. Rows are made as they are unfolded. */
export class MapViews implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #store: MapStore;
  readonly #changed = new vscode.EventEmitter<MapRow | undefined>();
  readonly #views = new Map<ViewId, vscode.TreeView<MapRow>>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #areaRows: MapRow[] = [];
  #rows = new Map<ViewId, MapRow[]>();
  #you: number | undefined;
  #filter = '';

  constructor(context: ExtensionContext, store: MapStore) {
    this.#context = context;
    this.#store = store;
    for (const id of viewIds) {
      const view = vscode.window.createTreeView(`whoknows.${id}`, {
        treeDataProvider: {
          onDidChangeTreeData: this.#changed.event,
          getTreeItem: (row) => itemOf(this.#map!, row, this.#filter !== ''),
          getChildren: (row) => this.#children(id, row),
          getParent: (row) => this.#parent(row),
        },
        showCollapseAll: true,
      });
      this.#views.set(id, view);
      this.#disposables.push(
        view,
        view.onDidChangeVisibility(() => this.#wake()),
      );
    }
    this.#disposables.push(
      store.onDidChange(() => void this.#renew()),
      vscode.window.onDidChangeActiveTextEditor(() => this.#follow()),
    );
    this.#wake();
  }

  get #map(): SkillMap | undefined {
    return this.#store.shown?.map;
  }

  /** Called when the user asked for the map; from now on the views load by themselves when they are shown. */
  want(): void {
    if (!this.#context.storage.get(wantedKey)) void this.#context.storage.update(wantedKey, true);
  }

  get filter(): string {
    return this.#filter;
  }

  /** Shows only rows that have these words in a path, a name or a language; '' shows all. */
  setFilter(text: string): void {
    this.#filter = text.trim().toLowerCase();
    this.#rows.clear();
    for (const view of this.#views.values()) view.description = this.#filter ? `“${this.#filter}”` : '';
    void vscode.commands.executeCommand('setContext', 'whoknows.mapFiltered', this.#filter !== '');
    this.#changed.fire(undefined);
  }

  #wake(): void {
    if (this.#map || !vscode.workspace.isTrusted || !this.#context.storage.get(wantedKey)) return;
    if ([...this.#views.values()].some(({ visible }) => visible)) this.#store.get().catch(this.#context.log);
  }

  async #renew(): Promise<void> {
    const shown = this.#store.shown;
    this.#rows.clear();
    this.#areaRows = (shown?.map.areas ?? []).map((_, area) => ({ kind: 'area', area }));
    this.#you = undefined;
    this.#changed.fire(undefined);
    if (!shown) return;
    const { ownEmail, findPerson } = await import('../app/whoCanHelp.ts');
    const email = await ownEmail(shown.knowledge);
    const person = email === undefined ? undefined : findPerson(shown.knowledge, email);
    if (this.#store.shown !== shown || person === undefined) return this.#follow();
    this.#you = findMapPerson(shown.map, shown.knowledge.people.people[person]!.email);
    this.#changed.fire(undefined);
    this.#follow();
  }

  #children(id: ViewId, row?: MapRow): MapRow[] {
    const map = this.#map;
    if (!map) return [];
    if (row) return rowsBelow(map, row, this.#you, (area) => this.#areaRows[area]!);
    let rows = this.#rows.get(id);
    if (!rows) {
      rows = this.#roots(id, map);
      this.#rows.set(id, rows);
    }
    return rows;
  }

  #roots(id: ViewId, map: SkillMap): MapRow[] {
    const has = (text: string): boolean => text.toLowerCase().includes(this.#filter);
    const names = (people: readonly number[]): boolean => people.some((p) => has(map.people[p]!.name));
    const speaks = this.#filter ? languagesNamed(map, has) : undefined;
    switch (id) {
      case 'areas':
        return this.#filter
          ? map.areas.flatMap(({ path, knowsWell, knows }, a) =>
              isPlace(map, a) && (has(path) || names(knowsWell) || names(knows) || speaks?.areas.has(a))
                ? [this.#areaRows[a]!]
                : [],
            )
          : this.#areaRows.filter((_, a) => map.areas[a]!.parent <= 0 && isPlace(map, a));
      case 'people': {
        const known = new Set(map.areas.flatMap(({ knowsWell, knows }) => [...knowsWell, ...knows]));
        return map.people.flatMap(({ name, email, left }, person) =>
          left === undefined && known.has(person) && (has(name) || has(email) || speaks?.people.has(person))
            ? [{ kind: 'person', person } as const]
            : [],
        );
      }
      case 'languages':
        return map.languages.flatMap(({ name, knowsWell, knows }, language) =>
          has(name) || (this.#filter && (names(knowsWell) || names(knows)))
            ? [{ kind: 'language', language } as const]
            : [],
        );
      case 'gaps':
        return map.gaps.length === 0
          ? [{ kind: 'note', text: vscode.l10n.t('Two or more active people know every area.') }]
          : map.gaps
              .filter(
                ({ path, isFile, area, who, nearest }) =>
                  has(path) ||
                  names(who) ||
                  names(nearest) ||
                  (isFile ? speaks?.files.has(path) : speaks?.areas.has(area)),
              )
              .map((gap) => ({ kind: 'gap', gap }));
    }
  }

  #parent(row: MapRow): MapRow | undefined {
    if (row.kind !== 'area' || this.#filter) return undefined;
    const parent = this.#map!.areas[row.area]!.parent;
    return parent > 0 ? this.#areaRows[parent] : undefined;
  }

  /** Selects the area of the file in front, where the view is on screen; the focus stays where it is. */
  #follow(): void {
    const view = this.#views.get('areas')!;
    const shown = this.#store.shown;
    const uri = activeUri();
    if (!view.visible || !shown || this.#filter || uri?.scheme !== 'file') return;
    const prefix = `${shown.root.path}/`;
    if (!uri.path.startsWith(prefix)) return;
    const path = uri.path.slice(prefix.length);
    let best = 0;
    shown.map.areas.forEach((area, a) => {
      if (area.path !== '' && path.startsWith(`${area.path}/`)) best = a;
    });
    const row = this.#areaRows[best];
    if (best > 0 && row)
      view.reveal(row, { select: true, focus: false, expand: false }).then(undefined, this.#context.log);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** What has to do with the languages of a name: files, the folders right around them, and who knows them. */
function languagesNamed({ languages, files }: SkillMap, has: (name: string) => boolean) {
  const found = { areas: new Set<number>(), files: new Set<string>(), people: new Set<number>() };
  languages.forEach(({ name, knowsWell, knows }, language) => {
    if (!has(name)) return;
    for (const person of [...knowsWell, ...knows]) found.people.add(person);
    for (let f = 0; f < files.path.length; f++) {
      if (files.language[f] !== language) continue;
      found.areas.add(files.area[f]!);
      found.files.add(files.path[f]!);
    }
  });
  return found;
}
