import { displayText } from '../expertise/displayText.ts';
import { shortPath } from '../expertise/shortPath.ts';
import type { Pace, PlacePeople, SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageSteps, gapSentence, knowersWithout, listNames } from '../expertise/skillMap/mapWords.ts';
import { areaMatrix, languageMatrix, type Matrix } from '../expertise/skillMap/matrix.ts';
import { breakable, button, element } from './dom.ts';
import { say } from './say.ts';
import { shortPaths } from './shortPaths.ts';

/** What a row of a table can do; undefined where the page stands alone and nobody listens. */
export interface RowActions {
  readonly ask: (path: string) => void;
  readonly open: (path: string, isFile: boolean) => void;
}

/** Files listed below the folders of an area: a table of thousands is read by nobody, and search finds the rest. */
const mostFiles = 400;

/** The picture of one area as a table: its areas, then its files. */
export function areaTable(
  map: SkillMap,
  area: number,
  away: ReadonlySet<number>,
  coverage: ArrayLike<number>,
  enter: (area: number) => void,
  actions: RowActions | undefined,
): HTMLElement {
  const rows: HTMLElement[] = [];
  const place = map.areas[area]!;
  for (const child of place.children) {
    const one = map.areas[child]!;
    const step = knowersWithout(one, away);
    const name = button(breakable(one.label), () => enter(child), { class: 'link' });
    rows.push(
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, name),
        coverageCell(step, one.pace),
        element('td', { class: 'words' }, peopleWords(map, one, away) || knewWords(map, one.knew)),
        actions && element('td', {}, askButton(one.path, actions)),
      ),
    );
  }
  const { files } = map;
  let listed = 0;
  for (let f = 0; f < files.path.length && listed < mostFiles; f++) {
    if (files.area[f] !== area) continue;
    listed++;
    const path = files.path[f]!;
    const step = coverage[f] as 0 | 1 | 2 | 3;
    const people: { knowsWell: number[]; knows: number[]; hasTouched: number[] } = {
      knowsWell: [],
      knows: [],
      hasTouched: [],
    };
    for (let i = files.start[f]!; i < files.start[f + 1]!; i++)
      (files.level[i] === 3 ? people.knowsWell : files.level[i] === 2 ? people.knows : people.hasTouched).push(
        files.person[i]!,
      );
    const shown = displayText(place.path === '' ? path : path.slice(place.path.length + 1));
    rows.push(
      element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row' },
          actions ? button(breakable(shown), () => actions.open(path, true), { class: 'link' }) : breakable(shown),
        ),
        coverageCell(
          step,
          files.current[f]! >= 2 ? 'worked on now' : files.current[f]! >= 0.5 ? 'now and then' : 'at rest',
        ),
        element('td', { class: 'words' }, peopleWords(map, people, away)),
        actions && element('td', {}, askButton(path, actions)),
      ),
    );
  }
  return table(
    say('What is known in {0}', displayText(place.path) || say('this repository')),
    [say('Place'), say('Covered'), say('Who'), ...(actions ? [say('Action')] : [])],
    rows,
  );
}

/** How a place is covered and, below that, how much it is worked on. */
function coverageCell(step: number, pace: Pace): HTMLElement {
  return element(
    'td',
    { class: 'marked short' },
    swatch(step),
    say(coverageSteps[step]!),
    ' ',
    element('span', { class: 'where' }, say(pace)),
  );
}

function askButton(path: string, actions: RowActions): HTMLElement {
  return button(say('Who can help?'), () => actions.ask(path), {
    class: 'act',
    'aria-label': say('Who can help with {0}?', displayText(path)),
  });
}

/** A small picture of a step of coverage. */
export function swatch(step: number): HTMLElement {
  return element('span', { class: `swatch step${step}`, 'aria-hidden': 'true' });
}

/** `Ana and Ben know it well; Kim knows it`. */
export function peopleWords(
  map: SkillMap,
  { knowsWell, knows }: Pick<PlacePeople, 'knowsWell' | 'knows'>,
  away: ReadonlySet<number> = new Set(),
): string {
  const names = (list: readonly number[]): string[] =>
    [...list]
      .filter((p) => !away.has(p))
      .sort((a, b) => a - b)
      .map((p) => map.people[p]!.name);
  const words = (list: string[], one: string, many: string): string | undefined =>
    list.length === 0 ? undefined : say(list.length === 1 ? one : many, listNames(list, mostNames, say));
  const parts = [
    words(names(knowsWell), '{0} knows it well', '{0} know it well'),
    words(names(knows), '{0} knows it', '{0} know it'),
  ];
  return parts.filter(Boolean).join('; ');
}

/** `Ola (left in May) knew it`; nothing where nobody did. */
function knewWords({ people }: SkillMap, knew: readonly number[]): string {
  const names = knew.map((p) => `${people[p]!.name} (${people[p]!.left})`);
  return names.length ? say('{0} knew it', listNames(names, mostNames, say)) : '';
}

