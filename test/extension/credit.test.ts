import assert from 'node:assert/strict';
import { type EditorStandIn, GitRepositoryStandIn } from '../support/editorStandIn.ts';
import { type EditorTeam, memberEditor } from '../support/memberEditor.ts';
import { eventually } from '../support/relayTeam.ts';
import { TestRepository, temporaryFolder } from '../support/repository.ts';

/** Kim has helped Ana, whose editor this is. */
describe('H10 credit for who helped', function () {
  this.timeout(60_000);
  const cache = process.env.WHOKNOWS_CACHE;
  const trailer = 'Co-authored-by: kim <kim@example.org>';
  let standIn: EditorStandIn;
  let gather: () => Promise<EditorTeam>;
  let here: EditorTeam;
  let asked: TestRepository;
  let other: GitRepositoryStandIn;
  let repository: GitRepositoryStandIn;

  before(async () => {
    process.env.WHOKNOWS_CACHE = temporaryFolder();
    ({ standIn, gather } = await memberEditor());
  });

  beforeEach(async () => {
    here = await gather();
    asked = TestRepository.create();
    asked.commit({ 'src/a.ts': 'a\n' }, { author: { name: 'Kim', email: 'kim@example.org' } });
    const elsewhere = TestRepository.create();
    elsewhere.commit({ 'b.ts': 'b\n' });
    [other, repository] = [new GitRepositoryStandIn(elsewhere.folder), new GitRepositoryStandIn(asked.folder)];
    standIn.repositories = [other, repository];
  });

  afterEach(async () => {
    standIn.repositories = undefined;
    await here.close();
  });

  after(() => {
    if (cache === undefined) delete process.env.WHOKNOWS_CACHE;
    else process.env.WHOKNOWS_CACHE = cache;
  });

  const session = async (): Promise<void> => {
    const { kim, ana } = here;
    const root = asked.git('rev-parse', 'HEAD');
    const { request, done } = ana.client.ask({
      question: { question: 'Why?', path: 'src/a.ts', commit: root, roots: [root] },
      steps: [{ candidates: [kim.id], wait: 600_000 }],
    });
    await done;
    await eventually(() => kim.client.team.requests.has(request));
    await kim.client.accept(request).done;
    await kim.client.end(request).done;
  };
  const offers = () => standIn.messages.filter((message) => message.startsWith('kim helped you here')).length;
  const press = (button: string | undefined) => {
    standIn.answer = (message, buttons) =>
      message.startsWith('kim helped you here') ? buttons.find((one) => one === button) : undefined;
  };

  it('is offered once there is something to commit in the repository that it was about, and goes into that one’s message', async () => {
    press('Co-authored-by');
    await session();
    await here.start();
    other.change();
    repository.inputBox.value = 'Count once';
    repository.change();
    await eventually(() => repository.inputBox.value === `Count once\n\n${trailer}`);
    assert.equal(other.inputBox.value, '');
    assert.equal(offers(), 1);
  });

  it('is asked for again in a later window where the question was closed; a no is kept', async () => {
    const storage = temporaryFolder();
    press(undefined);
    await session();
    await here.start(storage);
    repository.change();
    await eventually(() => offers() === 1);
    here.end();
    standIn.repositories = [];
    press('No, Thanks');
    await here.start(storage);
    await eventually(() => [...standIn.taken].some(({ what }) => what === 'git.onDidOpenRepository'));
    const late = new GitRepositoryStandIn(asked.folder);
    standIn.repositories = [late];
    standIn.fire('git.onDidOpenRepository', late);
    late.change();
    await eventually(() => offers() === 2);
    const settled = () => standIn.workspaces.get(storage)!.get('whoknows.credited');
    await eventually(() => Array.isArray(settled()));
    assert.deepEqual([repository.inputBox.value, late.inputBox.value], ['', '']);
  });

  it('can be given later by the command, in the repository that it was about', async () => {
    await session();
    await here.start();
    standIn.pick = (rows) => rows[0];
    await eventually(async () => {
      await standIn.commands.get('whoknows.creditHelper')!();
      return repository.inputBox.value !== '';
    });
    assert.equal(repository.inputBox.value, '\n\nHelped-by: kim <kim@example.org>');
    assert.equal(other.inputBox.value, '');
  });
});
