import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { makeEdit } from '../../src/app/suggestedEdit.ts';
import { type EditorStandIn, editorOf, Secrets } from '../support/editorStandIn.ts';
import { type EditorTeam, memberEditor } from '../support/memberEditor.ts';
import { eventually, requestEvent, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}\n`).join('');

/** Ana's editor; Kim is the other one of each session. */
describe('in a session', function () {
  this.timeout(60_000);
  let standIn: EditorStandIn;
  let gather: () => Promise<EditorTeam>;
  let here: EditorTeam;
  let team: TestTeam;
  let kim: TestMember;
  let ana: TestMember;
  let repository: TestRepository;

  before(async () => {
    ({ standIn, gather } = await memberEditor());
  });

  beforeEach(async () => {
    here = await gather();
    ({ team, kim, ana } = here);
    repository = TestRepository.create();
    repository.commit({ 'src/a.ts': text });
    standIn.folders = [folderOf(repository.folder)];
    await here.start();
  });

  afterEach(() => here.close());

  const folderOf = (folder: string) => ({ uri: { scheme: 'file', fsPath: folder, path: folder }, name: '', index: 0 });
  const place = () => ({
    path: 'src/a.ts',
    lines: [4, 6] as [number, number],
    commit: repository.git('rev-parse', 'HEAD'),
    roots: [repository.git('rev-parse', 'HEAD')],
  });
  const press = (button: string) => {
    standIn.answer = (_, buttons) => buttons.find((one) => one === button);
  };
  /** Kim asks and Ana accepts in her editor. */
  const asHelper = async (question = 'Why?'): Promise<string> => {
    const { request, done } = kim.client.ask({
      question: { question, ...place(), code: 'line 4\nline 5\nline 6', personal: true },
      steps: [{ candidates: [ana.id], wait: 600_000 }],
    });
    await done;
    await eventually(() => standIn.messages.some((message) => message.startsWith('kim asks about')));
    standIn.messages.length = 0;
    await standIn.commands.get('whoknows.acceptRequest')!(request);
    await eventually(() => kim.client.team.requests.get(request)?.state.status === 'active');
    return request;
  };
  const thread = () => [...standIn.threads][0]!;
  const said = async (words: string) => {
    await standIn.commands.get('whoknows.say')!({ thread: thread(), text: words });
  };

  it('what cannot be sent is said, and is not shown as waiting for ever', async () => {
    await asHelper();
    await eventually(() => standIn.threads.size === 1);
    await said('x '.repeat(26_000));
    await eventually(() => standIn.messages.length > 0);
    assert.equal(standIn.messages.length, 1);
    await eventually(() => thread().comments.every(({ contextValue }) => contextValue !== 'unsent'));
    await said('shorter');
    await kim.until((event) => event.type === 'record' && event.record.kind === 'message');
  });

  it('R2 who takes another name goes by it in what was said before', async () => {
    await asHelper();
    await eventually(() => standIn.threads.size === 1);
    const names = () => thread().comments.map(({ author }) => author.name);
    assert.deepEqual(names(), ['kim']);
    await (await kim.client.updateProfile({ name: 'Kim Nyström' })).done;
    await eventually(() => names().join() === 'Kim Nyström');
  });

  it('H4 the text that was shown for want of a file gives way to the file once it is there', async () => {
    standIn.folders = [folderOf(temporaryFolder())];
    const request = await asHelper();
    await eventually(() => standIn.threads.size === 1);
    assert.equal((thread().uri as { scheme: string }).scheme, 'whoknows');
    const clone = temporaryFolder();
    execFileSync('git', ['clone', '-q', repository.folder, clone]);
    standIn.folders = [folderOf(clone)];
    await standIn.commands.get('whoknows.openRequest')!(request);
    assert.equal(standIn.threads.size, 1);
    assert.equal((thread().uri as { fsPath: string }).fsPath, path.join(clone, 'src/a.ts'));
  });

  it('of two clones in one window the one is meant in which the file is open', async () => {
    const clone = temporaryFolder();
    execFileSync('git', ['clone', '-q', repository.folder, clone]);
    standIn.folders = [folderOf(repository.folder), folderOf(clone)];
    const editor = editorOf({ scheme: 'file', fsPath: path.join(clone, 'src/a.ts') }, text);
    standIn.editors = [editor];
    const session = await asHelper();
    await eventually(() => standIn.threads.size === 1);
    assert.equal((thread().uri as { fsPath: string }).fsPath, path.join(clone, 'src/a.ts'));

    const { lines, path: where, roots } = place();
    const content = { text: 'It counts twice.', topic: 'a', path: where, lines, code: 'line 4\nline 5\nline 6', roots };
    const { record, done } = kim.client.addRecord({ kind: 'note', scope: { session }, content });
    await done;
    const lenses = () => standIn.lenses!.provideCodeLenses(editor.document);
    await eventually(async () => (await lenses()).length === 1);

    // The last note that goes has to leave the text, which the editor asks for only when it is told.
    let told = 0;
    const listener = standIn.lenses!.onDidChangeCodeLenses(() => told++);
    await kim.client.eraseRecord(record).done;
    await eventually(async () => (await lenses()).length === 0);
    // It tells at the end of the turn; later it would tell anyway, as the note is new.
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    assert.ok(told > 0);
    listener.dispose();
  });

  it('H6 a suggestion is applied once however often it is pressed, and undone only where it was the last change', async () => {
    const editor = editorOf({ scheme: 'file', fsPath: path.join(repository.folder, 'src/a.ts') }, text);
    standIn.editors = [editor];
    // Here it is the asker who suggests; the editor does not mind.
    await asHelper();
    const edit = makeEdit('src/a.ts', text, `${text}new\n`)!;
    const [session] = kim.client.team.requests.keys();
    const { record, done } = kim.client.addRecord({ kind: 'edit', scope: { session: session! }, content: edit });
    await done;
    await eventually(() => thread().comments.some(({ contextValue }) => contextValue === 'edit'));
    const apply = () => standIn.commands.get('whoknows.applyEdit')!(record);
    await Promise.all([apply(), apply()]);
    assert.equal(editor.document.text, `${text}new\n`);
    standIn.messages.length = 0;
    await apply();
    assert.deepEqual(standIn.messages, ['This suggestion has been applied already.']);
    assert.equal(editor.document.text, `${text}new\n`);

    editor.document.text = text;
    standIn.ran.length = 0;
    standIn.answer = (message, buttons) => {
      if (!message.startsWith('Applied')) return undefined;
      editor.document.text += 'written since\n';
      return buttons.find((one) => one === 'Undo');
    };
    await apply();
    assert.ok(!standIn.ran.includes('undo'));
    assert.match(standIn.messages.at(-1)!, /^a\.ts has changed since/);
  });

  it('H6 a suggestion in the making outlives a reload, and nothing of it the session', async () => {
    const storage = temporaryFolder();
    here.end();
    await here.start(storage);
    const session = await asHelper();
    standIn.editors = [editorOf({ scheme: 'file', fsPath: path.join(repository.folder, 'src/a.ts') }, text)];
    const suggest = async () => {
      await standIn.commands.get('whoknows.suggestEdit')!(session);
      return standIn.differences.at(-1)!;
    };
    const texts = ({ left, right }: (typeof standIn.differences)[0]) => [
      standIn.providers.get('whoknows')!.provideTextDocumentContent(left),
      String(Buffer.from(standIn.providers.get('whoknows-edit')!.readFile(right))),
    ];
    const reload = async () => {
      here.end();
      standIn.threads.clear();
      await here.start(storage);
      await eventually(() => standIn.threads.size === 1);
    };
    const sides = await suggest();
    assert.deepEqual(texts(sides), [text, text]);
    standIn.providers.get('whoknows-edit')!.writeFile(sides.right, Buffer.from(`${text}half a thought\n`));
    standIn.differences.length = 0;
    await reload();
    const [again] = standIn.differences;
    assert.deepEqual(again && texts(again), [text, `${text}half a thought\n`]);
    // Who closes it finds it when they want it again.
    const { TabInputTextDiff } = standIn.api as { TabInputTextDiff: new () => object };
    const input = Object.assign(new TabInputTextDiff(), { original: sides.left, modified: sides.right });
    standIn.fire('tabGroups.onDidChangeTabs', { opened: [], changed: [], closed: [{ input }] });
    standIn.differences.length = 0;
    await reload();
    assert.deepEqual(standIn.differences, []);
    assert.deepEqual(texts(await suggest()), [text, `${text}half a thought\n`]);

    const kept = () => {
      const memory = standIn.workspaces.get(storage)!;
      return JSON.stringify(memory.keys().map((key) => memory.get(key)));
    };
    assert.match(kept(), /half a thought/);
    await kim.client.end(session).done;
    await eventually(() => !/half a thought|line 1/.test(kept()));
    assert.throws(() => texts(sides));
  });

  it('H6 nothing is kept of a suggestion whose session ends, or whose team is left, while the editor is closed', async () => {
    const storage = temporaryFolder();
    const kept = () => JSON.stringify(standIn.workspaces.get(storage)!.get('whoknows.scratch') ?? '');
    const begin = async () => {
      here.end();
      await here.start(storage);
      const session = await asHelper();
      await standIn.commands.get('whoknows.suggestEdit')!(session);
      assert.match(kept(), /line 1/);
      here.end();
      return session;
    };
    standIn.editors = [editorOf({ scheme: 'file', fsPath: path.join(repository.folder, 'src/a.ts') }, text)];
    await kim.client.end(await begin()).done;
    assert.match(kept(), /line 1/);
    await here.start(storage);
    await eventually(() => !/line 1/.test(kept()));

    await begin();
    rmSync(path.join(ana.home, 'profile.json'));
    here.activate(storage);
    await eventually(() => !/line 1/.test(kept()));
  });

  it('H6 a suggestion that is too long to be sent says so, and stays', async () => {
    const session = await asHelper();
    standIn.editors = [editorOf({ scheme: 'file', fsPath: path.join(repository.folder, 'src/a.ts') }, text)];
    await standIn.commands.get('whoknows.suggestEdit')!(session);
    const { right } = standIn.differences.at(-1)!;
    const { path: name, query } = right as { path: string; query: string };
    const draft = editorOf({ scheme: 'whoknows-edit', fsPath: name, query }, `${text}${'long\n'.repeat(70_000)}`);
    standIn.editors = [draft];
    standIn.messages.length = 0;
    const send = () => standIn.commands.get('whoknows.sendEdit')!();
    await send();
    assert.match(standIn.messages.join(), /^This suggestion is longer than can be sent/);
    draft.document.text = `${text}short\n`;
    await send();
    await kim.until((event) => event.type === 'record' && event.record.kind === 'edit');
  });

  it('what one is invited to look at and does not have is named', async () => {
    const request = await asHelper();
    await eventually(() => standIn.threads.size === 1);
    press('Look');
    kim.client.live(request, { is: 'look', path: 'src/elsewhere.ts', lines: [1, 2] });
    await eventually(() => standIn.messages.some((message) => message.startsWith('src/elsewhere.ts is not here')));
  });

  it('the other’s log entry is confirmed as it was read', async () => {
    const session = await asHelper();
    const entry = (topic: string) => ({
      topic,
      outcome: 'solved' as const,
      minutes: 3,
      asker: 'kim',
      helper: 'ana',
      startedAt: 1,
      endedAt: 2,
    });
    let changed = false;
    standIn.answer = async (message, buttons) => {
      if (!message.includes('wrote down')) return undefined;
      if (!changed) {
        changed = true;
        await kim.client.proposeLog(session, entry('another topic')).done;
        await eventually(() => standIn.messages.filter((one) => one.includes('another topic')).length === 1);
      }
      return message.includes('one topic') ? buttons.find((one) => one === 'Confirm') : undefined;
    };
    await kim.client.end(session).done;
    await kim.client.proposeLog(session, entry('one topic')).done;
    await eventually(() => standIn.messages.filter((one) => one.includes('another topic')).length === 2);
    assert.equal(kim.client.team.requests.get(session)!.state.status, 'ended');
  });

  it('H8 a long question and a long sentence end in a log entry and a note that the relay takes', async () => {
    const session = await asHelper('Why? '.repeat(10_000));
    void standIn.commands.get('whoknows.endSession')!(session);
    const open = () => standIn.cards.find(({ isOpen }) => isOpen);
    await eventually(() => open() !== undefined);
    const card = open()!;
    card.type('Therefore. '.repeat(5_400));
    card.enter();
    for (const kind of ['log-entry', 'note'])
      await kim.until((event) => event.type === 'record' && event.record.kind === kind);
    await kim.until(requestEvent('log.proposed'));
  });

  it('S5 not wanting to be disturbed outlives a reload, also where the editor forgets its secrets', async () => {
    standIn.pick = (rows) => rows.find(({ label }) => label.includes('for an hour'));
    await standIn.commands.get('whoknows.setStatus')!();
    await eventually(() => kim.client.presence(ana.id) === 'away');
    here.end();
    standIn.secrets = new Secrets();
    here.activate();
    // Once an invite is made, the relay knows how Ana is, and once Kim has one, so does she.
    standIn.clipboard = '';
    await eventually(async () => {
      await standIn.commands.get('whoknows.invite')?.();
      return standIn.clipboard !== '';
    });
    await kim.client.invite().done;
    assert.equal(kim.client.presence(ana.id), 'away');
    standIn.pick = (rows) => rows.find(({ label }) => label.includes('Available'));
    await standIn.commands.get('whoknows.setStatus')!();
    await eventually(() => kim.client.presence(ana.id) === 'available');
  });

  it('is told when something else answers in the relay’s place, and is back once that has gone', async () => {
    const { port } = team.running;
    kim.client.stop();
    await team.running.close();
    const portal = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => portal.listen(port, '127.0.0.1', resolve));
    await eventually(() => standIn.messages.some((message) => message.includes('but it is no relay')));
    standIn.focus();
    await new Promise<void>((resolve) => {
      portal.close(() => resolve());
      portal.closeAllConnections();
    });
    await team.restart();
    await eventually(async () => {
      standIn.focus();
      return team.running.relay.metrics.connections === 1;
    });
    assert.equal(standIn.messages.length, 1);
  });

  it('and in a team whose relay is gone one need not stay', async () => {
    await team.running.close();
    press('Leave Anyway');
    // Until the editor has noticed it offers to tell the relay.
    await eventually(async () => {
      await standIn.commands.get('whoknows.leaveTeam')!();
      return standIn.messages.some((message) => message.startsWith('You are in no team yet'));
    });
    assert.deepEqual(
      ['profile.json', 'team.jsonl'].filter((file) => existsSync(path.join(ana.home, file))),
      [],
    );
    await team.restart();
  });
});
