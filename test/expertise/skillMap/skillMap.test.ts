import assert from 'node:assert/strict';
import { skillMapOf } from '../../../src/app/skillMap.ts';
import type { TeamForMap } from '../../../src/app/teamForMap.ts';
import { prepareAnswers } from '../../../src/app/whoCanHelp.ts';
import { collectEvidence, commitsOf } from '../../../src/expertise/evidence.ts';
import { areasOf, foldersOf } from '../../../src/expertise/skillMap/folders.ts';
import type { MapArea, SkillMap } from '../../../src/expertise/skillMap/mapTypes.ts';
import { levelNames } from '../../../src/expertise/skillMap/mapTypes.ts';
import { coverageWithout, gapSentence, mapSentence } from '../../../src/expertise/skillMap/mapWords.ts';
import { levelOf } from '../../../src/expertise/suggestion.ts';
import { readTipFiles } from '../../../src/git/tipFiles.ts';
import { ana, ben, day, kim, october, ola, TestRepository } from '../../support/repository.ts';
import { knowledgeOf, mapOf, teamRepository } from '../../support/skillMap.ts';

const names = (map: SkillMap, people: readonly number[]): string[] => people.map((p) => map.people[p]!.name);
const area = (map: SkillMap, path: string): MapArea => {
  const found = map.areas.find((one) => one.path === path);
  assert.ok(found, `no area ${path} among ${map.areas.map((one) => one.path).join(', ')}`);
  return found;
};
const coverageOfFile = (map: SkillMap, path: string): number => map.files.coverage[map.files.path.indexOf(path)]!;

