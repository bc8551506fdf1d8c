import assert from 'node:assert/strict';
import { madeUpMap } from '../../../scripts/bench/madeUpMap.ts';
import { planAway } from '../../../src/expertise/skillMap/awayPlan.ts';
import { readAwayTime } from '../../../src/expertise/skillMap/awayTime.ts';
import { draftCodeowners, judgeOwners, parseCodeowners } from '../../../src/expertise/skillMap/codeowners.ts';
import { findMapPerson } from '../../../src/expertise/skillMap/findMapPerson.ts';
import type { SkillMap } from '../../../src/expertise/skillMap/mapTypes.ts';
import { areaMatrix } from '../../../src/expertise/skillMap/matrix.ts';
import { mostPerGuide, planNewcomer } from '../../../src/expertise/skillMap/newcomerPlan.ts';
import { awayPlanToMarkdown, newcomerPlanToMarkdown } from '../../../src/expertise/skillMap/planMarkdown.ts';
import { seriate } from '../../../src/expertise/skillMap/seriation.ts';
import { ana, ben, day, kim, october, TestRepository } from '../../support/repository.ts';
import { mapOf, teamRepository } from '../../support/skillMap.ts';

describe('plans made from the skill map', () => {
  let map: SkillMap;
  const who = ({ email }: { email: string }): number => findMapPerson(map, email)!;
  before(async () => {
    map = await mapOf(teamRepository().folder);
  });

  it('M4: says what becomes uncovered if somebody were away, and who is nearest to learning it', () => {
    const plan = planAway(map, [who(kim)]);
    const parser = plan.areas.find(({ area }) => map.areas[area]!.path === 'src/parser');
    assert.equal(parser?.becomes, 'nobody');
    assert.equal(parser?.learner, who(ben));
    assert.equal(parser?.because, 'has touched it');
    assert.ok(!plan.areas.some(({ area }) => map.areas[area]!.path === 'legacy'), 'it is uncovered with them too');
  });

  it('M4: names single files that only they know and that are worked on, where no folder around them is uncovered', async () => {
    const repository = TestRepository.create();
    const commit = (file: string, author: typeof kim, times: number): void => {
      for (let i = 0; i < times; i++)
        repository.commit({ [file]: `${file} ${i}` }, { author, time: october - (20 - i) * day });
    };
    for (const file of ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts']) {
      commit(file, ana, 2);
      commit(file, ben, 2);
    }
    commit('main.ts', kim, 4);
    commit('main.ts', ben, 1);
    commit('shared.ts', kim, 3);
    commit('shared.ts', ana, 3);
    const flat = await mapOf(repository.folder);
    const plan = planAway(flat, [findMapPerson(flat, kim.email)!]);
    assert.deepEqual(
      plan.files.map(({ file, nearest }) => [flat.files.path[file], ...nearest.map((p) => flat.people[p]!.name)]),
      [['main.ts', ben.name]],
    );
    assert.match(awayPlanToMarkdown(flat, plan), /^- `main\.ts`; nearest to learning it: Ben Okafor$/m);
    const inside = planAway(map, [who(kim)]);
    assert.deepEqual(
      inside.files.filter(({ file }) => map.files.path[file]!.startsWith('src/parser/')),
      [],
    );
  });

  it('M5: spreads what is to be learnt over weeks: nobody learns more than one thing a week', () => {
    const plan = planAway(map, [who(kim), who(ana)], { weeks: 2 });
    const seen = new Set<string>();
    for (const { week, learner, teacher } of plan.sessions) {
      assert.ok(week <= 2);
      assert.ok(plan.away.includes(teacher) && !plan.away.includes(learner));
      assert.ok(!seen.has(`${week} ${learner}`));
      seen.add(`${week} ${learner}`);
    }
    assert.equal(plan.sessions.length + plan.open.length, plan.areas.length);
    const markdown = awayPlanToMarkdown(map, plan);
    assert.match(markdown, /^# If Kim Lindqvist and Ana Souza were all away/);
    assert.match(markdown, /- \[ \] Kim Lindqvist shows Ben Okafor `src\/parser`/);
  });

  it('M5: has dates: the weeks that are left before the first day away, from the next Monday on', () => {
    const today = '2026-11-26';
    assert.deepEqual(readAwayTime('4', today), { weeks: 4, firstWeek: '2026-11-30' });
    const time = readAwayTime('2026-12-22 to 2027-01-08', today)!;
    assert.deepEqual(time, { from: '2026-12-22', until: '2027-01-08', weeks: 3, firstWeek: '2026-11-30' });
    assert.equal(readAwayTime('2026-11-30', '2026-11-29')?.firstWeek, '2026-11-30');
    assert.equal(readAwayTime('2026-12-07', '2026-11-30')?.firstWeek, '2026-12-07');
    for (const text of ['', '0', '53', '2026-11-26', '2027-02-30', '2028-01-01', '2026-12-22 to 2026-12-21', 'soon'])
      assert.equal(readAwayTime(text, today), undefined, text);
    const markdown = awayPlanToMarkdown(map, planAway(map, [who(kim)], time), time);
    assert.match(markdown, /^# If Kim Lindqvist were away from 22 December 2026 until 8 January 2027$/m);
    assert.match(markdown, /^### Week 1, from 30 November 2026$/m);
  });

  it('M5: nobody who leaves gives more sessions a week than they have time for', () => {
    const busy = madeUpMap(6_000);
    const away = busy.people.map((_, p) => p).slice(0, Math.ceil(0.9 * busy.people.length));
    const most = (teachPerWeek: number): number => {
      const times = new Map<string, number>();
      for (const { week, teacher } of planAway(busy, away, { teachPerWeek }).sessions)
        times.set(`${week} ${teacher}`, (times.get(`${week} ${teacher}`) ?? 0) + 1);
      return Math.max(...times.values());
    };
    assert.deepEqual([most(1), most(2)], [1, 2]);
  });

  it('M6: gives somebody new areas that are worked on now, nobody guiding more than two', () => {
    const plan = planNewcomer(map);
    assert.ok(plan.steps.length >= 2);
    const guides = plan.steps.map(({ guide }) => guide);
    for (const guide of guides) assert.ok(guides.filter((one) => one === guide).length <= mostPerGuide);
    assert.ok(plan.steps.every(({ area }) => map.areas[area]!.pace !== 'at rest'));
    assert.ok(
      !planNewcomer(map, who(kim)).steps.some(
        ({ area, guide }) => guide === who(kim) || map.areas[area]!.path === 'src/parser',
      ),
    );
    assert.match(newcomerPlanToMarkdown(map, plan, 'Lea [x](y)'), /^# First weeks of Lea \\\[x\\\]\\\(y\\\)/);
  });

  it('M8: drafts CODEOWNERS from evidence and tells who is listed but left', () => {
    const draft = draftCodeowners(map);
    assert.ok(draft.includes('/src/parser/ kim@example.com'), draft.join('\n'));
    assert.ok(!draft.join().includes('ola@'));
    const rules = parseCodeowners(
      '# c\n\n/legacy/ ola@example.com @team/x\r\n[Section]\n*.ts kim@example.com # Kim\n/a\\ b/ @ana\n',
    );
    assert.deepEqual(
      rules.map(({ line, pattern, owners }) => [line, pattern, ...owners]),
      [
        [3, '/legacy/', 'ola@example.com', '@team/x'],
        [5, '*.ts', 'kim@example.com'],
        [6, '/a b/', '@ana'],
      ],
    );
    const listed = judgeOwners(rules, (owner) =>
      owner.startsWith('ola') ? { left: 'left in May' } : owner.startsWith('kim') ? {} : undefined,
    );
    assert.deepEqual(
      listed.map(({ state }) => state),
      ['left', 'unknown', 'active', 'unknown'],
    );
  });

  it('puts like beside like, however the rows came, and starts with the first by name', () => {
    const rows = [
      [3, 3, 0, 0],
      [0, 0, 2, 3],
      [2, 3, 0, 0],
      [0, 1, 3, 3],
    ];
    assert.deepEqual(seriate(rows), [0, 2, 3, 1]);
    assert.deepEqual(seriate([]), []);
    assert.deepEqual(seriate([[1]]), [0]);
    const matrix = areaMatrix(map);
    assert.equal(matrix.cells.length, matrix.people.length);
    assert.ok(matrix.cells.every((row) => row.length === matrix.columns.length));
  });
});
