import { displayText } from '../expertise/displayText.ts';
import { shortPath } from '../expertise/shortPath.ts';
import type { FromPage } from '../expertise/skillMap/mapMessages.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageSteps, coverageWithout, mapSentence } from '../expertise/skillMap/mapWords.ts';
import { button, element } from './dom.ts';
import { makeFileTree, type TreeNode } from './fileTree.ts';
import { areaTable, gapTable, matrixTable, type RowActions, swatch } from './mapTables.ts';
import { makeTools, type Shown } from './mapTools.ts';
import { closingSign } from './names.ts';
import { nodeWords } from './nodeWords.ts';
import { say } from './say.ts';
import { makeTabs, type Tab } from './tabs.ts';
import { TreemapView } from './treemapView.ts';

/** What a page that was hidden needs to open where it was. */
export interface PageState {
  readonly focus: string;
  readonly tab: string;
}

/** The editor's end; undefined for the exported page, which stands alone. */
export interface PageHost {
  readonly tell: (message: FromPage) => void;
  readonly remember: (state: PageState) => void;
}

export interface MapPage {
  readonly state: () => PageState;
  readonly setCurrent: (path: string | undefined) => void;
  readonly show: (wanted: { readonly path?: string; readonly away?: readonly string[] }) => void;
}

