import { EditorStandIn, loadExtension, Secrets } from './editorStandIn.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from './relayTeam.ts';
import { temporaryFolder } from './repository.ts';

/** A team of Kim, who has a client without an editor, and Ana, whose editor can be started. */
export interface EditorTeam {
  readonly team: TestTeam;
  readonly kim: TestMember;
  /** Her client runs until her editor starts: the two are one machine. */
  readonly ana: TestMember;
  /** Ana's editor starts, with a storage of its own. */
  activate(): void;
  /** The same, until Kim sees that she is there. */
  start(): Promise<void>;
  /** Her editor is closed. */
  end(): void;
  close(): Promise<void>;
}

/** The extension over a stand-in for the editor; `gather` makes a new team for it. */
export async function memberEditor(): Promise<{ standIn: EditorStandIn; gather(): Promise<EditorTeam> }> {
  const standIn = new EditorStandIn();
  const activate = await loadExtension(standIn);
  standIn.settings.keepKeysIn = 'home';
  return { standIn, gather: () => gather(standIn, activate) };
}

async function gather(standIn: EditorStandIn, activate: (context: object) => unknown): Promise<EditorTeam> {
  const home = process.env.WHOKNOWS_HOME;
  const team = await createTestTeam();
  const [kim, ana] = [await team.join('kim'), await team.join('ana')];
  await eventually(() => kim.client.team.members.has(ana.id) && ana.client.team.members.has(kim.id));
  standIn.editors = [];
  standIn.threads.clear();
  standIn.messages.length = 0;
  standIn.answer = () => undefined;
  standIn.secrets = new Secrets();
  let end = () => {};
  const open = (): void => {
    ana.client.stop();
    process.env.WHOKNOWS_HOME = ana.home;
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    end = dispose;
    activate(context);
  };
  return {
    team,
    kim,
    ana,
    activate: open,
    async start() {
      ana.client.stop();
      // That of her client or of an editor before is not this one's.
      await eventually(() => kim.client.presence(ana.id) !== 'available');
      open();
      await eventually(() => kim.client.presence(ana.id) === 'available');
    },
    end: () => end(),
    async close() {
      end();
      if (home === undefined) delete process.env.WHOKNOWS_HOME;
      else process.env.WHOKNOWS_HOME = home;
      await team.close();
    },
  };
}
