import assert from 'node:assert/strict';
import type { SkillMap } from '../../src/expertise/skillMap/mapTypes.ts';
import { makeFileTree } from '../../src/webview/fileTree.ts';
import { layOut, nodeAt } from '../../src/webview/layOut.ts';
import { between, moveBetween } from '../../src/webview/movement.ts';

const paths = ['README.md', 'java/src/org/A.java', 'java/src/org/B.java', 'src/a.ts', 'src/net/b.ts', 'src/net/c.ts'];
const map = {
  files: { path: paths, size: Float64Array.from([900, 4000, 2000, 0, 9_000_000, 8000]) },
} as unknown as SkillMap;
const nodes = makeFileTree(map, (file) => file !== 0);
const named = (path: string) => nodes.find((node) => node.path === path)!;
const rect = (at: Float32Array, path: string): number[] => [...at.subarray(named(path).id * 4, named(path).id * 4 + 4)];

describe('the layout of the picture', () => {
  it('merges single folders and keeps every file', () => {
    assert.deepEqual(nodes.flatMap(({ file, path }) => (file === undefined ? [] : [path])).sort(), [...paths].sort());
    assert.equal(named('java/src/org').name, 'java/src/org');
    assert.ok(!nodes.some(({ path }) => path === 'java/src'));
    for (const { id, parent } of nodes) assert.ok(!parent || parent.id < id);
  });

  it('gives an empty file a cell that can be seen, and a dump of data no more than its share', () => {
    assert.ok(named('src/a.ts').weight >= 300);
    assert.ok(named('src/net/b.ts').weight <= 400_000);
  });

  it('puts every cell inside its folder, none over another, and finds it by its middle', () => {
    const layout = layOut(nodes, nodes[0]!, 1000, 600);
    for (const { path, parent, file } of nodes) {
      if (!parent) continue;
      const [x0, y0, x1, y1] = rect(layout.at, path) as [number, number, number, number];
      const outer = [...layout.at.subarray(parent.id * 4, parent.id * 4 + 4)] as [number, number, number, number];
      assert.ok(x0 >= outer[0] - 0.01 && y0 >= outer[1] - 0.01 && x1 <= outer[2] + 0.01 && y1 <= outer[3] + 0.01, path);
      // A sliver thinner than the pointer is found by zooming.
      if (file !== undefined && x1 - x0 > 2 && y1 - y0 > 2)
        assert.equal(nodeAt(layout, (x0 + x1) / 2, (y0 + y1) / 2)?.path, path);
    }
  });

  it('puts the files beside folders together, so that the folders show', () => {
    const mixed = ['a/1', 'a/2', 'b/1', 'b/2', 'c/1', 'c/2', ...Array.from({ length: 12 }, (_, i) => `loose${i}`)];
    const size = Float64Array.from(mixed, (_, i) => 2000 + 1700 * ((i * 7) % 5));
    const tree = makeFileTree({ files: { path: mixed, size } } as unknown as SkillMap, () => true);
    const { at } = layOut(tree, tree[0]!, 1000, 600);
    const loose = tree.filter(({ path }) => path.startsWith('loose')).map(({ id }) => at.subarray(id * 4, id * 4 + 4));
    const edge = (side: number, pick: typeof Math.min): number => pick(...loose.map((box) => box[side]!));
    const around = (edge(2, Math.max) - edge(0, Math.min)) * (edge(3, Math.max) - edge(1, Math.min));
    const covered = loose.reduce((sum, [x0, y0, x1, y1]) => sum + (x1! - x0!) * (y1! - y0!), 0);
    assert.ok(covered > 0.95 * around, `${covered} of ${around}`);
  });

  it('draws a folder that is too small to show its files as one cell, and lets them grow out of it', () => {
    const small = layOut(nodes, nodes[0]!, 60, 4);
    const java = named('java/src/org');
    assert.ok(small.closed.includes(java));
    assert.ok(Number.isNaN(rect(small.at, 'java/src/org/A.java')[0]!));
    const movement = moveBetween(small, layOut(nodes, nodes[0]!, 600, 400), 600, 400);
    assert.deepEqual(
      rect(movement.from, 'java/src/org/A.java'),
      rect(small.at, java.path),
      'it starts where its folder is',
    );
    assert.ok(!movement.closed.includes(java));
  });

  it('moves cells when it zooms: what is in both goes from place to place, the rest is pushed out', () => {
    const before = layOut(nodes, nodes[0]!, 1000, 600);
    const after = layOut(nodes, named('src/net'), 1000, 600);
    const movement = moveBetween(before, after, 1000, 600);
    const scratch = new Float32Array(nodes.length * 4);
    assert.deepEqual(rect(between(movement, 0, scratch), 'src/net/c.ts'), rect(before.at, 'src/net/c.ts'));
    assert.deepEqual(rect(between(movement, 1, scratch), 'src/net/c.ts'), rect(after.at, 'src/net/c.ts'));
    const [x0, y0, x1, y1] = rect(scratch, 'java/src/org/A.java') as [number, number, number, number];
    assert.ok(x1 <= 0.5 || x0 >= 999.5 || y1 <= 0.5 || y0 >= 599.5, 'it left the picture');
    const back = moveBetween(after, before, 1000, 600);
    for (const { id } of [...back.files, ...back.grounds])
      assert.ok([...back.from.subarray(id * 4, id * 4 + 4)].every((value) => !Number.isNaN(value)));
  });
});
