import { seededChance } from './chance.ts';
import { TestRepository } from './repository.ts';

/** Bytes as git's quoted paths spell them. */
const quoted = (bytes: readonly number[]): string =>
  `"${bytes.map((b) => `\\${b.toString(8).padStart(3, '0')}`).join('')}"`;

const oddPaths = [
  'a.ts',
  'src/b.ts',
  'src/deep/er/c.ts',
  '-rf',
  '--output=x',
  ':(glob)**',
  '"quo\\\\ted\\".ts"',
  '"tab\\there.ts"',
  '"new\\nline.ts"',
  '"carriage\\rreturn"',
  quoted([0xff, 0xfe, 0x2e, 0x74, 0x73]),
  quoted([0xe2, 0x80, 0xae, 0x74, 0x78, 0x74]),
  quoted([0x01, 0x3a]),
  'ü/ñ.ts',
  '__proto__',
  'constructor/prototype',
  'sub',
  'link',
];

/** A history of `commits` commits with merges, octopuses, renames, changes of type, submodules and odd names, by `git fast-import`. */
export function oddRepository(commits: number, seed = 7): TestRepository {
  const repository = TestRepository.create();
  const chance = seededChance(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  const lines: string[] = [];
  /** What each commit's tree holds, by mark. */
  const trees = new Map<number, Map<string, string>>();
  let time = 1_700_000_000;
  for (let mark = 1; mark <= commits; mark++) {
    const parents = mark === 1 ? [] : [mark - 1];
    if (mark > 30 && chance() < 0.2) {
      const more = 1 + Math.floor(chance() * (chance() < 0.3 ? 6 : 1));
      for (let i = 0; i < more; i++) {
        const other = mark - 2 - Math.floor(chance() * 20);
        if (!parents.includes(other)) parents.push(other);
      }
    }
    if (mark > 30 && chance() < 0.1) parents[0] = mark - 2 - Math.floor(chance() * 10);
    time += Math.floor(chance() * 7200) - 600;
    const unique = [...new Set(parents)];
    const message = `Commit ${mark}\n\n${pick(['', 'Reviewed-by: Kim <kim@example.com>\n', ':100644 100644 a b M\tfake\n', '\u0001not a commit\n'])}`;
    lines.push(
      `commit refs/heads/main`,
      `mark :${mark}`,
      `author ${pick(['Ana Souza', 'Ben', '-x', '%aN', '__proto__'])} <a${mark % 7}@example.com> ${time} +0100`,
    );
    lines.push(`committer Kim <kim@example.com> ${time + 60} +0000`, `data ${Buffer.byteLength(message)}`, message);
    if (unique.length) lines.push(`from :${unique[0]}`, ...unique.slice(1).map((parent) => `merge :${parent}`));
    const tree = new Map(unique.length ? trees.get(unique[0]!)! : []);
    const edits = 1 + Math.floor(chance() * 4);
    for (let e = 0; e < edits; e++) {
      const known = [...tree.keys()];
      const roll = chance();
      if (roll < 0.15 && known.length > 3) {
        const gone = pick(known);
        lines.push(`D ${gone}`);
        tree.delete(gone);
      } else if (roll < 0.35 && known.length > 3) {
        const from = pick(known);
        const to = `moved${Math.floor(chance() * 5)}/n${Math.floor(chance() * 30)}.ts`;
        if (tree.has(to)) continue;
        lines.push(`R ${from} ${to}`);
        tree.set(to, tree.get(from)!);
        tree.delete(from);
      } else {
        const file = pick(oddPaths);
        const mode = file === 'sub' && chance() < 0.7 ? '160000' : pick(['100644', '100644', '100755', '120000']);
        if (mode === '160000') lines.push(`M 160000 ${String(mark).padStart(40, '0')} ${file}`);
        else {
          const content = `content ${Math.floor(chance() * 40)}\n${'line\n'.repeat(20)}`;
          lines.push(`M ${mode} inline ${file}`, `data ${Buffer.byteLength(content)}`, content);
        }
        tree.set(file, mode);
      }
    }
    trees.set(mark, tree);
    lines.push('');
  }
  repository.input(`${lines.join('\n')}\ndone\n`, 'fast-import', '--quiet', '--done', '--force');
  return repository;
}
