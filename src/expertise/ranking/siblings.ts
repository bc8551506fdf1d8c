import type { History } from '../history.ts';
import type { Places } from './places.ts';

/** A name shared by more files than this (`README`, `Makefile`, `index`) says nothing. */
const mostSiblings = 12;

/** Files that share the stem of their names: a header and its source, a file and its test. */
export class Siblings {
  readonly #places: Places;
  readonly #paths: readonly string[];
  readonly #byStem = new Map<string, number[]>();

  constructor(history: History, places: Places) {
    this.#places = places;
    this.#paths = history.paths;
    const { files } = places;
    for (let file = 0; file < files.count; file++) {
      const stem = stemOf(this.#paths[files.pathOf[file]!]!);
      const list = this.#byStem.get(stem);
      if (list === undefined) this.#byStem.set(stem, [file]);
      else if (list.length <= mostSiblings) list.push(file);
    }
  }

  /** File ids; none where the stem is too common. */
  of(path: string): readonly number[] {
    const list = this.#byStem.get(stemOf(path)) ?? [];
    if (list.length > mostSiblings) return [];
    const own = this.#places.fileId(path);
    return list.filter((file) => file !== own);
  }
}

/** `tests/test-netdev_dpdk.at` and `lib/netdev-dpdk.c` → netdevdpdk. */
function stemOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name
    .replace(/^\.+/, '')
    .replace(/\..*$/s, '')
    .replace(
      /^test[-_]|[-_](?:tests?|spec|unittest)$|(?<=[a-z0-9])(?:Tests?|IT|Spec|TestCase|IntegrationTest|Benchmark)$/g,
      '',
    )
    .replace(/[-_]/g, '')
    .toLowerCase();
}
