import type * as vscode from 'vscode';
import type { Host } from '../app/host.ts';
import type { Knowledge } from '../app/knowledge.ts';
import type { KnowledgeStore } from './knowledgeStore.ts';
import type { Notes } from './notes.ts';
import type { Outgoing } from './outgoing.ts';
import type { Team } from './team.ts';
import type { TextDocuments } from './textDocuments.ts';

/** What every feature of the extension may use. Built once, by hand, in `activate`. */
export interface ExtensionContext {
  readonly knowledge: KnowledgeStore;
  readonly subscriptions: vscode.Disposable[];
  readonly storage: vscode.Memento;
  /** Writes a problem to the log; no content of files, no questions. */
  readonly log: (error: unknown) => void;
  /** Tells the user in one sentence, and logs it. */
  readonly showError: (error: unknown) => void;
  /** Called when a question about a repository was answered: from then on it may be answered unasked, in the status bar. */
  readonly answered: (knowledge: Knowledge) => void;
  /** What use cases need from this editor. */
  readonly host: () => Host;
  /** Name and email as git would write them into a commit in `folder`; empty where none is set. */
  readonly gitIdentity: (folder: string) => Promise<readonly [name: string, email: string]>;
  readonly team: Team;
  readonly outgoing: Outgoing;
  readonly documents: TextDocuments;
  readonly notes: Notes;
}
