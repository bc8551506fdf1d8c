import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { localDay } from '../../src/mentoring/workingHours.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { buildPages } from '../support/builtPages.ts';
import { day, temporaryFolder } from '../support/repository.ts';
import { teamRepository } from '../support/skillMap.ts';

const main = path.join(import.meta.dirname, '../../src/cli/main.ts');
const today = Math.floor(Date.now() / 1000);

describe('whoknows map, gaps, plan and codeowners', () => {
  let folder: string;
  const home = temporaryFolder();
  const env = { ...bareEnvironment, HOME: home, WHOKNOWS_CACHE: path.join(home, 'cache') };
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, ['--no-warnings', main, ...args], { cwd: folder, env, encoding: 'utf8' });
  before(() => {
    buildPages();
    const repository = teamRepository(undefined, today - 3 * day);
    repository.commit({ CODEOWNERS: '/legacy/ ola@example.com\n/src/parser/ kim@example.com\n' });
    folder = repository.folder;
  });

  it('M8: prints areas with how well they are covered and by whom', () => {
    const said = run('map');
    assert.match(said, /^At most one person knows most of this repository/);
    assert.match(said, /parser +one active person knows it +worked on now +Kim Lindqvist knows it well/);
    assert.match(said, /server +two active people know it .* Ana Souza and Ben Okafor know it well/);
  });

  it('M8: prints CSV that a spreadsheet does not run, and JSON', () => {
    const csv = run('map', '--csv').split('\r\n');
    assert.equal(csv[0], 'area,coverage,pace,person,email,level');
    assert.ok(csv.includes('src/parser,one,worked on now,Kim Lindqvist,kim@example.com,knows well'), csv.join('\n'));
    const json = JSON.parse(run('map', '--json'));
    assert.deepEqual(json.areas.find((area: { path: string }) => area.path === 'src/parser').knowsWell, [
      { name: 'Kim Lindqvist', email: 'kim@example.com' },
    ]);
  });

  it('M8: writes one page that holds everything and may load nothing', () => {
    const file = path.join(home, 'map.html');
    run('map', '--html', file);
    const page = readFileSync(file, 'utf8');
    assert.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
    assert.doesNotMatch(page, /unsafe-inline|unsafe-eval|<(?:link|img|iframe)\b|src="/);
    assert.match(page, /Kim Lindqvist/);
  });

  it('M3: prints gaps', () => {
    assert.match(run('gaps'), /legacy\/ +at rest +Nobody active knows it; Ola Nordmann \(left in/);
    assert.ok(JSON.parse(run('gaps', '--json')).some((gap: { kind: string }) => gap.kind === 'one'));
  });

  it('M5, M6: prints plans', () => {
    assert.match(run('plan', '--away', 'kim@example.com'), /Kim Lindqvist shows Ben Okafor `src\/parser`/);
    assert.match(run('plan', '--newcomer', 'new@example.com'), /can show it/);
    assert.ok(JSON.parse(run('plan', '--away', 'kim@example.com', '--json')).sessions.length > 0);
    const from = new Date(Date.now() + 40 * day * 1000).toISOString().slice(0, 10);
    const dated = run('plan', '--away', 'kim@example.com', '--from', from);
    assert.match(dated, /^# If Kim Lindqvist were away from \d+ \w+ \d{4}\n/);
    assert.match(dated, /^### Week 1, from \d+ \w+ \d{4}$/m);
    const nobody = spawnSync(process.execPath, ['--no-warnings', main, 'plan', '--away', 'x@y.z'], {
      cwd: folder,
      env,
    });
    assert.equal(nobody.status, 2);
    assert.match(String(nobody.stderr), /Nobody active here is known as “x@y\.z”/);
  });

  it('M5: “after today” means the day on the wall, also where UTC has another', () => {
    // Twenty-six hours lie between these two, so their days are never the same.
    const easternDay = localDay(Date.now(), 'Etc/GMT-14');
    const statusIn = (zone: string) =>
      spawnSync(process.execPath, ['--no-warnings', main, 'plan', '--away', 'kim@example.com', '--from', easternDay], {
        cwd: folder,
        env: { ...env, TZ: zone },
      }).status;
    assert.equal(statusIn('Etc/GMT+12'), 0);
    assert.equal(statusIn('Etc/GMT-14'), 2);
  });

  it('M8: says who CODEOWNERS lists but left, and what a draft would change', () => {
    const said = run('codeowners', '--diff');
    assert.match(said, /CODEOWNERS:1: ola@example\.com on \/legacy\/ left in/);
    assert.match(said, /^- \/legacy\/ ola@example\.com$/m);
    assert.doesNotMatch(said, /^[-+] \/src\/parser\//m);
  });
});
