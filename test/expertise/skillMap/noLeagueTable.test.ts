import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { planAway } from '../../../src/expertise/skillMap/awayPlan.ts';
import { mapToCsv, mapToJson } from '../../../src/expertise/skillMap/mapExport.ts';
import type { SkillMap } from '../../../src/expertise/skillMap/mapTypes.ts';
import { gapSentence, mapSentence } from '../../../src/expertise/skillMap/mapWords.ts';
import { areaMatrix, languageMatrix } from '../../../src/expertise/skillMap/matrix.ts';
import { planNewcomer } from '../../../src/expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../../../src/expertise/skillMap/planMarkdown.ts';
import { bareEnvironment } from '../../support/bareEnvironment.ts';
import { ana, ben, day, kim, ola, temporaryFolder } from '../../support/repository.ts';
import { mapOf, teamRepository } from '../../support/skillMap.ts';

const team = [ana, ben, kim, ola];
const main = path.join(import.meta.dirname, '../../../src/cli/main.ts');
/** All that may be said of a person: who they are, and that they left. */
const personKeys = ['email', 'left', 'name'];

/** Every object and array in a value, with the way to it. */
function* parts(value: unknown, way = ''): Generator<[string, object]> {
  if (typeof value !== 'object' || value === null) return;
  yield [way, value];
  for (const [key, inner] of Object.entries(value)) yield* parts(inner, `${way}.${key}`);
}

const isPerson = (value: unknown): value is { name: string; email: string } =>
  typeof value === 'object' && value !== null && 'email' in value;

/** Fails on a number beside a person, and on people in any order but that of their names. */
function assertNoLeagueTable(what: string, value: unknown): void {
  let people = 0;
  for (const [way, part] of parts(value)) {
    if (isPerson(part)) {
      people++;
      const said = Object.keys(part).sort();
      assert.deepEqual(
        said.filter((key) => !personKeys.includes(key)),
        [],
        `${what}${way}`,
      );
      assert.ok(
        Object.values(part).every((one) => typeof one === 'string'),
        `${what}${way}`,
      );
    }
    if (
      Array.isArray(part) &&
      part.length > 1 &&
      part.every(isPerson) &&
      !way.endsWith('.knew') &&
      !way.endsWith('.teachers')
    ) {
      const names = part.map(({ name }) => name.toLowerCase());
      assert.deepEqual(names, [...names].sort(), `${what}${way} is not ordered by name`);
    }
  }
  assert.ok(people > 0, `${what} names nobody, so nothing was tested`);
}

/** Numbers that may stand beside one person: none of them says how much of anything they are or did. */
const harmless = ['week'];

/** Fails on keys that sum up or compare, on a number by person, and on one beside a single person. */
function assertNoCounts(what: string, value: unknown): void {
  for (const [way, part] of parts(value)) {
    if (Array.isArray(part)) continue;
    const aboutOne = Object.values(part).some(isPerson);
    for (const [key, inner] of Object.entries(part)) {
      assert.doesNotMatch(key, /total|score|rank(?!ing$)|trend|points|percent|^(?:commits|changes)$/i, `${what}${way}`);
      if (typeof inner !== 'number') continue;
      assert.ok(!key.includes('@'), `${what}${way}.${key} is a number by person`);
      assert.ok(!aboutOne || harmless.includes(key), `${what}${way}.${key} is a number beside a person`);
    }
  }
}

/** Fails on a line that has somebody's name and an amount, or says that they rise or fall. */
function assertNoAmounts(what: string, text: string): void {
  for (const line of text.split('\n')) {
    if (!team.some(({ name }) => line.includes(name))) continue;
    // A handover's check box, and dates, are no amounts.
    const words = line.replace(/^\d+\. |(?:left|last seen|last) in \w+(?: \d{4})?/g, '').replace(/[\w./-]*\.\w+/g, '');
    assert.doesNotMatch(
      words,
      /\d|%|\btotal|\bscore|\brank|\bpoints|\btop\b|\brising|\bfalling|\bmore than\b|\bmost active/i,
      `${what}: ${line}`,
    );
  }
}

