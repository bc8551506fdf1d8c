import type { SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { button, element } from './dom.ts';
import { say } from './say.ts';

/** What the picture shows. Positions in the map's people and languages; -1 for all of them. */
export interface Shown {
  search: string;
  person: number;
  language: number;
  readonly away: Set<number>;
}

export interface ToolEvents {
  /** Something of `Shown` other than `away` is different. */
  readonly onFilter: () => void;
  readonly onAway: () => void;
  /** Enter in the search box. */
  readonly onFind: () => void;
  /** Undefined where nobody listens to plans. */
  readonly onPlan: ((away: readonly string[], from: string) => void) | undefined;
}

/** The search box and the choices above the picture. They write into `shown`, then call. */
export function makeTools(map: SkillMap, shown: Shown, events: ToolEvents): { element: HTMLElement; showAway(): void } {
  const people = map.people.flatMap(({ name, left }, value) => (left === undefined ? [{ value, label: name }] : []));
  const searchBox = element('input', {
    type: 'search',
    placeholder: say('Find a path'),
    'aria-label': say('Find a path'),
  });
  searchBox.addEventListener('input', () => {
    shown.search = searchBox.value.trim();
    events.onFilter();
  });
  searchBox.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && shown.search !== '') events.onFind();
  });
  const chips = element('span', { class: 'chips' });
  const showAway = (): void => {
    const gone = [...shown.away].sort((a, b) => a - b);
    chips.replaceChildren(
      ...gone.map((p) => {
        const { name } = map.people[p]!;
        const back = (): void => {
          shown.away.delete(p);
          showAway();
          events.onAway();
        };
        return button(`${name} ×`, back, { class: 'chip', 'aria-label': say('{0} is not away', name) });
      }),
    );
    const { onPlan } = events;
    if (!gone.length || !onPlan) return;
    const plan = (): void =>
      onPlan(
        gone.map((p) => map.people[p]!.email || map.people[p]!.name),
        from.value,
      );
    chips.append(
      element('label', { class: 'from' }, say('from'), from),
      button(say('Plan the handover'), plan, { class: 'main' }),
    );
  };
  // Four weeks are the usual notice.
  const from = element('input', { type: 'date' });
  from.valueAsDate = new Date(Date.now() + 28 * 86_400_000);
  const addAway = choose(say('If somebody were away'), say('If … were away'), people, (p) => {
    if (p >= 0) shown.away.add(p);
    addAway.value = '-1';
    showAway();
    events.onAway();
  });
  const tools = element(
    'div',
    { class: 'tools', role: 'group', 'aria-label': say('What the picture shows') },
    searchBox,
    choose(say('What one person knows'), say('Everybody'), people, (p) => {
      shown.person = p;
      events.onFilter();
    }),
    choose(
      say('Language'),
      say('All languages'),
      map.languages.map(({ name }, value) => ({ value, label: name })),
      (l) => {
        shown.language = l;
        events.onFilter();
      },
    ),
    addAway,
    chips,
  );
  return { element: tools, showAway };
}

/** A choice of one. Its entries follow after the first picture: there may be thousands, and nobody opens it before. */
function choose(
  label: string,
  first: string,
  entries: readonly { readonly value: number; readonly label: string }[],
  run: (value: number) => void,
): HTMLSelectElement {
  const select = element('select', { 'aria-label': label }, element('option', { value: '-1' }, first));
  setTimeout(() => {
    select.append(...entries.map((entry) => element('option', { value: String(entry.value) }, entry.label)));
  }, 100);
  select.addEventListener('change', () => run(Number(select.value)));
  return select;
}