/** People named in one line. */
const mostNames = 4;

/** A table whose rows stand below each other where the window is narrow; the roles keep it a table all the same. */
function table(caption: string, heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  for (const row of rows) {
    row.setAttribute('role', 'row');
    for (const cell of row.children) cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
  }
  return element(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element(
      'table',
      { class: 'stack', role: 'table' },
      element('caption', {}, caption),
      element(
        'thead',
        { role: 'rowgroup' },
        element(
          'tr',
          { role: 'row' },
          ...heads.map((head) => element('th', { scope: 'col', role: 'columnheader' }, head)),
        ),
      ),
      element('tbody', { role: 'rowgroup' }, ...rows),
    ),
  );
}

export function gapTable(map: SkillMap, actions: RowActions | undefined): HTMLElement {
  if (map.gaps.length === 0) return element('p', { class: 'calm' }, say('Two or more active people know every area.'));
  return table(
    say('Gaps, those most worked on first'),
    [say('Place'), say('What is known'), ...(actions ? [say('Action')] : [])],
    map.gaps.map((gap) => {
      // As the editor's own lists have it: what it is called, then where it lies.
      const slash = gap.path.lastIndexOf('/') + 1;
      const name = displayText(gap.path.slice(slash)) + (gap.isFile ? '' : '/');
      const folder = gap.path.slice(0, Math.max(0, slash - 1));
      return element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row', class: 'marked' },
          swatch(gap.kind === 'nobody' ? 0 : 1),
          actions ? button(name, () => actions.open(gap.path, gap.isFile), { class: 'link' }) : name,
          folder !== '' && ' ',
          folder !== '' &&
            element('span', { class: 'where', title: displayText(folder) }, breakable(shortPath(folder))),
        ),
        element(
          'td',
          { class: 'words' },
          gapSentence(map, gap, say),
          ' ',
          element('span', { class: 'where' }, say(gap.pace)),
        ),
        actions && element('td', {}, askButton(gap.path, actions)),
      );
    }),
  );
}

const levelWords = ['', 'has touched it', 'knows it', 'knows it well'];

/** The rule behind a level, as the architecture page has it under “Levels”. */
function ruleOf(kind: 'areas' | 'languages', level: number): string {
  if (kind === 'languages')
    return level === 3
      ? say('Remembers twelve changes’ worth of it; what is older counts half for each year.')
      : say('Remembers four changes’ worth of it; what is older counts half for each year.');
  if (level === 1) return say('Any trace: a change, a review, or help with one.');
  return level === 3
    ? say('Remembers three changes’ worth, and a tenth of all that anybody remembers of it.')
    : say('Remembers one change’s worth; what is older counts half for each year.');
}

/** People by areas, or by languages, as a table whose cells are drawn as dots of three sizes. */
export function matrixTable(map: SkillMap, kind: 'areas' | 'languages'): HTMLElement {
  const matrix: Matrix = kind === 'areas' ? areaMatrix(map) : languageMatrix(map);
  if (matrix.people.length === 0) return element('p', { class: 'calm' }, say('Nobody active knows any of these yet.'));
  const name = kind === 'areas' ? say('People and the areas they know') : say('People and the languages they know');
  const shown = kind === 'areas' ? shortPaths(matrix.columns.map(({ label }) => label)) : undefined;
  const heads = matrix.columns.map(({ label }, column) =>
    element(
      'th',
      { scope: 'col', class: 'turned', title: displayText(label) },
      element('span', {}, displayText(shown?.[column] ?? label)),
    ),
  );
  const rows = matrix.people.map((p, row) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, map.people[p]!.name),
      ...matrix.cells[row]!.map((level, column) =>
        element(
          'td',
          {
            class: `dot level${level}`,
            title: level
              ? `${map.people[p]!.name} ${say(levelWords[level]!)}: ${displayText(matrix.columns[column]!.label)}`
              : undefined,
          },
          level ? element('span', { class: 'sr' }, say(levelWords[level]!)) : undefined,
        ),
      ),
    ),
  );
  return element(
    'div',
    { class: 'matrix' },
    element(
      'p',
      { class: 'legend' },
      ...(kind === 'areas' ? [3, 2, 1] : [3, 2]).map((level) =>
        element(
          'span',
          { title: ruleOf(kind, level) },
          element('span', { class: `dot level${level}`, 'aria-hidden': 'true' }),
          say(levelWords[level]!),
        ),
      ),
      element('span', { class: 'quiet' }, say('Like stands beside like; the order says nothing about anybody.')),
    ),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': name },
      element(
        'table',
        { class: 'dots' },
        element('caption', { class: 'sr' }, name),
        element('thead', {}, element('tr', {}, element('td', {}), ...heads)),
        element('tbody', {}, ...rows),
      ),
    ),
  );
}
