import * as vscode from 'vscode';
import type { Host } from '../app/host.ts';
import { teamDecisions } from '../app/sharedDecisions.ts';
import { registerAgentTools } from './agentTools.ts';
import { registerAsking } from './asking.ts';
import { registerCommands } from './commands.ts';
import { registerCredit } from './credit.ts';
import { registerDeepLinks } from './deepLinks.ts';
import { registerEnding } from './endSession.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { FileView } from './fileView.ts';
import { gitIdentity } from './gitIdentity.ts';
import { registerHandOver } from './handOver.ts';
import { registerHover } from './hover.ts';
import { registerJoining } from './joining.ts';
import { KnowledgeStore } from './knowledgeStore.ts';
import { LearningView } from './learningView.ts';
import { LiveSession } from './liveSession.ts';
import { LocalRelay } from './localRelay.ts';
import { LogView } from './logView.ts';
import { registerMap } from './mapCommands.ts';
import { MentoringView } from './mentoringView.ts';
import { Notes } from './notes.ts';
import { registerOffers } from './offers.ts';
import { Outgoing } from './outgoing.ts';
import { plainMessage } from './plainMessage.ts';
import { PlannedSessions } from './plannedSessions.ts';
import { RequestsView } from './requestsView.ts';
import { SessionPanel } from './sessionPanel.ts';
import { Sessions } from './sessions.ts';
import { StatusBar } from './statusBar.ts';
import { registerSuggestedEdits } from './suggestedEdits.ts';
import { Team } from './team.ts';
import { TextDocuments } from './textDocuments.ts';

/** Runs no git and opens no socket: everything begins with the user's first question, or with having joined a team. */
export function activate(extension: vscode.ExtensionContext): void {
  const output = vscode.window.createOutputChannel('Who Knows', { log: true });
  const host = (): Host => ({
    environment: process.env,
    untrusted: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    gitPath: vscode.workspace.getConfiguration('whoknows').get<string>('gitPath') || undefined,
    now: () => Math.floor(Date.now() / 1000),
    teamDecisions: () => (team.client ? teamDecisions(team.client) : []),
  });
  const knowledge = new KnowledgeStore(host);
  const log = (error: unknown): void => output.error(error instanceof Error ? error.message : String(error));
  const team = new Team(extension, log);
  const outgoing = new Outgoing(team);
  const documents = new TextDocuments();
  const context: ExtensionContext = {
    host,
    gitIdentity: (folder) => gitIdentity(host(), folder),
    team,
    outgoing,
    documents,
    get notes() {
      return notes;
    },
    knowledge,
    subscriptions: extension.subscriptions,
    storage: extension.workspaceState,
    log,
    showError: (error) => {
      if ((error as { code?: string })?.code === 'cancelled') return;
      log(error);
      void vscode.window.showErrorMessage(plainMessage(error instanceof Error ? error.message : String(error), 1000));
    },
    answered: () => {
      statusBar.wake();
      fileView.wake();
    },
  };
  const statusBar = new StatusBar(context);
  const fileView = new FileView(context);
  const notes = new Notes(context);
  const sessions = new Sessions(context);
  const live = new LiveSession(context, sessions);
  const planned = new PlannedSessions(extension.workspaceState);
  const relay = new LocalRelay(extension);
  const requests = new RequestsView(team, outgoing);
  extension.subscriptions.push(output, knowledge, statusBar, fileView, documents, notes, planned, relay, requests);
  extension.subscriptions.push(
    new LogView(context),
    new MentoringView(context, planned),
    new LearningView(context),
    live,
    new SessionPanel(context, sessions, live, extension.extensionUri),
    sessions,
    team,
  );
  registerCommands(context);
  registerMap(context, extension.extensionUri, planned);
  registerJoining(context, relay);
  registerDeepLinks(context);
  registerAsking(context);
  registerOffers(context, sessions);
  registerSuggestedEdits(context, sessions);
  registerHandOver(context, sessions);
  registerEnding(context, sessions);
  registerCredit(context);
  registerHover(context);
  registerAgentTools(context);
  if (vscode.workspace.isTrusted) void relay.resume(context.showError).then((address) => team.open(address));
}
