// The page of the skill map: in a panel of the editor, where the host sends the map, and in the exported page, which holds it.
import { displayText } from '../expertise/displayText.ts';
import type { FromPage, ToPage } from '../expertise/skillMap/mapMessages.ts';
import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageWithout, coverageWords, mapSentence } from '../expertise/skillMap/mapWords.ts';
import { button, element } from './dom.ts';
import { makeFileTree, type TreeNode } from './fileTree.ts';
import { areaTable, gapTable, matrixTable, peopleWords, type RowActions, swatch } from './mapTables.ts';
import { TreemapView } from './treemapView.ts';

interface Host {
  postMessage(message: FromPage): void;
  getState(): PageState | undefined;
  setState(state: PageState): void;
}

declare const acquireVsCodeApi: undefined | (() => Host);

const host = typeof acquireVsCodeApi === 'undefined' ? undefined : acquireVsCodeApi?.();
const tell = (message: FromPage): void => host?.postMessage(message);
const main = document.querySelector('main')!;

let shown: ReturnType<typeof showMap> | undefined;

if (host) {
  addEventListener('message', ({ data }: MessageEvent<ToPage>) => {
    if (data?.type === 'map') shown = showMap(data.map, data.title, shown?.state() ?? host.getState());
    else if (data?.type === 'current') shown?.setCurrent(data.path);
    else if (data?.type === 'show') shown?.show(data);
    else if (data?.type === 'failed')
      main.replaceChildren(element('p', { class: 'calm', role: 'alert' }, data.message));
  });
  tell({ type: 'ready' });
} else {
  const text = document.querySelector('#map')?.textContent;
  if (text) {
    const { map, title } = JSON.parse(text) as { map: SkillMap; title: string };
    showMap(map, title);
  }
}

interface PageState {
  readonly focus: string;
  readonly tab: string;
}

