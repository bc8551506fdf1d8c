import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { createTestTeam, type TestTeam } from '../support/relayTeam.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');
const run = promisify(execFile);

describe('A1 whoknows pair', () => {
  let team: TestTeam;
  const homes: Record<string, string> = {};
  const as = async (who: string, ...args: string[]): Promise<string> => {
    const environment = { ...bareEnvironment, WHOKNOWS_HOME: homes[who], HOME: homes[who], TZ: 'Asia/Tokyo' };
    const { stdout } = await run(process.execPath, ['--no-warnings', cli, 'pair', ...args], { env: environment });
    return stdout;
  };
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

  before(async () => {
    team = await createTestTeam();
    for (const name of ['ana', 'kim']) {
      const member = await team.join(name);
      homes[name] = member.home;
    }
    for (const name of ['ana', 'kim']) assert.ok(homes[name]);
  });
  after(() => team.close());

  it('goes from proposal to a finished pair: propose, agree, move, skip, hold, calendar, finish', async () => {
    const propose = ['propose', 'kim', '--goal', 'Kim can release alone.', '--first', `${day(3)}T10:00`];
    assert.match(await as('ana', ...propose, '--zone', 'Europe/Berlin', '--area', 'src/release'), /^Proposed to kim/);
    assert.match(
      await as('ana', 'list'),
      /kim: Kim can release alone\.\n {2}About: src\/release\n {2}Every week, 30 minutes, first .* at 10:00 \(Europe\/Berlin\), until .*\n {2}waits for an answer/,
    );
    assert.match(
      await as('kim'),
      /ana: Kim can release alone\.\n {2}About: src\/release\n {2}Every week, .*\n {2}waits for your answer/,
    );
    assert.equal(await as('kim', 'yes'), 'Agreed.\n');
    assert.match(
      await as('ana', 'list'),
      /Every week at 10:00 \(Europe\/Berlin\), 30 minutes, until \d{4}-\d\d-\d\d\n {2}Next: .* at 10:00 \(Europe\/Berlin\)\n {2}No meeting has been due yet\./,
    );
    assert.match(await as('kim', 'move', '--to', `${day(4)}T15:30`), /^Next: .* at 15:30 /);
    assert.match(await as('ana', 'list'), /Next: .* at 15:30/);
    await as('ana', 'skip');
    const { pairs } = JSON.parse(await as('kim', 'list', '--json')) as { pairs: { meeting: string }[] };
    assert.equal(pairs[0]!.meeting, day(10));
    const address = (await as('ana', 'calendar', '--label', 'Learning')).trim();
    const text = await (await fetch(address)).text();
    assert.match(text, /SUMMARY:Learning/);
    assert.match(text, /EXDATE;TZID=Europe\/Berlin:\d{8}T100000/);
    assert.match(await as('kim', 'calendar', '--file'), /BEGIN:VCALENDAR/);
    assert.equal(await as('kim', 'finish', '--reached', 'Released 2.0.'), 'Finished: Released 2.0.\n');
    assert.match(await as('ana', 'list'), /Finished: Released 2\.0\./);
  }).timeout(90_000);

  it('P2, P4, P9: proposes a time within both people’s hours, changes what was agreed, and lists what to talk about', async () => {
    await as('kim', 'hours', '--days', '2,4', '--from', '10:00', '--to', '12:00', '--zone', 'Asia/Seoul');
    await as('ana', 'hours', '--zone', 'Asia/Tokyo');
    const { times } = JSON.parse(await as('ana', 'times', 'kim', '--json')) as { times: string[] };
    assert.ok(times.length > 0);
    for (const time of times) {
      assert.ok([2, 4].includes(new Date(time.slice(0, 10)).getUTCDay()), time);
      assert.match(time, /T1[01]:/);
    }
    const said = await as('ana', 'propose', 'kim', '--goal', 'Know the net code', '--area', 'net');
    assert.match(said, /first .* at 1[01]:\d\d, until .*\n {2}The time lies within the working hours of both/);
    await as('kim', 'yes');
    await as('kim', 'change', '--goal', 'Know net and tls', '--area', 'net', 'tls', '--until', '2099-01-31');
    await as('ana', 'change', '--minutes', '45', '--cadence', 'monthly', '--from', `${day(5)}T10:30`);
    const listed = await as('ana', 'list');
    assert.match(
      listed,
      /kim: Know net and tls\n {2}About: net, tls\n {2}Every month at 10:30 \(Asia\/Tokyo\), 45 minutes, until 2099-01-31/,
    );
    assert.match(await as('ana', 'times'), /T1[01]:\d\d {2}\w+day/);
    assert.equal(await as('kim', 'agenda'), '- The goal: Know net and tls. What is the next step?\n');
    await as('ana', 'finish', '--reached', 'Done.');
  }).timeout(120_000);

  it('says what is wrong in one sentence', async () => {
    await assert.rejects(as('ana', 'yes'), /There is no proposal here/);
    await assert.rejects(as('ana', 'propose', 'kim', '--goal', 'x', '--first', 'tomorrow'), /such as 2026-11-25T14:30/);
    await assert.rejects(
      as('ana', 'propose', 'kim', '--goal', 'x', '--first', `${day(1)}T10:00`, '--zone', 'Mars'),
      /zone: is no time zone/i,
    );
    await assert.rejects(as('ana', 'propose', 'kim', '--first', `${day(1)}T10:00`), /Say with --goal what you want/);
    await assert.rejects(as('ana', 'propose', 'ana', '--goal', 'x', '--first', `${day(1)}T10:00`), /takes two/);
  }).timeout(60_000);
});
