import assert from 'node:assert/strict';
import { openKnowledge } from '../../src/app/knowledge.ts';
import { noteHere } from '../../src/app/noteHere.ts';
import { fileInside } from '../../src/app/placeHere.ts';
import { testHost } from '../support/host.ts';
import { ana, TestRepository } from '../support/repository.ts';

const text = Array.from({ length: 12 }, (_, i) => `export const step${i} = ${i};\n`).join('');
const note = {
  text: 'Order does not matter here.',
  topic: 'parser',
  path: 'src/parser.ts',
  lines: [4, 5] as [number, number],
  code: 'export const step3 = 3;\nexport const step4 = 4;',
};

describe('H9 a note at the lines it is about', () => {
  let repository: TestRepository;
  const clone = () => ({
    folder: repository.folder,
    history: async () => (await openKnowledge(testHost(), repository.folder, { cache: false })).knowledge.history,
  });
  const at = (file: string, now: string) => noteHere(note, clone(), fileInside(repository.folder, file)!, now);

  beforeEach(() => {
    repository = new TestRepository();
    repository.git('init', '-q', '-b', 'main');
    repository.commit({ 'src/parser.ts': text, 'src/other.ts': text.replaceAll('step', 'other') }, { author: ana });
  });

  it('stands where it was put, and nowhere else', async () => {
    assert.deepEqual(await at('src/parser.ts', text), { line: 4, fresh: true });
    assert.equal(await at('src/other.ts', text), undefined);
  });

  it('moves with its lines', async () =>
    assert.deepEqual(await at('src/parser.ts', `// one\n// two\n${text}`), { line: 6, fresh: true }));

  it('says when they have changed, and stays at what is left of them', async () =>
    assert.deepEqual(await at('src/parser.ts', `// one\n${text.replace('step4 = 4', 'step4 = 44')}`), {
      line: 5,
      fresh: false,
    }));

  it('follows the file to its new name, also one that was changed on the way, by what history knows', async () => {
    repository.git('mv', 'src/parser.ts', 'src/reader.ts');
    repository.commit({ 'src/reader.ts': text.replace('step4 = 4', 'step4 = 44') }, { author: ana });
    assert.deepEqual(await at('src/reader.ts', text.replace('step4 = 4', 'step4 = 44')), { line: 4, fresh: false });
    assert.equal(await at('src/other.ts', text), undefined);
  });

  it('follows a file that was renamed and not yet committed, by its lines', async () => {
    repository.git('mv', 'src/parser.ts', 'src/reader.ts');
    assert.deepEqual(await at('src/reader.ts', text), { line: 4, fresh: true });
    assert.equal(await at('src/other.ts', 'export const other = 1;\n'), undefined);
  });
});
