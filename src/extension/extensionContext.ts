import type * as vscode from 'vscode';
import type { Knowledge } from '../app/knowledge.ts';
import type { KnowledgeStore } from './knowledgeStore.ts';

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
}