function showMap(map: SkillMap, title: string, before?: PageState) {
  performance.mark('map-received');
  const actions: RowActions | undefined = host && {
    ask: (path) => tell({ type: 'ask', path }),
    open: (path, isFile) => tell({ type: 'open', path, isFile }),
  };
  const nodes = makeFileTree(
    map,
    (file) =>
      map.files.language[file] !== 255 ||
      /\.(?:md|adoc|txt|rst|json|ya?ml|toml|xml|po)$|(?:^|\/)[A-Z]+$/.test(map.files.path[file]!),
  );
  const areaOfPath = new Map(map.areas.map(({ path }, a) => [path, a]));
  const away = new Set<number>();
  let coverage: ArrayLike<number> = map.files.coverage;
  let person = -1;
  let language = -1;
  let search = '';

  const sentence = element('p', { class: 'sentence', 'aria-live': 'polite' });
  const trail = element('nav', { class: 'trail', 'aria-label': 'Folder shown' });
  const detail = element('p', { class: 'detail', 'aria-live': 'polite' });
  const legend = element('p', { class: 'legend' });
  const tableHolder = element('div', { class: 'holder' });

  const levelOf = (file: number): number => {
    const { start, person: who, level } = map.files;
    for (let i = start[file]!; i < start[file + 1]!; i++) if (who[i] === person) return level[i]!;
    return 0;
  };
  const view = new TreemapView(
    nodes,
    {
      onPoint: (node) => say(node),
      onFocus: () => refreshFocus(),
      onOpen: (node) => tell({ type: 'open', path: node.path, isFile: true }),
      describe: (node) => ({ title: displayText(node.path), text: wordsOf(node) }),
    },
    `Treemap of ${title}`,
  );

  function wordsOf(node: TreeNode): string {
    if (node.file !== undefined) {
      const step = coverage[node.file] as 0 | 1 | 2 | 3;
      const { start, person: who, level } = map.files;
      const people: { knowsWell: number[]; knows: number[] } = { knowsWell: [], knows: [] };
      for (let i = start[node.file]!; i < start[node.file + 1]!; i++) {
        if (level[i] === 3) people.knowsWell.push(who[i]!);
        else if (level[i] === 2) people.knows.push(who[i]!);
      }
      const names = peopleWords(map, people, away);
      return names || `${coverageWords[step]} yet`;
    }
    const area = areaOfPath.get(node.path);
    if (area === undefined) return 'folder';
    const known = map.areas[area]!;
    const names = peopleWords(map, known.knowsWell.length ? { knowsWell: known.knowsWell, knows: [] } : known, away);
    if (names) return names;
    return known.knew.length
      ? `Nobody active knows it; ${known.knew.map((p) => `${map.people[p]!.name} (${map.people[p]!.left})`).join(', ')} did`
      : `${coverageWords[0]} yet`;
  }

  function say(node: TreeNode | undefined): void {
    const at = node ?? view.focus;
    detail.replaceChildren(
      element('strong', {}, displayText(at.path) || title),
      ` ${at === view.focus && at.path === '' ? 'Click a folder to go in; right-click or Escape goes out.' : wordsOf(at)}`,
    );
    if (actions && at.path !== '')
      detail.append(
        button('Who can help?', () => actions.ask(at.path), { class: 'small' }),
        ...(at.file === undefined ? [] : [button('Open', () => actions.open(at.path, true), { class: 'small' })]),
      );
  }

  function refreshPicture(): void {
    const wanted = search.toLowerCase();
    const hits = (file: number): boolean =>
      (wanted === '' || map.files.path[file]!.toLowerCase().includes(wanted)) &&
      (language < 0 || map.files.language[file] === language);
    if (person >= 0) view.setSteps(levelOf, (file) => !hits(file));
    else
      view.setSteps(
        (file) => coverage[file]!,
        (file) => !hits(file),
      );
    const words =
      person >= 0
        ? ['no evidence', 'has touched it', 'knows it', 'knows it well']
        : ['nobody active', 'one person', 'two people', 'three or more'];
    legend.replaceChildren(...words.map((word, step) => element('span', {}, swatch(step), word)));
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
    const area = areaAround(view.focus.path);
    sentence.textContent = mapSentence(map, area, away, coverage);
    say(undefined);
    refreshTable();
    remember();
  }

  /** A panel that was hidden is loaded anew; it then opens where it was. */
  function remember(): void {
    host?.setState({ focus: view.focus.path, tab });
  }

  function refreshTable(): void {
    if (tableHolder.hidden) return;
    const area = areaAround(view.focus.path);
    tableHolder.replaceChildren(
      areaTable(
        map,
        area,
        away,
        coverage,
        (child) => {
          const { path } = map.areas[child]!;
          const node = nodes.find((one) => one.children && one.path === path);
          if (node) view.zoomTo(node);
          tableHolder.querySelector<HTMLElement>('.scroll')?.focus();
        },
        actions,
      ),
    );
  }

  function refreshAway(): void {
    coverage = coverageWithout(map, away);
    chips.replaceChildren(
      ...[...away]
        .sort((a, b) => a - b)
        .map((p) =>
          button(
            `${map.people[p]!.name} ×`,
            () => {
              away.delete(p);
              refreshAway();
            },
            { class: 'chip', 'aria-label': `${map.people[p]!.name} is not away` },
          ),
        ),
      ...(away.size && host
        ? [
            button(
              'Plan the handover',
              () => tell({ type: 'plan', away: [...away].map((p) => map.people[p]!.email || map.people[p]!.name) }),
              { class: 'main' },
            ),
          ]
        : []),
    );
    refreshPicture();
    refreshFocus();
  }

  const active = map.people.map((one, p) => ({ ...one, p })).filter(({ left }) => left === undefined);
  const options = (first: string, list: readonly { value: number; label: string }[]): HTMLOptionElement[] => [
    element('option', { value: '-1' }, first),
    ...list.map(({ value, label }) => element('option', { value: String(value) }, label)),
  ];
  const choose = (label: string, entries: HTMLOptionElement[], run: (value: number) => void): HTMLElement => {
    const select = element('select', { 'aria-label': label }, ...entries);
    select.addEventListener('change', () => run(Number(select.value)));
    return select;
  };
  const people = active.map(({ p, name }) => ({ value: p, label: name }));
  const searchBox = element('input', { type: 'search', placeholder: 'Find a path', 'aria-label': 'Find a path' });
  searchBox.addEventListener('input', () => {
    search = searchBox.value.trim();
    refreshPicture();
  });
  searchBox.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || search === '') return;
    const wanted = search.toLowerCase();
    const hit =
      nodes.find((node) => node.children && node.path.toLowerCase().includes(wanted)) ??
      nodes.find((node) => node.path.toLowerCase().includes(wanted))?.parent;
    if (hit) view.zoomTo(hit);
  });
  const chips = element('span', { class: 'chips' });
  const addAway = choose('If somebody were away', options('If … were away', people), (p) => {
    if (p >= 0) away.add(p);
    (addAway as HTMLSelectElement).value = '-1';
    refreshAway();
  });
  const tools = element(
    'div',
    { class: 'tools', role: 'group', 'aria-label': 'What the picture shows' },
    searchBox,
    choose('What one person knows', options('Everybody', people), (p) => {
      person = p;
      refreshPicture();
    }),
    choose(
      'Language',
      options(
        'All languages',
        map.languages.map(({ name }, value) => ({ value, label: name })),
      ),
      (l) => {
        language = l;
        refreshPicture();
      },
    ),
    addAway,
    chips,
  );
  const picture = element(
    'section',
    { class: 'picture', role: 'tabpanel', id: 'panel-picture', 'aria-labelledby': 'tab-picture' },
    view.element,
    element('div', { class: 'under' }, legend, detail),
    element(
      'p',
      { id: 'keys', class: 'sr' },
      'Arrow keys move between cells, Enter goes into a folder or opens a file, Escape goes out. The tab “Table” holds the same.',
    ),
  );
  tableHolder.setAttribute('role', 'tabpanel');
  const tabs: readonly { id: string; label: string; panel: HTMLElement; fill?: () => void }[] = [
    { id: 'picture', label: 'Picture', panel: picture },
    { id: 'table', label: 'Table', panel: tableHolder, fill: refreshTable },
    ...(['areas', 'languages'] as const).map((kind) => {
      const panel = element('div', { class: 'holder' });
      return {
        id: kind,
        label: kind === 'areas' ? 'People × areas' : 'People × languages',
        panel,
        fill: () => panel.childElementCount || panel.append(matrixTable(map, kind)),
      };
    }),
    (() => {
      const panel = element('div', { class: 'holder' });
      return {
        id: 'gaps',
        label: 'Gaps',
        panel,
        fill: () => panel.childElementCount || panel.append(gapTable(map, actions)),
      };
    })(),
  ];
  let tab = before?.tab ?? 'picture';
  const tabList = element('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views of the map' });
  const select = (id: string, focus: boolean): void => {
    tab = id;
    for (const one of tabs) {
      const is = one.id === id;
      one.panel.hidden = !is;
      const head = tabList.querySelector<HTMLElement>(`#tab-${one.id}`)!;
      head.setAttribute('aria-selected', String(is));
      head.tabIndex = is ? 0 : -1;
      if (is) {
        one.fill?.();
        if (focus) head.focus();
      }
    }
    main.dataset.tab = id;
    remember();
    if (id === 'picture') view.resize();
  };
  for (const { id, label, panel } of tabs) {
    panel.id = `panel-${id}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `tab-${id}`);
    tabList.append(
      button(label, () => select(id, false), { role: 'tab', id: `tab-${id}`, 'aria-controls': `panel-${id}` }),
    );
  }
  tabList.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((one) => one.id === tab);
    select(tabs[(at + step + tabs.length) % tabs.length]!.id, true);
    event.preventDefault();
  });

  main.replaceChildren(
    element('header', {}, element('h1', {}, `What the team knows about ${title}`), sentence),
    element('div', { class: 'bar' }, tabList, tools),
    trail,
    ...tabs.map(({ panel }) => panel),
    ...map.notes.map((note) => element('p', { class: 'note' }, note)),
  );
  refreshPicture();
  select(tab, false);
  performance.measure('map-drawn', 'map-received');
  const focus = before && nodes.find((one) => one.children && one.path === before.focus);
  if (focus) view.zoomTo(focus);
  refreshFocus();
  const retheme = new MutationObserver(() => view.retheme());
  retheme.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => view.retheme());
  return {
    state: (): PageState => ({ focus: view.focus.path, tab }),
    setCurrent: (path: string | undefined) => view.setCurrent(path),
    show({ path, away: who }: { path?: string; away?: readonly string[] }) {
      if (path !== undefined) {
        const node = nodes.find((one) => one.path === path);
        if (node) view.zoomTo(node.children ? node : node.parent!);
      }
      for (const one of who ?? []) {
        const p = active.find(({ email, name }) => email === one || name === one)?.p;
        if (p !== undefined) away.add(p);
      }
      if (who) refreshAway();
    },
  };
}