describe('the skill map', () => {
  let map: SkillMap;
  let folder: string;
  before(async () => {
    folder = teamRepository().folder;
    map = await mapOf(folder);
  });

  it('M1: says for each area who knows it well, knows it and has touched it, by name', () => {
    const server = area(map, 'src/server');
    assert.deepEqual(names(map, server.knowsWell), [ana.name, ben.name]);
    assert.deepEqual(names(map, area(map, 'src/parser').knowsWell), [kim.name]);
    assert.deepEqual(names(map, area(map, 'src/parser').hasTouched), [ben.name]);
    assert.deepEqual(
      map.people.map(({ name }) => name),
      [ana.name, ben.name, kim.name, ola.name],
    );
  });

  it('M1: merges chains of single folders and splits what holds much', () => {
    assert.equal(area(map, 'java/src/main/java/org/example').label, 'java/src/main/java/org/example');
    assert.equal(area(map, 'src').children.length, 2);
    assert.equal(map.areas[0]!.path, '');
    assert.ok(map.areas.every(({ parent }, a) => parent < a));
  });

  it('M1: thousands of folders of one size become no thousands of areas', () => {
    const tip = Array.from({ length: 30_000 }, (_, f) => ({
      path: `pkg${Math.floor(f / 1500)}/mod${Math.floor(f / 15) % 100}/${f}.ts`,
      size: 1,
    }));
    const areas = areasOf(foldersOf(tip));
    assert.ok(areas.length <= 450, String(areas.length));
    assert.ok(areas.length >= 20, 'the packages are areas still');
  });

  it('M2: tells nobody, one, two and three or more apart, file by file', () => {
    assert.equal(area(map, 'legacy').coverage, 0);
    assert.equal(area(map, 'src/parser').coverage, 1);
    assert.equal(area(map, 'src/server').coverage, 2);
    assert.equal(area(map, 'docs').coverage, 3);
    assert.equal(coverageOfFile(map, 'legacy/cobol.cbl'), 0);
    assert.equal(coverageOfFile(map, 'src/parser/errors.ts'), 1);
    assert.equal(coverageOfFile(map, 'docs/guide.md'), 3);
  });

  it('M3: names the gaps: who still knows, who did and left, what fades', () => {
    const gap = (path: string) => map.gaps.find((one) => one.path === path);
    assert.equal(gap('legacy')?.kind, 'nobody');
    assert.match(gapSentence(map, gap('legacy')!), /^Nobody active knows it; Ola Nordmann \(left in May 2023\) did\./);
    assert.equal(gap('src/parser')?.kind, 'one');
    assert.match(
      gapSentence(map, gap('src/parser')!),
      /^Only Kim Lindqvist knows it\. Closing: Ben Okafor is getting to know it\./,
    );
    assert.equal(gap('java/src/main/java/org/example')?.kind, 'fading');
    assert.equal(gap('src/server'), undefined);
    const order = map.gaps.map(({ path }) => path);
    assert.ok(order.indexOf('src/parser') < order.indexOf('legacy'), 'what is worked on now comes first');
  });

  it('H11: a gap closes where somebody works on it, was helped with it or would like to learn it, and not where they once did', async () => {
    const knowledge = await knowledgeOf(folder);
    const tip = await readTipFiles(knowledge.repository, 'HEAD');
    const learning = (team: TeamForMap | undefined, path: string): string[] => {
      const own = skillMapOf(knowledge, tip, team);
      return names(own, own.gaps.find((one) => one.path === path)!.learning);
    };
    assert.deepEqual(learning(undefined, 'src/parser'), [ben.name], 'he changed it two months ago');
    assert.deepEqual(learning(undefined, 'java/src/main/java/org/example'), [], 'Ana’s work on it is a year old');
    assert.deepEqual(learning(undefined, 'legacy'), []);
    const lesson = { path: 'legacy/cobol.cbl', email: kim.email, worth: 0.5, at: knowledge.asOf - day };
    assert.deepEqual(learning({ statements: [], asked: [], lessons: [lesson] }, 'legacy'), [kim.name]);
    const old = { ...lesson, at: knowledge.asOf - 200 * day };
    assert.deepEqual(learning({ statements: [], asked: [], lessons: [old] }, 'legacy'), []);
    const wish = { kind: 'learn', path: 'legacy', about: ana.email, by: ana.email, at: october } as const;
    assert.deepEqual(learning({ statements: [wish], asked: [], lessons: [] }, 'legacy'), [ana.name]);
    const knows = { ...wish, kind: 'know' } as const;
    const own = skillMapOf(knowledge, tip, { statements: [knows], asked: [['docs', 3]], lessons: [] });
    assert.equal(area(own, 'legacy').coverage, 1, 'E15: a teammate’s word counts like one’s own');
  });

  it('M3: puts first what the team asked about', async () => {
    const knowledge = await knowledgeOf(folder);
    const { buildSkillMap } = await import('../../../src/expertise/skillMap/skillMap.ts');
    const { followFiles } = await import('../../../src/expertise/files.ts');
    const asked = buildSkillMap({
      history: knowledge.history,
      people: knowledge.people,
      files: followFiles(knowledge.history),
      departures: prepareAnswers(knowledge).departures,
      tip: await readTipFiles(knowledge.repository, 'HEAD'),
      now: knowledge.asOf,
      isExcluded: () => false,
      asked: new Map([['legacy', 4]]),
    });
    assert.equal(asked.gaps[0]?.path, 'legacy');
    assert.equal(asked.gaps[0]?.asked, 4);
  });

  it('M2: the sentence says what the picture says', () => {
    assert.match(
      mapSentence(map),
      /^At most one person knows most of this repository; one person alone knows java[/\w]*; nobody active knows legacy\.$/,
    );
    const server = map.areas.findIndex(({ path }) => path === 'src/server');
    assert.equal(mapSentence(map, server), 'Two people know most of src/server.');
  });

  it('M4: without somebody, their files lose a knower', () => {
    const away = new Set([map.people.findIndex(({ name }) => name === kim.name)]);
    const without = coverageWithout(map, away);
    assert.equal(without[map.files.path.indexOf('src/parser/errors.ts')], 0);
    assert.match(mapSentence(map, 0, away, without), /nobody active knows src\/parser|nobody active knows legacy/);
  });

  it('E8: leaves out lock files, and files that are gone', () => {
    assert.ok(!map.files.path.includes('package-lock.json'));
    assert.equal(map.files.path.length, 14);
  });

  it('uses the same words as the answer to “who can help”', async () => {
    const knowledge = await knowledgeOf(folder);
    const { tables } = prepareAnswers(knowledge).ranker;
    const own = skillMapOf(knowledge, await readTipFiles(knowledge.repository, 'HEAD'));
    let compared = 0;
    for (const one of own.areas) {
      const id = tables.places.folderId(one.path);
      const place = collectEvidence(tables, commitsOf(tables, [], [id!]));
      for (const [level, list] of [
        ['knows well', one.knowsWell],
        ['knows', one.knows],
        ['has touched', one.hasTouched],
      ] as const)
        for (const p of list) {
          const person = knowledge.people.people.find(({ email }) => email === own.people[p]!.email)!;
          assert.equal(levelOf(place.people.get(person.id), place, undefined, place), level, one.path);
          compared++;
        }
    }
    for (const [f, path] of own.files.path.entries()) {
      const file = collectEvidence(tables, commitsOf(tables, [tables.places.fileId(path)!], []));
      for (let i = own.files.start[f]!; i < own.files.start[f + 1]!; i++) {
        const person = knowledge.people.people.find(({ email }) => email === own.people[own.files.person[i]!]!.email)!;
        const here = file.people.get(person.id);
        if (!here || here.remembered < 1) continue;
        assert.equal(levelOf(here, file, undefined, file), levelNames[own.files.level[i]!], path);
        compared++;
      }
    }
    assert.ok(compared > 20);
  });

  it('E15: one’s own word outweighs what is inferred, nearest path first', async () => {
    const knowledge = await knowledgeOf(folder);
    const said = (kind: 'know' | 'forget' | 'not-me', path: string, { email }: { email: string }) =>
      ({ kind, path, about: email, by: email, at: october }) as const;
    const own = skillMapOf(
      {
        ...knowledge,
        people: knowledge.people,
        ownWord: {
          decisions: [],
          statements: [
            said('forget', 'src', kim),
            said('know', 'src/parser', ben),
            said('know', 'legacy', ana),
            said('not-me', 'docs', ana),
          ],
        },
      },
      await readTipFiles(knowledge.repository, 'HEAD'),
    );
    assert.deepEqual(names(own, area(own, 'src/parser').knows), [ben.name]);
    assert.deepEqual(names(own, area(own, 'src/parser').hasTouched), [kim.name]);
    assert.equal(area(own, 'legacy').coverage, 1);
    assert.equal(coverageOfFile(own, 'legacy/cobol.cbl'), 1);
    assert.equal(coverageOfFile(own, 'docs/guide.md'), 2);
    assert.equal(area(own, 'src/server').coverage, 2, 'what nobody spoke of stays as it was');
  });

  it('S9: is the same on every run', async () => {
    assert.deepEqual(await mapOf(folder), map);
  });

  it('G6: names that attack a screen come out harmless, and a future date makes nobody know more', async () => {
    const repository = TestRepository.create();
    const mallory = { name: 'Mal\u202elory\u0007 $(zap)', email: 'mal@example.com' };
    for (let i = 0; i < 3; i++)
      repository.commit({ 'a/\u202eb.ts': `${i}` }, { author: mallory, time: october + i * day });
    repository.commit({ 'c.ts': '' }, { author: ben, time: october + 20_000 * day });
    const hostile = await mapOf(repository.folder);
    assert.ok(hostile.people.every(({ name }) => !/[\u0000-\u001f\u202e]/.test(name)));
    assert.ok(hostile.areas.every(({ label }) => !/[\u0000-\u001f\u202e]/.test(label)));
    assert.ok(!/[\u202e]/.test(mapSentence(hostile)));
    assert.equal(coverageOfFile(hostile, 'c.ts'), 1);
  });
});
