import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type CardStandIn, EditorStandIn, editorOf, loadExtension } from '../support/editorStandIn.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from '../support/relayTeam.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

/** Ana's editor, in a team with Kim. */
describe('H1 the card, about what is in front', function () {
  this.timeout(60_000);
  const home = process.env.WHOKNOWS_HOME;
  const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n');
  let standIn: EditorStandIn;
  let team: TestTeam;
  let kim: TestMember;
  let file: string;
  let end: () => void;

  before(async () => {
    standIn = new EditorStandIn();
    const activate = await loadExtension(standIn);
    const repository = TestRepository.create();
    repository.commit({ 'src/a.ts': text });
    file = path.join(repository.folder, 'src/a.ts');
    team = await createTestTeam();
    const ana = await team.join('ana');
    kim = await team.join('kim');
    await eventually(() => ana.client.team.members.has(kim.id));
    ana.client.stop();
    process.env.WHOKNOWS_HOME = ana.home;
    standIn.settings.keepKeysIn = 'home';
    standIn.folders = [
      { uri: { scheme: 'file', fsPath: repository.folder, path: repository.folder }, name: '', index: 0 },
    ];
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    activate(context);
    await eventually(() => kim.client.presence(ana.id) === 'available');
  });

  beforeEach(() => {
    standIn.cards.length = 0;
    standIn.messages.length = 0;
    standIn.tab = undefined;
  });

  after(async () => {
    end();
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
    await team.close();
  });

  const open = async (): Promise<CardStandIn> => {
    void standIn.commands.get('whoknows.ask')!();
    await eventually(() => standIn.cards.some(({ isOpen }) => isOpen)).catch(() =>
      assert.fail(`no card: ${standIn.messages}`),
    );
    return standIn.cards.at(-1)!;
  };
  const asked = async (question: string) => {
    const card = await open();
    card.type(question);
    card.enter();
    const found = () => [...kim.client.team.requests.values()].find((view) => view.question?.question === question);
    await eventually(() => found() !== undefined);
    return found()!.question!;
  };
  const onDisk = () => ({ scheme: 'file', fsPath: file });
  const inGit = () => ({ scheme: 'git', fsPath: file, query: JSON.stringify({ path: file, ref: '' }) });

  it('asks about the file beside its older version, where a difference is on the screen', async () => {
    standIn.editors = [
      editorOf(inGit(), 'something else'),
      editorOf(onDisk(), text, { lines: [4, 6], isActive: true }),
    ];
    const { path: where, lines, code } = await asked('The new one?');
    assert.deepEqual([where, lines, code], ['src/a.ts', [4, 6], 'line 4\nline 5\nline 6']);
  });

  it('asks about the file of a staged change, of which neither side is on disk, and about no line of it', async () => {
    const { TabInputTextDiff } = standIn.api as { TabInputTextDiff: new () => object };
    const staged = editorOf(inGit(), text.replace('line 1\n', ''), { lines: [2, 3], isActive: true });
    standIn.editors = [staged];
    standIn.tab = Object.assign(new TabInputTextDiff(), {
      original: staged.document.uri,
      modified: staged.document.uri,
    });
    const { path: where, lines } = await asked('And this?');
    assert.deepEqual([where, lines], ['src/a.ts', undefined]);
  });

  it('asks about the file of a notebook, not about lines of a cell', async () => {
    const { TabInputNotebook } = standIn.api as { TabInputNotebook: new () => object };
    const cell = { scheme: 'vscode-notebook-cell', fsPath: file };
    standIn.editors = [editorOf(cell, 'import x', { isActive: true })];
    standIn.tab = Object.assign(new TabInputNotebook(), { uri: editorOf(onDisk(), '').document.uri });
    const { lines, code } = await asked('Which cell?');
    assert.deepEqual([lines, code], [undefined, undefined]);
  });

  it('asks about a line that is too long to go along', async () => {
    standIn.editors = [editorOf(onDisk(), `one\n${'x'.repeat(200_000)}`, { lines: [2, 2], isActive: true })];
    const { lines, code } = await asked('What made this?');
    assert.deepEqual([lines, code], [[2, 2], undefined]);
  });

  it('says when a question is too long, and sends it when it is shorter', async () => {
    standIn.editors = [editorOf(onDisk(), text, { isActive: true })];
    const card = await open();
    card.type('y'.repeat(70_000));
    card.enter();
    await eventually(() => standIn.messages.length > 0);
    assert.deepEqual(standIn.messages, ['This is longer than can be sent; make it shorter and send it again.']);
    assert.ok(card.isOpen && !card.busy);
    card.type('Why so short?');
    card.enter();
    await eventually(() =>
      [...kim.client.team.requests.values()].some(({ question }) => question?.question === 'Why so short?'),
    );
    assert.ok(!card.isOpen);
    assert.equal(readFileSync(file, 'utf8'), text);
  });
});
