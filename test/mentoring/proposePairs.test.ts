import assert from 'node:assert/strict';
import { sayPlainly } from '../../src/expertise/say.ts';
import { areaName } from '../../src/mentoring/areaNames.ts';
import { pairGains } from '../../src/mentoring/pairGains.ts';
import { type PairingOptions, proposePairs } from '../../src/mentoring/proposePairs.ts';
import { type Statement, Teaching } from '../../src/mentoring/teaching.ts';
import type { TeamKnowledge } from '../../src/mentoring/teamKnowledge.ts';
import { seededChance } from '../support/chance.ts';
import { type Row, teamOf } from '../support/team.ts';

const none: Row = [0, 0];
const expert: Row = [20, 10];
const starting: Row = [0.5, 3];

/** Ana and Kim each know what the other has just begun with; Bo and Al know what nobody else works in. */
const complementary = teamOf({
  net: [expert, starting, none, none],
  parser: [starting, expert, none, starting],
  docs: [none, none, expert, none],
  build: [none, none, starting, expert],
});
const names = ['Ana', 'Kim', 'Bo', 'Al'];
const pairSentences = (...given: Parameters<typeof pairGains>): string[] =>
  pairGains(...given).map(({ sentence }) => sentence);
const peopleOf = (team: TeamKnowledge, options?: PairingOptions, statements?: Statement[]) =>
  proposePairs(new Teaching(team, statements), options).pairs.map(({ people }) => people);

function randomTeam(n: number, areas: number, seed: number): TeamKnowledge {
  const chance = seededChance(seed);
  return teamOf(
    Object.fromEntries(
      Array.from({ length: areas }, (_, a) => [
        `area${a}`,
        Array.from(
          { length: n },
          (): Row => (chance() < 0.25 ? [chance() * 20, chance() * 10] : [0, chance() < 0.4 ? 2 : 0]),
        ),
      ]),
    ),
  );
}

