import type { History } from '../history.ts';
import type { People } from '../people.ts';
import type { BacktestQuestion } from './backtestQuestions.ts';

/** What somebody would do by hand with `git log`. Each gives people for a question, the likeliest first. */
export interface SimpleRule {
  readonly rule: string;
  readonly prepare: (history: History, people: People) => (question: BacktestQuestion) => number[];
}

/** Of the file first; people of its folder follow, by the same rule, where the file alone names too few. */
export const simpleRules: readonly SimpleRule[] = [
  { rule: 'last author', prepare: byRule((order) => (a, b) => order.last.get(b)! - order.last.get(a)!) },
  { rule: 'most commits', prepare: byRule((order) => (a, b) => order.count.get(b)! - order.count.get(a)!) },
];

interface Order {
  readonly count: Map<number, number>;
  /** Position of each one's newest commit. */
  readonly last: Map<number, number>;
}

function byRule(compare: (order: Order) => (a: number, b: number) => number): SimpleRule['prepare'] {
  return (history, people) => {
    const places = new Map<string, Order>();
    for (let c = 0; c < history.commits; c++) {
      const author = people.personOf[history.author[c]!]!;
      if (people.people[author]!.kind !== 'human') continue;
      const seen = new Set<string>();
      for (let t = history.touchStart[c]!; t < history.touchStart[c + 1]!; t++) {
        const path = history.paths[history.touchPath[t]!]!;
        seen.add(path).add(folderOf(path));
      }
      for (const place of seen) {
        const order = places.get(place) ?? { count: new Map(), last: new Map() };
        places.set(place, order);
        order.count.set(author, (order.count.get(author) ?? 0) + 1);
        order.last.set(author, c);
      }
    }
    return ({ path, asker }) => {
      const names = new Set<number>();
      for (const place of [path, folderOf(path)]) {
        const order = places.get(place);
        if (order) for (const person of [...order.count.keys()].sort(tied(compare(order)))) names.add(person);
      }
      names.delete(asker);
      return [...names];
    };
  };
}

const tied = (compare: (a: number, b: number) => number) => (a: number, b: number) => compare(a, b) || a - b;

/** With a slash at its end, so that no folder is taken for a file. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1) || '/';
