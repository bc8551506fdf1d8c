import assert from 'node:assert/strict';
import path from 'node:path';
import { EditorStandIn, editorOf, loadExtension } from '../support/editorStandIn.ts';
import { eventually } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';

describe('V1 what follows the file in front: the name in the status bar', function () {
  this.timeout(60_000);
  const cache = process.env.WHOKNOWS_CACHE;
  const { folder } = makeStoryRepository();
  let standIn: EditorStandIn;
  let activate: (context: object) => unknown;
  let end: () => void;

  before(async () => {
    process.env.WHOKNOWS_CACHE = temporaryFolder();
    standIn = new EditorStandIn();
    standIn.folders = [{ uri: { scheme: 'file', fsPath: folder, path: folder }, name: 'story', index: 0 }];
    activate = await loadExtension(standIn);
  });

  beforeEach(() => {
    standIn.isTrusted = true;
    standIn.editors = [];
    standIn.tab = undefined;
  });

  afterEach(() => end());

  after(() => {
    if (cache === undefined) delete process.env.WHOKNOWS_CACHE;
    else process.env.WHOKNOWS_CACHE = cache;
  });

  /** In a workspace where somebody has asked before. */
  const start = async (): Promise<void> => {
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    const { workspaceState } = context as { workspaceState: { update(key: string, value: unknown): Promise<void> } };
    await workspaceState.update('whoknows.asked', true);
    activate(context);
  };
  const open = (file: string) => standIn.open(editorOf({ scheme: 'file', fsPath: path.join(folder, file) }, ''));
  const item = () => standIn.statusItems.get('whoknows.helper')!;
  const says = (text: string) => eventually(() => item().text === `$(person) ${text}`);

  it('is there at once for a file that comes back, and never that of another file', async () => {
    await start();
    open('src/parser.ts');
    await says('Ana Souza');
    open('server/relay.ts');
    assert.equal(item().text, '$(person) Who knows?');
    await says('Kim Lindqvist');
    item().texts.length = 0;
    open('src/parser.ts');
    open('server/relay.ts');
    open('src/lexer.ts');
    await says('Ben Okafor');
    assert.deepEqual(
      item().texts.map((text) => text.replace('$(person) ', '')),
      ['Ana Souza', 'Kim Lindqvist', 'Who knows?', 'Ben Okafor'],
    );
  });

  it('is not that of a file which was left before its answer came', async () => {
    await start();
    open('src/parser.ts');
    await says('Ana Souza');
    const { fs } = (standIn.api as { workspace: { fs: { stat(uri: { fsPath: string }): Promise<unknown> } } })
      .workspace;
    const { stat } = fs;
    const looked: string[] = [];
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    fs.stat = async (uri) => {
      looked.push(path.basename(uri.fsPath));
      if (uri.fsPath.endsWith('relay.ts')) await held;
      return stat(uri);
    };
    open('server/relay.ts');
    await eventually(() => looked.includes('relay.ts'));
    open('src/lexer.ts');
    await says('Ben Okafor');
    release();
    // What is looked up after it is there later than it would be.
    open('src/parser.ts');
    await eventually(() => looked.includes('parser.ts'));
    fs.stat = stat;
    assert.ok(!item().texts.includes('$(person) Kim Lindqvist'));
  });

  /** To a tab without a text, such as a picture. */
  const goTo = (file: string): void => {
    const { TabInputCustom } = standIn.api as { TabInputCustom: new () => object };
    const { uri } = editorOf({ scheme: 'file', fsPath: path.join(folder, file) }, '').document;
    standIn.editors = [];
    standIn.tab = Object.assign(new TabInputCustom(), { uri });
    standIn.fire('tabGroups.onDidChangeTabs', { opened: [], changed: [], closed: [] });
  };

  it('follows from one tab without a text to the next, as the view does', async () => {
    await start();
    goTo('src/parser.ts');
    await says('Ana Souza');
    void standIn.commands.get('whoknows.whoCanHelp')!();
    const inView = (name: string) => eventually(() => standIn.views.get('whoknows.file')!.description === name);
    await inView('parser.ts');
    goTo('server/relay.ts');
    await says('Kim Lindqvist');
    await inView('relay.ts');
  });

  it('comes with trust, and so do pairs', async () => {
    standIn.isTrusted = false;
    open('src/parser.ts');
    await start();
    assert.equal(item().text, '$(person) Who knows?');
    const { treeDataProvider } = standIn.views.get('whoknows.learning')!;
    assert.deepEqual(await treeDataProvider.getChildren(), []);
    const told = new Promise<void>((resolve) => void treeDataProvider.onDidChangeTreeData(resolve));
    standIn.grantTrust();
    await says('Ana Souza');
    await told;
    assert.notDeepEqual(await treeDataProvider.getChildren(), []);
  });
});
