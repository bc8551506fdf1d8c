import { EditorStandIn, loadExtension, Secrets } from './editorStandIn.ts';
import { createTestTeam, eventually, type TestMember, type TestTeam } from './relayTeam.ts';
import { temporaryFolder } from './repository.ts';

/** A team of Kim, who has a client without an editor, and Ana, whose editor can be started. */
export interface EditorTeam {
  readonly team: TestTeam;
  readonly kim: TestMember;
  /** Her client runs until her editor starts: the two are one machine. */
  readonly ana: TestMember;
  /** Ana's editor starts, in a workspace of its own or in the one with this storage. */
  activate(storage?: string): void;
  /** The same, until Kim sees that she is there. */
  start(storage?: string): Promise<void>;
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
  const open = (storage = temporaryFolder()): void => {
    ana.client.stop();
    process.env.WHOKNOWS_HOME = ana.home;
    const { context, dispose } = standIn.makeContext(storage);
    end = dispose;
    activate(context);
  };
  return {
    team,
    kim,
    ana,
    activate: open,
    async start(storage) {
      const { metrics } = team.running.relay;
      ana.client.stop();
      // Somebody who goes is shown as there for some seconds: it takes more than that to tell the one machine from the other.
      await eventually(() => metrics.connections === 1);
      open(storage);
      await eventually(() => metrics.connections === 2 && kim.client.presence(ana.id) === 'available');
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