/** Fills `main` with the map: its sentence, the picture, and the same as tables. */
export function showMap(
  main: HTMLElement,
  map: SkillMap,
  title: string,
  host: PageHost | undefined,
  before?: PageState,
): MapPage {
  performance.mark('map-received');
  const nodes = makeFileTree(map, (file) => isKnownKind(map, file));
  const areaOfPath = new Map(map.areas.map(({ path }, a) => [path, a]));
  const shown: Shown = { search: '', person: -1, language: -1, away: new Set() };
  let coverage: ArrayLike<number> = map.files.coverage;
  const actions: RowActions | undefined = host && {
    ask: (path) => host.tell({ type: 'ask', path }),
    open: (path, isFile) => host.tell({ type: 'open', path, isFile }),
  };

  const sentence = element('p', { class: 'sentence', 'aria-live': 'polite' });
  const trail = element('nav', { class: 'trail', 'aria-label': say('Folder shown') });
  const detail = element('p', { class: 'detail', 'aria-live': 'polite' });
  const legend = element('p', { class: 'legend' });
  const table = element('div', { class: 'holder' });
  const learnersOf = (path: string): readonly number[] => map.areas[areaOfPath.get(path) ?? -1]?.learning ?? [];
  const wordsOf = (node: TreeNode): string => nodeWords(map, node, areaOfPath.get(node.path), shown.away, coverage);
  const closing = new Set(nodes.filter((node) => node.children && learnersOf(node.path).length > 0));
  const view = new TreemapView(
    nodes,
    closing,
    {
      onPoint: showDetail,
      onFocus: refreshFocus,
      onOpen: (node) => host?.tell({ type: 'open', path: node.path, isFile: true }),
      describe: (node) => ({ title: displayText(node.path), text: wordsOf(node) }),
    },
    say('Treemap of {0}', title),
  );

  function showDetail(node: TreeNode | undefined): void {
    const at = node ?? view.focus;
    const isTop = at === view.focus && at.path === '';
    const hint = at.children?.some(({ children }) => children)
      ? say('Click a folder to go in; right-click or Escape goes out.')
      : '';
    detail.replaceChildren(
      element('strong', { title: displayText(at.path) }, shortPath(at.path) || title),
      ` ${isTop ? hint : wordsOf(at)}`,
    );
    if (!actions || at.path === '') return;
    detail.append(button(say('Who can help?'), () => actions.ask(at.path), { class: 'small' }));
    if (at.file !== undefined)
      detail.append(button(say('Open'), () => actions.open(at.path, true), { class: 'small' }));
  }

  function savePicture(): void {
    const words = shown.person >= 0 ? personLegend : coverageSteps;
    const heading = say('What the team knows about {0}', title);
    view
      .poster({ title: heading, sentence: sentence.textContent, legend: words.map((word) => say(word)) })
      .toBlob((file) => {
        if (!file) return;
        const link = element('a', { href: URL.createObjectURL(file), download: `${title}.png` });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
      });
  }

  function levelOf(file: number): number {
    const { start, person, level } = map.files;
    for (let i = start[file]!; i < start[file + 1]!; i++) if (person[i] === shown.person) return level[i]!;
    return 0;
  }

  function refreshPicture(): void {
    const wanted = shown.search.toLowerCase();
    const isDimmed = (file: number): boolean =>
      (wanted !== '' && !map.files.path[file]!.toLowerCase().includes(wanted)) ||
      (shown.language >= 0 && map.files.language[file] !== shown.language);
    view.setSteps(shown.person >= 0 ? levelOf : (file) => coverage[file]!, isDimmed);
    const words = shown.person >= 0 ? personLegend : coverageSteps;
    legend.replaceChildren(...words.map((word, step) => element('span', {}, swatch(step), say(word))));
    if (closing.size) legend.append(element('span', {}, `${closingSign} ${say('somebody is getting to know it')}`));
  }

  /** The area that stands for a folder: its own or the innermost around it. */
  function areaAround(path: string): number {
    for (let at = path; ; at = at.includes('/') ? at.slice(0, at.lastIndexOf('/')) : '') {
      const area = areaOfPath.get(at);
      if (area !== undefined) return area;
      if (at === '') return 0;
    }
  }

  function refreshFocus(): void {
    const chain: TreeNode[] = [];
    for (let at: TreeNode | undefined = view.focus; at; at = at.parent) chain.unshift(at);
    trail.replaceChildren(
      ...chain.flatMap((node, i) => {
        const name = displayText(node.name) || title;
        return i === chain.length - 1
          ? [element('span', { 'aria-current': 'location' }, name)]
          : [button(name, () => view.zoomTo(node), { class: 'link' }), element('span', { 'aria-hidden': 'true' }, '›')];
      }),
    );
    sentence.textContent = mapSentence(map, areaAround(view.focus.path), shown.away, coverage, say);
    showDetail(undefined);
    refreshTable();
    host?.remember({ focus: view.focus.path, tab: tabs.shown() });
  }

  function refreshTable(): void {
    if (table.hidden) return;
    const enter = (child: number): void => {
      zoomToPath(map.areas[child]!.path);
      table.querySelector<HTMLElement>('.scroll')?.focus();
    };
    table.replaceChildren(areaTable(map, areaAround(view.focus.path), shown.away, coverage, enter, actions));
  }

  function refreshAway(): void {
    coverage = coverageWithout(map, shown.away);
    refreshPicture();
    refreshFocus();
  }

  function zoomToPath(path: string): void {
    const node = nodes.find((one) => one.path === path);
    if (node) view.zoomTo(node.children ? node : node.parent!);
  }

  function find(): void {
    const wanted = shown.search.toLowerCase();
    const holds = ({ path }: TreeNode): boolean => path.toLowerCase().includes(wanted);
    const hit = nodes.find((node) => node.children && holds(node)) ?? nodes.find(holds)?.parent;
    if (hit) view.zoomTo(hit);
  }

  const tools = makeTools(map, shown, {
    onFilter: refreshPicture,
    onAway: refreshAway,
    onFind: find,
    onPlan: host && ((away, from) => host.tell({ type: 'plan', away, ...(from ? { from } : {}) })),
  });
  // In the editor a page cannot hand out files; there the exported page is the way to a picture.
  if (!host)
    tools.element.append(
      button(say('Save the picture'), savePicture, {
        class: 'act',
        title: say('As it stands, with its sentence and legend'),
      }),
    );
  const keys = say(
    'Arrow keys move between cells, Enter goes into a folder or opens a file, Escape goes out. The tab “Table” holds the same.',
  );
  const picture = element(
    'section',
    { class: 'picture' },
    view.element,
    element('div', { class: 'under' }, legend, detail),
    element('p', { id: 'keys', class: 'sr' }, keys),
  );
  const panels: readonly Tab[] = [
    { id: 'picture', label: say('Picture'), panel: picture },
    { id: 'table', label: say('Table'), panel: table, fill: refreshTable },
    late('areas', say('People × areas'), () => matrixTable(map, 'areas')),
    late('languages', say('People × languages'), () => matrixTable(map, 'languages')),
    late('gaps', say('Gaps'), () => gapTable(map, actions)),
  ];
  const tabs = makeTabs(say('Views of the map'), panels, (id) => {
    main.dataset.tab = id;
    host?.remember({ focus: view.focus.path, tab: id });
    if (id === 'picture') view.resize();
  });

  main.replaceChildren(
    element('header', {}, element('h1', {}, say('What the team knows about {0}', title)), sentence),
    element('div', { class: 'bar' }, tabs.list, tools.element),
    trail,
    ...panels.map(({ panel }) => panel),
    ...map.notes.map((note) => element('p', { class: 'note' }, note)),
  );
  // First what the cells look like, then their sizes: the other way round the picture would be drawn twice.
  refreshPicture();
  tabs.select(before?.tab ?? 'picture');
  if (before) zoomToPath(before.focus);
  refreshFocus();
  performance.measure('map-drawn', 'map-received');
  new MutationObserver(() => view.retheme()).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => view.retheme());
  return {
    state: () => ({ focus: view.focus.path, tab: tabs.shown() }),
    setCurrent: (path) => view.setCurrent(path),
    show({ path, away }) {
      if (path !== undefined) zoomToPath(path);
      if (!away) return;
      for (const one of away) {
        const p = map.people.findIndex(
          ({ email, name, left }) => left === undefined && (email === one || name === one),
        );
        if (p >= 0) shown.away.add(p);
      }
      tools.showAway();
      refreshAway();
    },
  };
}

/** What the four steps of the picture mean for one person. */
const personLegend = ['no evidence', 'has touched it', 'knows it', 'knows it well'];

/** A tab that is filled when first shown. */
function late(id: string, label: string, make: () => HTMLElement): Tab {
  const panel = element('div', { class: 'holder' });
  const fill = (): void => {
    if (!panel.childElementCount) panel.append(make());
  };
  return { id, label, panel, fill };
}

/** Whether a file's bytes say how much there is to know: source and text do, pictures and archives do not. */
function isKnownKind({ files }: SkillMap, file: number): boolean {
  if (files.language[file] !== 255) return true;
  return /\.(?:md|adoc|txt|rst|json|ya?ml|toml|xml|po)$|(?:^|\/)[A-Z]+$/.test(files.path[file]!);
}