describe('M7, S2: the map is no league table', () => {
  let map: SkillMap;
  let folder: string;
  before(async () => {
    const end = Math.floor(Date.now() / 1000) - 3 * day;
    folder = teamRepository(undefined, end).folder;
    map = await mapOf(folder, end + 2 * day);
  });

  it('the view model says of a person nothing but who they are', () => {
    assertNoLeagueTable('people', map.people);
    assert.ok([...map.files.level].every((level) => [1, 2, 3].includes(level)));
    for (const { who, nearest } of map.gaps)
      for (const list of [who, nearest])
        assert.deepEqual(
          [...list],
          [...list].sort((a, b) => a - b),
        );
    for (const { knowsWell, knows, hasTouched } of map.areas)
      for (const list of [knowsWell, knows, hasTouched])
        assert.deepEqual(
          [...list],
          [...list].sort((a, b) => a - b),
        );
  });

  it('the exports add nothing up and keep to names', () => {
    assertNoLeagueTable('json', mapToJson(map));
    const [head, ...rows] = mapToCsv(map).split('\r\n');
    assert.equal(head, 'area,coverage,pace,person,email,level');
    for (const row of rows) assert.match(row, /,(knows well|knows|has touched|)$/);
  });

  it('sentences and plans name people without amounts', () => {
    assertNoAmounts('sentence', mapSentence(map));
    for (const gap of map.gaps) assertNoAmounts('gap', gapSentence(map, gap));
    assertNoAmounts('away', awayPlanToMarkdown(map, planAway(map, [0, 2])));
    assertNoAmounts('newcomer', newcomerPlanToMarkdown(map, planNewcomer(map), 'Lea').replace(/^\d+\. /gm, ''));
  });

  it('the matrices hold levels only, and a busier person stands where they stood', async function () {
    this.timeout(60_000);
    for (const matrix of [areaMatrix(map), languageMatrix(map)])
      for (const row of matrix.cells) assert.ok(row.every((level) => [0, 1, 2, 3].includes(level)));
    const end = Math.floor(Date.now() / 1000) - 3 * day;
    const busier = teamRepository(undefined, end);
    for (let i = 0; i < 30; i++)
      busier.commit({ 'src/parser/lexer.ts': `${i}` }, { author: kim, time: end - 20 * day + i * 600 });
    const other = await mapOf(busier.folder, end + 2 * day);
    assert.deepEqual(
      areaMatrix(other).people.map((p) => other.people[p]!.name),
      areaMatrix(map).people.map((p) => map.people[p]!.name),
    );
    assert.deepEqual(
      other.people.map(({ name }) => name),
      map.people.map(({ name }) => name),
    );
  });

  /** Every command of the terminal, and how its output is read. One that is missing here fails the test. */
  const commands: Readonly<Record<string, readonly (readonly string[])[] | string>> = {
    map: [['--all'], ['--json']],
    gaps: [[], ['--json']],
    plan: [
      ['--away', kim.email, ana.email],
      ['--away', kim.email, '--json'],
      ['--newcomer', 'lea@example.com'],
      ['--newcomer', kim.email, '--json'],
    ],
    codeowners: [[], ['--diff']],
    pairs: [[], ['--json']],
    agenda: [
      ['--with', kim.email, '--as', ana.email],
      ['--with', kim.email, '--as', ana.email, '--json'],
    ],
    people: [[], ['--json']],
    backtest: [[], ['--json']],
    index: [[]],
    word: 'what somebody says of themselves',
    mcp: 'what `who` answers, for an agent; see test/cli/mcp.test.ts',
    who: 'how relevant people are to one question, with the evidence behind it',
    rank: 'the same for machines, see design.md',
    figures:
      'languages and areas in which four people or more let sessions count, nobody by name; see test/app/teamFigures.test.ts',
    ...Object.fromEntries(
      'ask listen accept later pass decline withdraw say end confirm log pair'
        .split(' ')
        .map((name) => [name, 'between the people of one request or pair, who see it alone']),
    ),
    ...Object.fromEntries(
      'join invite team vouch revoke promote rename machines leave forget-me relay'
        .split(' ')
        .map((name) => [name, 'who is in the team, nothing of what they know']),
    ),
  };

  it('what the terminal prints keeps to it too, command by command', function () {
    this.timeout(120_000);
    const home = temporaryFolder();
    const env = { ...bareEnvironment, HOME: home, WHOKNOWS_CACHE: path.join(home, 'cache') };
    const run = (...args: readonly string[]): string =>
      execFileSync(process.execPath, ['--no-warnings', main, ...args], { cwd: folder, env, encoding: 'utf8' });
    const listed = [...run('--help').matchAll(/^ {2}([a-z][\w-]*)(?: \[| <| {2,})/gm)].map(([, name]) => name!);
    assert.ok(listed.length > 20);
    assert.deepEqual(
      listed.filter((name) => name !== 'help' && !(name in commands)),
      [],
      'a new command must say how its output is read here',
    );
    assert.deepEqual(
      Object.keys(commands).filter((name) => !listed.includes(name)),
      [],
    );
    for (const [name, ways] of Object.entries(commands)) {
      if (typeof ways === 'string') continue;
      for (const way of ways) {
        const said = run(name, ...way);
        const what = [name, ...way].join(' ');
        if (!way.includes('--json')) {
          assertNoAmounts(what, said);
          continue;
        }
        const value: unknown = JSON.parse(said);
        assertNoCounts(what, value);
        if (team.some(({ email }) => said.includes(email)) && name !== 'backtest') assertNoLeagueTable(what, value);
      }
    }
    const plan = JSON.parse(run('plan', '--away', kim.email, '--json'));
    for (const session of plan.sessions) assert.deepEqual(Object.keys(session), ['week', 'path', 'teacher', 'learner']);
  });

  it('a total, a rank or a trend of a person would be noticed', () => {
    const person = { name: 'Ana', email: 'ana@example.com' };
    assert.throws(() => assertNoLeagueTable('x', { who: [{ ...person, commits: 3 }] }));
    assert.throws(() => assertNoLeagueTable('x', { who: [{ ...person, trend: 'rising' }] }));
    assert.throws(() => assertNoLeagueTable('x', { who: [{ ...person, name: 'Kim' }, person] }));
    assert.throws(() => assertNoCounts('x', { people: { 'ana@example.com': 3 } }));
    assert.throws(() => assertNoCounts('x', { person, areasKnown: 4 }));
    assert.throws(() => assertNoCounts('x', { areas: [{ path: 'a', score: 2 }] }));
    assert.throws(() => assertNoAmounts('x', 'Ana Souza knows 4 areas'));
    assert.throws(() => assertNoAmounts('x', 'Ana Souza: rising'));
  });
});
