import assert from 'node:assert/strict';
import { type People, resolvePeople } from '../../../src/expertise/people.ts';
import { parseCodeowners } from '../../../src/expertise/ranking/ownership.ts';
import { createRanker, type Ranker } from '../../../src/expertise/ranking/ranker.ts';
import type { RankerOptions } from '../../../src/expertise/ranking/tables.ts';
import { indexOf } from '../../support/history.ts';
import { ana, ben, type CommitOptions, day, kim, october, ola, TestRepository } from '../../support/repository.ts';

interface Asking {
  readonly ranker: Ranker;
  readonly people: People;
  /** Names of the people suggested, best first. */
  who(path: string, asker?: string): string[];
}

async function ask(repository: TestRepository, options: Partial<RankerOptions> = {}): Promise<Asking> {
  const { history } = await indexOf(repository.folder);
  const people = resolvePeople(history.aliases);
  const ranker = createRanker(history, people, { now: october + 30 * day, ...options });
  return {
    ranker,
    people,
    who: (path, asker) =>
      ranker
        .rank({ paths: [path], asker: people.people.find((p) => p.name === asker)?.id })
        .map(({ person }) => people.people[person]!.name),
  };
}

describe('ranking who can help', () => {
  let repository: TestRepository;
  let clock: number;
  const commit = (files: Record<string, string>, options: CommitOptions = {}): void => {
    clock += 3600;
    repository.commit(files, { time: clock, ...options });
  };
  beforeEach(() => {
    repository = TestRepository.create();
    clock = october;
  });

  it('puts the person who writes a file first and leaves out who asks', async () => {
    for (let i = 0; i < 6; i++) commit({ 'src/net.c': `${i}` }, { author: ben });
    for (let i = 0; i < 6; i++) commit({ 'docs/guide.md': `${i}` }, { author: kim });
    commit({ 'src/net.c': 'ana' }, { author: ana });
    const { who } = await ask(repository);
    assert.deepEqual(who('src/net.c', ana.name), [ben.name, kim.name]);
    assert.equal(who('docs/guide.md', ana.name)[0], kim.name);
  });

  it('E1: finds a reviewer who never touched the file, but not without trailers', async () => {
    for (let i = 0; i < 6; i++) {
      commit({ 'src/net.c': `${i}` }, { author: ben, message: `Work\n\nReviewed-by: ${ola.name} <${ola.email}>` });
      commit({ 'docs/a.md': `${i}` }, { author: kim });
    }
    commit({ 'x.txt': '' }, { author: ola });
    assert.equal((await ask(repository)).who('src/net.c', ben.name)[0], ola.name);
    assert.equal((await ask(repository, { withoutTrailers: true })).who('docs/a.md', ben.name)[0], kim.name);
  });

  it('E2: finds for a new file who is strong in its folder', async () => {
    for (let i = 0; i < 5; i++) {
      commit({ [`src/net/${i}.c`]: 'x' }, { author: ben });
      commit({ [`src/ui/${i}.c`]: 'x' }, { author: kim });
    }
    const { who } = await ask(repository);
    assert.equal(who('src/net/new.c')[0], ben.name);
    assert.equal(who('src/ui/deep/er/new.c')[0], kim.name);
    assert.equal(who('src/ui')[0], kim.name, 'a folder may be asked about');
  });

  it('E5: never suggests a bot or an agent', async () => {
    const bot = { name: 'dependabot[bot]', email: '49699333+dependabot[bot]@users.noreply.github.com' };
    for (let i = 0; i < 5; i++) commit({ 'package.json': `${i}` }, { author: bot });
    commit({ 'package.json': 'b' }, { author: ben, message: 'x\n\nCo-authored-by: Claude <noreply@anthropic.com>' });
    assert.deepEqual((await ask(repository)).who('package.json'), [ben.name]);
  });

  it('E6: a reformat of everything, or an ignored commit, makes nobody an expert', async () => {
    const all = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`src/${i}.c`, `${i}`]));
    commit(all, { author: ana });
    for (let i = 0; i < 3; i++) commit({ 'src/7.c': `ben ${i}` }, { author: ben });
    for (let i = 0; i < 3; i++) commit({ 'other.c': `kim ${i}` }, { author: kim });
    commit(Object.fromEntries(Object.keys(all).map((path) => [path, 'formatted'])), { author: kim });
    assert.equal((await ask(repository)).who('src/7.c')[0], ben.name);
  });

  it('E7: what somebody knew of a folder survives its move', async () => {
    for (let i = 0; i < 4; i++)
      commit({ 'old/net.c': `a long enough text for git to see the move ${i}` }, { author: ben });
    for (let i = 0; i < 5; i++) commit({ 'ui.c': `${i}` }, { author: kim });
    repository.git('mv', 'old', 'new');
    commit({}, { author: kim });
    assert.equal((await ask(repository)).who('new/net.c')[0], ben.name);
  });

  it('E11: does not suggest who fell silent more than a year ago', async () => {
    commit({ 'a.c': '1' }, { author: ola, time: october - 500 * day });
    commit({ 'a.c': '2' }, { author: ben, time: october - 10 * day });
    for (let i = 0; i < 3; i++) commit({ 'b.c': `${i}` }, { author: ola, time: october - (499 - i) * day });
    commit({ 'c.c': '2' }, { author: ben, time: october });
    const { who } = await ask(repository);
    assert.deepEqual(who('a.c'), [ben.name]);
  });

  it('does not take a gatekeeper who commits everybody’s work for an expert', async () => {
    for (let i = 0; i < 20; i++) commit({ 'src/net.c': `${i}` }, { author: [ana, ben][i % 2]!, committer: kim });
    commit({ 'x.txt': '' }, { author: kim });
    assert.deepEqual((await ask(repository, { withoutTrailers: true })).who('src/net.c', ana.name), [
      ben.name,
      kim.name,
    ]);
  });

  it('puts first whom the project itself names as the owner, all else being equal', async () => {
    commit({ 'a.c': '1', 'b.c': '1' }, { author: ana });
    for (let i = 0; i < 4; i++) {
      commit({ 'a.c': `ben ${i}` }, { author: ben });
      commit({ 'a.c': `kim ${i}` }, { author: kim });
    }
    const owning = (email: string) => ask(repository, { ownership: [parseCodeowners(`a.c ${email}`)] });
    assert.equal((await owning(ben.email)).who('a.c', ana.name)[0], ben.name);
    assert.equal((await owning(kim.email)).who('a.c', ana.name)[0], kim.name);
  });

  it('lets recent activity count less, without trailers, where the project names who is responsible', async () => {
    for (const author of [ana, ben, kim]) commit({ 'a.c': author.name }, { author });
    commit({ 'a.c': 'ola' }, { author: ola, time: october - 300 * day });
    const spread = async (owners: string): Promise<number> => {
      const ownership = [parseCodeowners(owners)];
      const { ranker } = await ask(repository, { withoutTrailers: true, ownership });
      const { names, values } = ranker.featureValues({ paths: ['a.c'] });
      const of = (name: string) => values[names.indexOf(name)]!;
      const [least, most] = [Math.min(...of('activeLately')), Math.max(...of('activeLately'))];
      return (Math.max(...of('activeLatelyNobodyNamed')) - Math.min(...of('activeLatelyNobodyNamed'))) / (most - least);
    };
    assert.equal(await spread(''), 1);
    const named = await spread(`* ${ana.email} ${ben.email}`);
    assert.ok(Math.abs(named - (1 - Math.log(3) / Math.log(151))) < 1e-9, `${named}`);
  });

  it('takes who took in changes of late for a helper only where one person takes in everything and nobody is named', async () => {
    const spread = async (mergers: readonly (typeof ana)[], owners = ''): Promise<number> => {
      repository = TestRepository.create();
      for (let i = 0; i < 12; i++) commit({ 'a.c': `${i}` }, { author: ola, committer: mergers[i % mergers.length]! });
      for (const author of [ana, ben, kim]) commit({ 'b.c': author.name }, { author });
      const { ranker } = await ask(repository, { withoutTrailers: true, ownership: [parseCodeowners(owners)] });
      const { names, values } = ranker.featureValues({ paths: ['a.c'] });
      const of = values[names.indexOf('mergedLatelyUnderGatekeeper')]!;
      return Math.max(...of) - Math.min(...of);
    };
    const one = await spread([kim]);
    assert.ok(one > 1, `${one}`);
    const shared = await spread([kim, ben, ana]);
    assert.ok(shared < one * 0.6, `${shared} of ${one}`);
    const named = await spread([kim], `* ${ana.email} ${ben.email}`);
    assert.ok(named < one && named > 0, `${named} of ${one}`);
  });

  it('lets having made a file count less the more was written in it since', async () => {
    const made = async (changes: number): Promise<number[]> => {
      repository = TestRepository.create();
      commit({ 'a.c': 'first' }, { author: ana, time: october - 300 * day });
      for (let i = 0; i < changes; i++) commit({ 'a.c': `${i}` }, { author: ben });
      for (const author of [ana, ben, kim]) commit({ 'b.c': author.name }, { author });
      const { ranker, people } = await ask(repository);
      const { names, values } = ranker.featureValues({ paths: ['a.c'] });
      const { slotOf } = ranker.tables.candidates;
      return [ana, ben, kim].map(
        ({ name }) => values[names.indexOf('createdFile')]![slotOf[people.people.findIndex((p) => p.name === name)]!]!,
      );
    };
    for (const [maker, other, third] of [await made(0), await made(9)]) {
      assert.ok(maker! > 0 && other! < 0, `${maker} ${other}`);
      assert.equal(other, third);
    }
    // Ana’s first version, 330 days old, is worth a quarter of a change; Ben’s nine, 30 days old, eight.
    assert.ok(Math.abs((await made(9))[0]! / (await made(0))[0]! - 3.28 / 11.3) < 0.02);
  });

  it('looks at the rarest word of a path alone: one person’s files of that name, not all files of the folder', async () => {
    for (let i = 0; i < 8; i++) commit({ [`src/net/common${'abcdefgh'[i]}.c`]: `${i}` }, { author: ben });
    commit({ 'tools/frobnicate.py': '1' }, { author: kim });
    commit({ 'x.txt': '' }, { author: ana });
    const { ranker, people } = await ask(repository, { withoutTrailers: true });
    const { names, values } = ranker.featureValues({ paths: ['src/net/frobnicate.c'] });
    const { slotOf } = ranker.tables.candidates;
    const of = (feature: string, who: string) =>
      values[names.indexOf(feature)]![slotOf[people.people.findIndex((p) => p.name === who)]!]!;
    assert.ok(of('wroteRarest', kim.name) > of('wroteRarest', ben.name));
    assert.equal(of('wroteRarest', ben.name), of('wroteRarest', ana.name));
    assert.ok(of('wroteAlike', ben.name) > of('wroteAlike', ana.name));
  });

  it('asks where somebody works to say who helps them, less the more they have done', async () => {
    for (let i = 0; i < 60; i++) commit({ 'src/a.c': `${i}` }, { author: ana });
    commit({ 'src/a.c': 'kim' }, { author: kim });
    for (const author of [ben, ola]) commit({ 'src/b.c': author.name, 'docs/b.md': author.name }, { author });
    const { ranker, people } = await ask(repository, { withoutTrailers: true });
    const spread = (asker: string, feature: string): number => {
      const id = people.people.find((p) => p.name === asker)!.id;
      const { names, values, askerSlot } = ranker.featureValues({ paths: ['src/a.c'], asker: id });
      const of = [...values[names.indexOf(feature)]!].filter((_, slot) => slot !== askerSlot);
      return Math.max(...of) - Math.min(...of);
    };
    const worth = (asker: string) => spread(asker, 'worksWhereNewAskerWorks') / spread(asker, 'worksWhereAskerWorks');
    assert.ok(Math.abs(worth(ana.name) - Math.exp(-60 / 200)) < 1e-9, `${worth(ana.name)}`);
    assert.ok(Math.abs(worth(kim.name) - Math.exp(-1 / 200)) < 1e-9, `${worth(kim.name)}`);
  });

  it('G6: a date in the future raises no score', async () => {
    const scores = async (time: number) => {
      repository = TestRepository.create();
      commit({ 'a.c': '0' }, { author: kim });
      commit({ 'a.c': '1' }, { author: ben, time });
      const { ranker, people } = await ask(repository);
      const id = people.people.find((p) => p.name === ben.name)!.id;
      return ranker.rank({ paths: ['a.c'] }).find(({ person }) => person === id)!.score;
    };
    const today = await scores(october + 30 * day);
    assert.ok((await scores(october + 20_000 * day)) <= today);
  });

  it('S9: gives the same order every time, and says which features moved it', async () => {
    for (let i = 0; i < 9; i++) commit({ [`${i % 3}.c`]: `${i}` }, { author: [ana, ben, kim, ola][i % 4]! });
    const { ranker, people } = await ask(repository);
    const question = { paths: ['1.c', '2.c'], asker: people.people[0]!.id };
    const first = ranker.rank(question);
    assert.deepEqual(ranker.rank(question), first);
    assert.deepEqual((await ask(repository)).ranker.rank(question), first);
    assert.ok(Math.abs(first.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9);
    const [best, last] = [first[0]!, first.at(-1)!];
    const total = (id: number) => ranker.explain(question, id).reduce((sum, { amount }) => sum + amount, 0);
    assert.ok(total(best.person) > total(last.person));
  });

  it('S9: gives the same answer whichever questions came before, with words of any script', async () => {
    // More words than are looked for one by one before a table of all is made.
    const names = Array.from({ length: 30 }, (_, i) => `${'abcdefghij'[i % 10]}x${'pqr'[Math.floor(i / 10)]}`);
    const paths = [
      ...names.map((name, i) => `src/${name}${names[(i + 1) % 30]!.toUpperCase()}.c`),
      'ÜberGroß/ΣΊΣΥΦΟΣ.c',
      'öl/überGroß.c',
    ];
    paths.forEach((path, i) => void commit({ [path]: `${i}` }, { author: [ana, ben, kim, ola][i % 4]! }));
    const answers = async (order: readonly string[]) => {
      const { ranker } = await ask(repository, { withoutTrailers: true });
      const found = new Map(order.map((path) => [path, ranker.rank({ paths: [path] })]));
      return paths.map((path) => found.get(path));
    };
    assert.deepEqual(await answers(paths.toReversed()), await answers(paths));
  });

  it('answers with nobody where history names nobody', async () => {
    commit({ 'a.c': '1' }, { author: ben });
    assert.deepEqual((await ask(repository)).who('a.c', ben.name), []);
    assert.deepEqual((await ask(repository)).ranker.rank({ paths: [] }).length, 1);
  });
});
