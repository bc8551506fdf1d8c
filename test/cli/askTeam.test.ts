import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import type { Question } from '../../src/protocol/contents.ts';
import { inviteLink, parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { openHeldStore } from '../support/heldStore.ts';
import { connectRaw, proofOf } from '../support/rawMember.ts';
import {
  createTestTeam,
  eventually,
  invited,
  requestEvent,
  type TestMember,
  type TestTeam,
} from '../support/relayTeam.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

const program = path.join(import.meta.dirname, '../../src/cli/main.ts');
const author = (name: string) => ({ name: `${name[0]!.toUpperCase()}${name.slice(1)}`, email: `${name}@example.org` });
const file = 'src/parser.ts';

/** Ola asks from a terminal; Ana knows the parser best, then Kim; Ben knows nothing of it. */
describe('a member in the terminal', function () {
  this.timeout(60_000);
  let team: TestTeam;
  let repository: TestRepository;
  let home: string;
  const members: Record<string, TestMember> = {};

  before(async () => {
    repository = TestRepository.create();
    repository.work(file, 8, { author: author('ana') });
    repository.work(file, 4, { author: author('kim') });
    repository.work('docs/a.md', 2, { author: author('ben') });
    repository.work('docs/b.md', 2, { author: author('ola') });
    repository.write(file, 'const key = "ghp_0123456789abcdefghijklmnopqrstuvwxyz";\nconst two = 2;\n');
    repository.git('config', 'user.email', 'ola@example.org');
    team = await createTestTeam();
    for (const name of ['ana', 'kim', 'ben', 'ola']) members[name] = await team.join(name);
    // The terminal is Ola's only machine from here on.
    members.ola!.client.stop();
    home = members.ola!.home;
    for (const name of ['ana', 'kim', 'ben']) members[name]!.client.setPresence('available');
  });
  after(() => team?.close());

  const at = (profile: string, ...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const env = {
        ...bareEnvironment,
        HOME: home,
        GIT_CONFIG_NOSYSTEM: '1',
        WHOKNOWS_HOME: profile,
        WHOKNOWS_CACHE: path.join(temporaryFolder(), 'cache'),
      };
      const run = { cwd: repository.folder, env };
      const child = execFile(process.execPath, [program, ...args], run, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, out: stdout + stderr }),
      );
    });
  const whoknows = Object.assign((...args: string[]) => at(home, ...args), { at });
  const asked = (member: TestMember): Question[] =>
    [...member.client.team.requests.values()].flatMap(({ question }) => question ?? []);

  it('H1, S5: ask without a name addresses the best member who is there, and says who is asked next', async () => {
    const { code, out } = await whoknows('ask', `${file}:1-2`, '-m', 'Why two?');
    assert.equal(code, 0, out);
    assert.match(out, /^Asked ana; the relay has it on disk/);
    assert.match(out, /Without an answer in 15 minutes, kim, ben will be asked too\./);
    await members.ana!.until(requestEvent('request.offered'));
    assert.deepEqual(asked(members.kim!), []);
  });

  it('H1: it sends what the editor would, without the secret in the lines', () => {
    const [question] = asked(members.ana!);
    assert.deepEqual([question!.path, question!.lines, question!.personal], [file, [1, 2], true]);
    assert.match(question!.code!, /const two = 2;/);
    assert.doesNotMatch(JSON.stringify(question), /ghp_0123/);
  });

  it('E4: --preview prints exactly what would leave, without the secret, and asks nobody', async () => {
    const before = members.ana!.client.team.requests.size;
    const { out } = await whoknows('ask', `${file}:1-2`, '-m', 'Why?', '--tried', 'Reading it', '--preview');
    const shown = JSON.parse(out) as Question;
    assert.deepEqual([shown.question, shown.tried, shown.lines], ['Why?', 'Reading it', [1, 2]]);
    assert.doesNotMatch(out, /ghp_0123/);
    assert.equal(members.ana!.client.team.requests.size, before);
  });

  it('S5: somebody who does not want to be disturbed is not asked first', async () => {
    members.ana!.client.setPresence('away', Date.now() + 3_600_000);
    const away = () => team.running.relay !== undefined && members.kim!.client.presence(members.ana!.id) === 'away';
    await eventually(away);
    const { out } = await whoknows('ask', file, '-m', 'And this?');
    assert.match(out, /^Asked kim;/);
    members.ana!.client.setPresence('available');
  });

  it('--everybody asks whoever is free, all at once', async () => {
    const { out } = await whoknows('ask', file, '-m', 'Anybody?', '--everybody');
    assert.match(out, /^Asked (ana, kim, ben|ana, ben, kim|kim, ana, ben|kim, ben, ana|ben, ana, kim|ben, kim, ana);/);
  });

  it('E15: word tells the team, sealed, and --undo takes it back there too', async () => {
    const words = () => [...members.ana!.client.team.records.values()].filter(({ kind }) => kind === 'statement');
    const said = await whoknows('word', 'learn', file);
    assert.match(
      said.out,
      /^Remembered: you would like to learn src\/parser\.ts\. .*Your team knows it too, sealed\.$/m,
    );
    await eventually(() => words().length === 1);
    assert.match(
      (await whoknows('word', 'learn', file, '--undo')).out,
      /^Taken back\. Your team knows it too, sealed\.$/m,
    );
    await eventually(() => words().length === 0);
  });

  it('S8: who answers with what the team said, from what this machine has seen', async () => {
    await whoknows('word', 'know', 'docs');
    const { out } = await whoknows('who', 'docs/a.md', '--as', 'kim@example.org', '--json');
    assert.deepEqual(
      JSON.parse(out).people.map(({ name }: { name: string }) => name),
      ['Ola', 'Ben'],
    );
  });

  it('H2: whoever accepts in a terminal is shown the place, the question and the lines', async () => {
    const { request } = members.ana!.client.ask({
      question: { question: 'Why three?', path: file, lines: [9, 10], code: 'if (a) {\n\tthree();\u202e' },
      steps: [{ candidates: [members.ola!.id], wait: 60_000 }],
    });
    const { code, out } = await whoknows('accept', request.slice(0, 10));
    assert.equal(code, 0, out);
    assert.equal(out, 'You are helping ana.\nsrc/parser.ts:9-10: Why three?\n   9  if (a) {\n  10      three();\n');
  });

  it('R2: renames, makes an owner, and cuts a lost machine off', async () => {
    assert.match((await whoknows('rename', 'Ola Nordmann')).out, /^The team calls you Ola Nordmann now\.$/m);
    await eventually(() => members.ana!.client.team.members.get(members.ola!.id)?.name === 'Ola Nordmann');
    await members.ana!.client.promote(members.ola!.id).done;
    assert.equal((await whoknows('promote', 'ben')).out, 'ben is an owner now.\n');

    const link = (await whoknows('invite', '--own-machine')).out;
    const lost = await joinTeam(createFileStorage(temporaryFolder()), parseInviteLink(link)!, { name: '', emails: [] });
    const { machines } = JSON.parse((await whoknows('machines', '--json')).out) as { machines: { machine: string }[] };
    assert.ok(machines.some(({ machine }) => machine === lost.device));
    assert.match((await whoknows('machines', 'remove', '-none')).out, /You have no machine -none;/);
    const removed = await whoknows('machines', 'remove', lost.device);
    assert.equal(removed.out, `${lost.device.slice(0, 8)} can no longer connect.\n`);
    const raw = await connectRaw(team.address);
    raw.send(proofOf(lost, await raw.next('relay.challenge')));
    assert.equal((await raw.closed).code, 4103);
    assert.match((await whoknows('figures')).out, /^Nothing for \d{4}-\d\d: a figure shows once the month is over/);
  });

  it('refuses lines that are not there, and joining twice, in one sentence', async () => {
    const beyond = await whoknows('ask', `${file}:2-90`, '-m', 'x');
    assert.deepEqual(beyond, {
      code: 2,
      out: 'whoknows: src/parser.ts has 2 lines; src/parser.ts:2-90 goes beyond.\n',
    });
    const sentences: [string[], RegExp][] = [
      [['ask', 'src/nosuch.ts', '-m', 'x'], /^whoknows: There is no src\/nosuch\.ts here; [^\n]*\n$/],
      [['ask', `${file}:2-`, '-m', 'x'], /^whoknows: There is no src\/parser\.ts:2- here; [^\n]*\n$/],
      [['say', ''], /^whoknows: There is nothing to say; [^\n]*\n$/],
      [['later', '--in', '0.1'], /^whoknows: --in takes minutes, from 1 to 4320, [^\n]*\n$/],
    ];
    for (const [args, text] of sentences) {
      const run = await whoknows(...args);
      assert.match(run.out, text);
      assert.equal(run.code, 2);
    }
    const link = await invited(members.ana!);
    const again = await whoknows('join', link, '--name', 'Ola', '--email', 'ola@example.org');
    assert.deepEqual(
      [again.code, again.out],
      [1, 'whoknows: You are in this team on this machine already; there is nothing to join.\n'],
    );
  });

  it('T6: who was put out, who was never let in, and whose relay is gone can leave on their machine and join anew', async () => {
    const here = temporaryFolder();
    const link = await invited(members.ana!);
    const join = ['--name', 'Eva', '--email', 'eva@example.org'];
    assert.equal((await whoknows.at(here, 'join', link, ...join)).code, 0);
    const eva = JSON.parse(readFileSync(path.join(here, 'profile.json'), 'utf8')) as { member: string };
    await eventually(() => members.ana!.client.team.members.has(eva.member));
    await members.ana!.client.revoke(eva.member).done;
    assert.match((await whoknows.at(here, 'team')).out, /You are no longer a member of this team/);
    const left = { code: 0, out: 'You have left the team.\n' };
    assert.deepEqual(await whoknows.at(here, 'leave', '--yes'), left);
    assert.match((await whoknows.at(here, 'team')).out, /You have not joined a team here yet/);

    const unvouched = inviteLink({ ...parseInviteLink(await invited(members.ana!))!, teamKey: '' });
    assert.match((await whoknows.at(here, 'join', unvouched, ...join)).out, /a member must let you in now/);
    assert.deepEqual(await whoknows.at(here, 'leave', '--yes'), left);

    assert.equal((await whoknows.at(here, 'join', await invited(members.ana!), ...join)).code, 0);
    assert.deepEqual(await whoknows.at(here, 'leave', '--yes', '--untold'), left);
  });

  it('a join that has failed leaves the commands that need no team as they are', async () => {
    const here = temporaryFolder();
    const part = (await invited(members.ana!)).replace(/&s=[^&]*/, `&s=${'A'.repeat(43)}`);
    assert.equal((await whoknows.at(here, 'join', part, '--name', 'Eva', '--email', 'eva@example.org')).code, 5);
    const kept = JSON.stringify({
      ...JSON.parse(readFileSync(path.join(home, 'profile.json'), 'utf8')),
      joining: true,
    });
    writeFileSync(path.join(here, 'profile.json'), kept);
    assert.equal((await whoknows.at(here, 'who', file)).code, 0);
  });

  it('says what is wrong with a name, an address, a time zone and a folder, in one sentence', async () => {
    const link = await invited(members.ana!);
    const cases: [string[], number, RegExp][] = [
      [['rename', 'n'.repeat(401)], 1, /^whoknows: That name is too long; [^\n]*\n$/],
      [['rename', '--email', ''], 2, /^whoknows: An address is empty; [^\n]*\n$/],
      [['join', link, '--name', 'x', '--email', ''], 2, /^whoknows: Joining needs --name and --email[^\n]*\n$/],
      [['join', link, '--name', 'x', '--email', 'x', '--zone', 'Nowhere'], 2, /^whoknows: --zone takes [^\n]*\n$/],
    ];
    for (const [args, code, text] of cases) {
      const run = await whoknows.at(args[0] === 'join' ? temporaryFolder() : home, ...args);
      assert.match(run.out, text);
      assert.equal(run.code, code);
    }
    const folder = await whoknows.at(path.join(repository.folder, file), 'join', link, '--name', 'x', '--email', 'x');
    assert.match(folder.out, /^whoknows: The profile folder \S+ cannot be read \(ENOTDIR\); [^\n]*\n$/);
    assert.equal(folder.code, 1);
  });

  it('D8: with the relay down the word is kept here and waits for the team', async () => {
    await team.running.close();
    const { code, out } = await whoknows('word', 'know', file);
    assert.equal(code, 0, out);
    assert.match(out, /Your team hears of it when the relay can be reached\./);
    const asked = await whoknows('ask', file, '-m', 'Why?', '--json');
    assert.equal(asked.code, 5);
    assert.match(asked.out, /^\{"request":"[\w-]{22}","state":"waiting","reason":"[^"]+"\}\nwhoknows: [^\n]*\n$/);
    await team.restart();
  });

  it('H3: a command that a relay takes and does not answer says that it waits, and is done later', async () => {
    const folder = temporaryFolder();
    const { store, hold } = await openHeldStore(folder);
    const slow = await createTestTeam({ store });
    const eva = await slow.join('eva');
    eva.client.stop();
    const goOn = hold();
    const { code, out } = await whoknows.at(eva.home, 'rename', 'Eva Lind');
    assert.equal(code, 5);
    assert.match(out, /^whoknows: The relay does not answer\. What you said waits in the outbox [^\n]*\n$/);
    goOn();
    await eventually(async () => (await whoknows.at(eva.home, 'team')).out === 'Eva Lind (owner) (you)\n');
    await slow.close();
  });
});
