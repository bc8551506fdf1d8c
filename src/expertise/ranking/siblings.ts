import type { History } from '../history.ts';
import type { PlaceColumns, Places } from './places.ts';

/** A name shared by more files than this (`README`, `Makefile`, `index`) says nothing. */
const mostSiblings = 12;

/** Files by the stem of their names, without stems that too many share: files of stem i are `file[start[i] … start[i + 1] - 1]`. */
export interface Stems {
  readonly stems: readonly string[];
  readonly start: Uint32Array;
  readonly file: Uint32Array;
}

export function findStems({ paths }: History, { files }: PlaceColumns): Stems {
  const byStem = new Map<string, number[]>();
  for (let file = 0; file < files.count; file++) {
    const stem = stemOf(paths[files.pathOf[file]!]!);
    const list = byStem.get(stem);
    if (list === undefined) byStem.set(stem, [file]);
    else if (list.length <= mostSiblings) list.push(file);
  }
  const few = [...byStem].filter(([, list]) => list.length <= mostSiblings);
  const start = new Uint32Array(few.length + 1);
  few.forEach(([, list], i) => {
    start[i + 1] = start[i]! + list.length;
  });
  return { stems: few.map(([stem]) => stem), start, file: Uint32Array.from(few.flatMap(([, list]) => list)) };
}

/** Files that share the stem of their names: a header and its source, a file and its test. */
export class Siblings {
  readonly #places: Places;
  readonly #stems: Stems;
  #idOf: ReadonlyMap<string, number> | undefined;

  constructor(stems: Stems, places: Places) {
    this.#places = places;
    this.#stems = stems;
  }

  /** File ids; none where the stem is too common. */
  of(path: string): readonly number[] {
    const { stems, start, file } = this.#stems;
    this.#idOf ??= new Map(stems.map((stem, id) => [stem, id]));
    const id = this.#idOf.get(stemOf(path));
    if (id === undefined) return [];
    const own = this.#places.fileId(path);
    return [...file.subarray(start[id], start[id + 1])].filter((other) => other !== own);
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
