import { displayText } from '../displayText.ts';
import { dayWords } from '../timeWords.ts';
import type { AwayPlan } from './awayPlan.ts';
import { type AwayTime, weekBegins } from './awayTime.ts';
import type { SkillMap } from './mapTypes.ts';
import { listNames } from './mapWords.ts';
import type { NewcomerPlan } from './newcomerPlan.ts';

/** A handover plan as Markdown, to be read, changed and pasted. With a `time`, it has dates. */
export function awayPlanToMarkdown(map: SkillMap, plan: AwayPlan, time?: AwayTime): string {
  const name = (p: number): string => escaped(map.people[p].name);
  const path = (a: number): string => code(map.areas[a].path);
  const names = plan.away.map(name);
  const lines = [`# If ${listNames(names, 5)} ${names.length === 1 ? 'were' : 'were all'} away${timeWords(time)}`, ''];
  if (plan.areas.length === 0 && plan.files.length === 0)
    return [...lines, 'Nothing would be left with fewer than two people who know it.', ''].join('\n');
  lines.push('## What becomes uncovered', '');
  for (const { area, becomes, remains, learner, because } of plan.areas) {
    const state = becomes === 'nobody' ? 'nobody active would know it' : `only ${name(remains[0])} would know it`;
    const near =
      learner === undefined
        ? 'nobody is near to learning it'
        : `nearest to learning it: ${name(learner)}, who ${because}`;
    lines.push(`- ${path(area)}: ${state}; ${near}`);
  }
  if (plan.files.length) {
    if (plan.areas.length) lines.push('');
    lines.push('Single files that nobody active would know:', '');
    for (const { file, nearest } of plan.files)
      lines.push(
        `- ${code(map.files.path[file])}${nearest.length ? `; nearest to learning it: ${listNames(nearest.map(name))}` : ''}`,
      );
  }
  lines.push('', '## Sessions', '');
  let week = 0;
  for (const session of plan.sessions) {
    if (session.week !== week) {
      if (week) lines.push('');
      week = session.week;
      lines.push(`### Week ${week}${time ? `, from ${dayWords(weekBegins(time, week))}` : ''}`, '');
    }
    lines.push(`- [ ] ${name(session.teacher)} shows ${name(session.learner)} ${path(session.area)}`);
  }
  if (plan.sessions.length === 0)
    lines.push(
      plan.areas.length
        ? 'No session fits: nobody is near to learning any of this.'
        : 'No folder needs one; a look at these files together does.',
    );
  if (plan.open.length) {
    lines.push(
      '',
      '## Left open',
      '',
      'No session fits in, or nobody is near. Training, notes or a later date may help.',
      '',
    );
    for (const area of plan.open) lines.push(`- ${path(area)}`);
  }
  return [...lines, ''].join('\n');
}

function timeWords(time: AwayTime | undefined): string {
  if (time?.from === undefined) return '';
  return ` from ${dayWords(time.from)}${time.until === undefined ? '' : ` until ${dayWords(time.until)}`}`;
}

/** A newcomer's plan as Markdown. `who` is their name or address as it may be shown. */
export function newcomerPlanToMarkdown(map: SkillMap, plan: NewcomerPlan, who: string): string {
  const lines = [`# First weeks of ${escaped(who)}`, ''];
  if (plan.steps.length === 0) lines.push('Nothing here is worked on now that somebody active could show.');
  plan.steps.forEach(({ area, guide, read }, i) => {
    lines.push(`${i + 1}. ${code(map.areas[area].path)}: ${escaped(map.people[guide].name)} can show it`);
    if (read.length) lines.push(`   - Read first: ${read.map(code).join(', ')}`);
  });
  if (plan.withoutGuide.length)
    lines.push(
      '',
      `Worked on now, but nobody active could show it: ${plan.withoutGuide.map((a) => code(map.areas[a].path)).join(', ')}`,
    );
  return [...lines, ''].join('\n');
}

/** Names come from strangers: nothing in them may become a link, a picture or a heading. */
const escaped = (text: string): string => displayText(text).replace(/[\\`*_{}[\]()#+!|<>~$:@&]/g, '\\$&');

/** A path as inline code, whatever it holds. */
function code(text: string): string {
  const shown = displayText(text, 300) || '.';
  const fence = '`'.repeat(Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}