describe('P1 complementary pairs', () => {
  it('joins those who can teach each other what they now work in', () => {
    const { pairs } = proposePairs(new Teaching(complementary));
    assert.deepEqual(
      pairs.map(({ people }) => people),
      [
        [0, 1],
        [2, 3],
      ],
    );
    assert.deepEqual(
      pairSentences(pairs[0]!, complementary, (m) => names[m]!),
      [
        'Ana works in parser now and would learn it from Kim, who knows it well.',
        'Kim works in net now and would learn it from Ana, who knows it well.',
      ],
    );
  });

  it('an area that one person alone knows is worth learning, also for somebody who does not work near it', () => {
    const { pairs } = proposePairs(new Teaching(complementary));
    assert.deepEqual(
      pairSentences(pairs[1]!, complementary, (m) => names[m]!),
      [
        'Bo works in build now and would learn it from Al, who knows it well.',
        'Al would learn docs from Bo, who knows it well; nobody else in the team does.',
      ],
    );
  });

  it('where one of the two has nothing to learn, they hear what is new; a name is never called an expert without evidence', () => {
    const team = teamOf({ net: [expert, starting], docs: [none, [0.5, 1]] });
    const { pairs } = proposePairs(new Teaching(team));
    assert.deepEqual(
      pairSentences(pairs[0]!, team, (m) => names[m]!),
      [
        'Ana would hear what is new in docs from Kim, who works there now.',
        'Kim works in net now and would learn it from Ana, who knows it well.',
      ],
    );
    const silent = teamOf({ net: [expert, [0.5, 0]] });
    assert.equal(
      pairSentences({ people: [0, 1], lessons: [] }, silent, (m) => names[m]!)[0],
      'Ana would learn by listening and explaining.',
    );
  });

  it('what is merely new to somebody makes no pair, and is said only where the other needs something', () => {
    const far = teamOf({ net: [expert, none, expert, expert] });
    assert.deepEqual(peopleOf(far), []);
    const team = teamOf({ net: [expert, none, expert, expert], parser: [starting, expert, none, none] });
    const [pair] = proposePairs(new Teaching(team)).pairs;
    assert.deepEqual(pair!.people.slice(0, 2), [0, 1]);
    assert.deepEqual(
      pairSentences(
        { people: [0, 1], lessons: pair!.lessons },
        { ...team, lately: team.lately.map(() => 0) },
        (m) => names[m]!,
      ),
      [
        'Ana works in parser now and would learn it from Kim, who knows it well.',
        'Kim would learn net from Ana, who knows it well, as something new.',
      ],
    );
  });

  it('whoever only teaches sees it with fresh eyes; nobody is told that the other knows less', () => {
    const team = teamOf({ net: [expert, [0.5, 3]] });
    const { pairs } = proposePairs(new Teaching(team));
    assert.equal(
      pairSentences(pairs[0]!, { ...team, lately: team.lately.map(() => 0) }, (m) => names[m]!)[0],
      'Ana would see net with fresh eyes when showing Kim around.',
    );
  });

  it('sends nobody to translations or documents they have nothing to do with, nor to what everything is written in', () => {
    const areas = (holds: 'code' | 'text' | 'most', name: string) => {
      const team = teamOf({ [name]: [expert, none, none] });
      return { ...team, areas: team.areas.map((area) => ({ ...area, holds })) };
    };
    assert.equal(peopleOf(areas('code', 'net')).length, 1);
    assert.equal(peopleOf(areas('text', 'po')).length, 0);
    const both = teamOf({
      Go: [expert, [0.5, 6]],
      net: [
        [2, 2],
        [0.5, 0.4],
      ],
    });
    const vague = {
      ...both,
      areas: both.areas.map((area, i) => (i === 0 ? { ...area, holds: 'most' as const } : area)),
    };
    const best = (team: TeamKnowledge) => new Teaching(team).lessons(0, 1)[0]!.area;
    assert.deepEqual([best(both), best(vague)], [0, 1]);
  });

  it('a long path is called by its end, unless another would be called the same', () => {
    const deep = 'streams/src/main/java/org/apache/kafka/streams/state';
    const areas = [
      deep,
      'core/src/main/scala/kafka/a/server/log',
      'core/src/test/scala/kafka/b/server/log',
      'src/net',
    ].map((name) => ({
      kind: 'folder' as const,
      name,
    }));
    assert.deepEqual(
      areas.map((area) => areaName(area, areas, sayPlainly)),
      ['…/streams/state', areas[1]!.name, areas[2]!.name, 'src/net'],
    );
  });

  it('names a part of a folder rather than the folder and its part', () => {
    const team = teamOf({ src: [expert, starting], 'src/net': [expert, starting] });
    const lessons = new Teaching(team).lessons(0, 1);
    assert.match(
      pairSentences({ people: [0, 1], lessons }, team, (m) => names[m]!)[1]!,
      /^Kim works in src\/net now and would learn it from Ana/,
    );
  });

  it('counts a wish more than what history shows', () => {
    const statements: Statement[] = [
      { member: 0, area: 2, says: 'wants to learn' },
      { member: 2, area: 0, says: 'wants to learn' },
    ];
    assert.deepEqual(peopleOf(complementary, {}, statements)[0], [0, 2]);
  });

  it('E15: believes “I no longer know this” and “don’t suggest me here”', () => {
    for (const says of ['no longer knows', 'do not suggest'] as const) {
      const { pairs } = proposePairs(
        new Teaching(complementary, [
          { member: 0, area: 0, says },
          { member: 1, area: 1, says },
        ]),
      );
      assert.ok(pairs.every(({ lessons }) => lessons.every(({ teacher }) => teacher !== 0 && teacher !== 1)));
    }
  });

  it('never joins two who must not be paired, in pairs or trios', () => {
    assert.ok(
      !peopleOf(complementary, { notWith: [[1, 0]] }).some((people) => people.includes(0) && people.includes(1)),
    );
    for (let seed = 0; seed < 40; seed++) {
      const team = randomTeam(9, 12, seed);
      const notWith = [
        [0, 1],
        [5, 4],
        [8, 2],
      ] as const;
      for (const people of peopleOf(team, { notWith }))
        for (const [a, b] of notWith) assert.ok(!(people.includes(a) && people.includes(b)));
    }
  });

  it('keeps recent pairs apart and lets old ones come back', () => {
    const past = (weeksAgo: number) => peopleOf(complementary, { paired: [{ people: [0, 1], weeksAgo }] });
    assert.ok(!past(1).some((people) => people.includes(0) && people.includes(1)));
    assert.ok(past(200).some((people) => people.includes(0) && people.includes(1)));
  });

  it('rotates: over rounds everybody meets several others', () => {
    const team = randomTeam(8, 30, 3);
    const met = new Map<number, Set<number>>();
    let paired: { people: readonly number[]; weeksAgo: number }[] = [];
    for (let round = 0; round < 6; round++) {
      const groups = peopleOf(team, { paired });
      paired = [...paired, ...groups.map((people) => ({ people, weeksAgo: 0 }))].map((pair) => ({
        ...pair,
        weeksAgo: pair.weeksAgo + 12,
      }));
      for (const people of groups)
        for (const a of people) for (const b of people) if (a !== b) met.set(a, (met.get(a) ?? new Set()).add(b));
    }
    for (const [, others] of met) assert.ok(others.size >= 3, `met only ${[...others].join()}`);
  });

  it('gives nobody more pairs than they want, and two who want two different people', () => {
    const team = randomTeam(6, 30, 5);
    const groups = peopleOf(team, {
      capacity: new Map([
        [0, 0],
        [1, 2],
        [2, 2],
      ]),
    });
    const count = (m: number): number => groups.filter((people) => people.includes(m)).length;
    assert.equal(count(0), 0);
    assert.equal(count(1), 2);
    for (const m of [3, 4, 5]) assert.ok(count(m) <= 1);
    assert.equal(new Set(groups.map(String)).size, groups.length);
  });

  it('makes a trio of an odd number, so that nobody is left over', () => {
    const team = randomTeam(7, 30, 8);
    const groups = peopleOf(team);
    assert.deepEqual(groups.map((people) => people.length).sort(), [2, 2, 3]);
    assert.equal(new Set(groups.flat()).size, 7);
  });

  it('joins nobody whose working hours never meet', () => {
    const hours = (zone: string) => ({ zone, days: [1, 2, 3, 4, 5], from: 540, to: 1020 });
    const week = Date.UTC(2026, 10, 23);
    const together = peopleOf(complementary, {
      week,
      hours: new Map([
        [0, hours('Europe/Berlin')],
        [1, hours('Pacific/Auckland')],
      ]),
    });
    assert.ok(!together.some((people) => people.includes(0) && people.includes(1)));
  });

  it('leaves out whom nobody could teach, and says why', () => {
    const team = teamOf({ net: [[0.3, 1], [0.5, 2], none] });
    assert.deepEqual(
      proposePairs(new Teaching(team)).without.map(({ why }) => why),
      ['nothing to teach', 'nothing to teach', 'nothing to teach'],
    );
  });

  it('S9: gives the same pairs every time', () => {
    const team = randomTeam(41, 30, 9);
    assert.deepEqual(proposePairs(new Teaching(team)), proposePairs(new Teaching(team)));
  });

  it('pairs 300 people', () => {
    const teaching = new Teaching(randomTeam(300, 60, 4));
    const { pairs } = proposePairs(teaching);
    assert.equal(pairs.length, 150);
  });
});
