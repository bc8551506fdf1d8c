import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { nameCodeBlocks } from '../app/codeBlocks.ts';
import { linesAfterEdit } from '../app/mapLines.ts';
import { findClone, type PlaceHere, placeHere } from '../app/placeHere.ts';
import { redactSecrets } from '../app/redactSecrets.ts';
import type { RecordView, RequestView } from '../client/teamView.ts';
import type { Question } from '../protocol/contents.ts';
import { isSession } from '../protocol/requestState.ts';
import type { Id } from '../protocol/shapes.ts';
import { placeWords } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { isGoingOn, type OpenSession } from './openSession.ts';
import { plainMessage } from './plainMessage.ts';
import { sessionComments } from './sessionComments.ts';
import { type SessionLine, sessionLines } from './sessionLines.ts';
import { foldersOnDisk, isTextOf, textOnScreen } from './subject.ts';
import { contents } from './teamModules.ts';

/** Milliseconds after the last sign of it that somebody is taken to be writing. */
const writingFor = 6_000;

/** Milliseconds after which the editor has what was said of a thread: it collects changes for a tenth of a second. */
const threadSettles = 120;

/** The sessions of this user: a conversation at the lines in question, in a comment thread. */
export class Sessions implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #controller: vscode.CommentController;
  readonly #open = new Map<Id, OpenSession>();
  readonly #opening = new Map<Id, Promise<OpenSession | undefined>>();
  readonly #disposables: vscode.Disposable[];
  /** Messages on their way, by record id. */
  readonly #unsent = new Map<Id, { session: Id; text: string }>();
  /** Sessions whose other is writing right now, and what ends that. */
  readonly #writing = new Map<Id, NodeJS.Timeout>();
  readonly #changed = new vscode.EventEmitter<void>();
  /** Something of a conversation that is open here has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#controller = vscode.comments.createCommentController('whoknows.session', 'Who Knows');
    this.#controller.options = {
      prompt: vscode.l10n.t('Answer…'),
      placeHolder: vscode.l10n.t('Answer. ``` makes a block of code.'),
    };
    const command = (name: string, run: (given: unknown) => Promise<void>) =>
      vscode.commands.registerCommand(name, (given: unknown) => run(given).catch(context.showError));
    this.#disposables = [
      this.#controller,
      this.#changed,
      command('whoknows.say', (reply) => this.#reply(reply as vscode.CommentReply)),
      command('whoknows.pauseSession', (thread) => this.#pause(thread)),
      context.team.onDidHear((event) => {
        if (event.type === 'record' && 'session' in event.record.scope) this.#heard(event.record, event.replayed);
        if (event.type === 'request' && isSession(event.request.state)) {
          this.#refresh(event.request.id);
          if (!event.replayed) this.#told(event.request, event.event.type);
        }
        if (event.type === 'erased' || event.type === 'member') for (const id of this.#open.keys()) this.#refresh(id);
      }),
      context.team.onDidChange(() => this.#showGoingOn()),
      vscode.workspace.onDidChangeTextDocument((event) => this.#followEdits(event)),
    ];
  }

  /** The session of a thread, of the file in front, or the only one that goes on. */
  find(given?: unknown): OpenSession | undefined {
    const all = [...this.#open.values()].filter(({ id }) => isGoingOn(this.#viewOf(id)));
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    const id = (given as { view?: RequestView } | undefined)?.view?.id ?? given;
    return (
      all.find((one) => one.thread === given || one.id === id) ??
      all.find((one) => one.uri.toString() === uri) ??
      (all.length === 1 ? all[0] : undefined)
    );
  }

  /** The same; throws a sentence where there is none. */
  required(given: unknown): OpenSession {
    const session = this.find(given);
    if (!session) throw new Error(vscode.l10n.t('No session is going on in this window.'));
    return session;
  }

  get(id: Id): OpenSession | undefined {
    return this.#open.get(id);
  }

  /** Sessions in which both are there: paused ones are left out. */
  goingOn(): OpenSession[] {
    return [...this.#open.values()].filter(({ id }) => this.#viewOf(id)?.state.status === 'active');
  }

  isWriting(id: Id): boolean {
    return this.#writing.has(id);
  }

  /** The other of a session is writing now; it is forgotten by itself. */
  otherWrites(id: Id): void {
    clearTimeout(this.#writing.get(id));
    this.#writing.set(
      id,
      setTimeout(() => this.#stoppedWriting(id), writingFor),
    );
    this.#label(id);
    this.#context.team.tellChanged();
  }

  #stoppedWriting(id: Id): void {
    clearTimeout(this.#writing.get(id));
    if (!this.#writing.delete(id)) return;
    this.#label(id);
    this.#context.team.tellChanged();
  }

  /** Opens the place of a session and its conversation, and takes it up again where it was left. */
  async goTo(id: Id): Promise<void> {
    await this.#lookAgain(id);
    const fresh = !this.#open.has(id);
    const session = await this.show(id);
    if (!session) return;
    const { client } = this.#context.team;
    if (this.#viewOf(id)?.state.status === 'paused') client?.continue(id).done.catch(this.#context.showError);
    const range = rangeOf(session.lines);
    session.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    // Opening a file may start the language's own extension, which holds up this one for seconds: the conversation goes first.
    if (fresh) await new Promise((resolve) => setTimeout(resolve, threadSettles));
    const editor = await vscode.window.showTextDocument(session.uri, { preview: false });
    // The conversation opens below the last line: that one belongs in the middle, or the words would be off the screen.
    editor.revealRange(new vscode.Range(range.end, range.end), vscode.TextEditorRevealType.InCenter);
    editor.selection = new vscode.Selection(range.start, range.start);
  }

  /** A branch may have been switched or a folder added since: a text to read only gives way to the file, and the other way round. */
  async #lookAgain(id: Id): Promise<void> {
    const session = this.#open.get(id);
    const question = this.#viewOf(id)?.question;
    if (!session || !question || (session.place.is === 'file' && existsSync(session.place.file))) return;
    const { is } = (await this.#placeOf(question)).place;
    if (is !== session.place.is && this.#open.get(id) === session) this.#close(id);
  }

  /** For the asker: somebody has accepted. */
  async helperCame(view: RequestView): Promise<void> {
    const session = await this.show(view.id);
    const words = vscode.l10n.t(
      '{0} is here to help with {1}.',
      plainMessage(this.#context.team.otherOf(view), 80),
      placeWords(view.question) || vscode.l10n.t('your question'),
    );
    // Where the conversation is in view already there is nothing to be led to.
    if (session && this.#isVisible(session)) {
      void vscode.window.showInformationMessage(words);
      return;
    }
    const show = vscode.l10n.t('Show');
    if ((await vscode.window.showInformationMessage(words, show)) === show) await this.goTo(view.id);
  }

  /** Makes the conversation visible in this window, without taking the focus. */
  show(id: Id): Promise<OpenSession | undefined> {
    const known = this.#open.get(id);
    if (known) {
      this.#refresh(id);
      return Promise.resolve(known);
    }
    let opening = this.#opening.get(id);
    if (!opening) {
      opening = this.#make(id).finally(() => this.#opening.delete(id));
      this.#opening.set(id, opening);
    }
    return opening;
  }

  async #make(id: Id): Promise<OpenSession | undefined> {
    const view = this.#viewOf(id);
    if (!view?.question || !isSession(view.state)) return undefined;
    const { question } = view;
    const { place, folder } = await this.#placeOf(question);
    // The team may have been left meanwhile.
    if (!this.#viewOf(id)) return undefined;
    const name = question.path?.split('/').at(-1) ?? 'question.md';
    const uri =
      place.is === 'file'
        ? vscode.Uri.file(place.file)
        : this.#context.documents.put(id, name, place.text || question.question);
    const thread = this.#controller.createCommentThread(uri, rangeOf(place.lines), []);
    const session: OpenSession = {
      id,
      place,
      uri,
      folder,
      lines: place.lines,
      thread,
    };
    thread.collapsibleState = isGoingOn(view) ? expanded : collapsed;
    this.#open.set(id, session);
    this.#refresh(id);
    return session;
  }

  /** Where a question is about in this window, and the top of the clone that it is in. */
  async #placeOf(question: Question): Promise<{ place: PlaceHere; folder: string | undefined }> {
    const host = this.#context.host();
    const { path: asked } = question;
    const isOpen = (folder: string): boolean =>
      asked !== undefined && vscode.workspace.textDocuments.some((one) => isTextOf(one, path.join(folder, asked)));
    // Of several clones the one in which the file is open: there it was asked about, or is being looked at.
    const folders = foldersOnDisk().sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));
    const read = async (file: string): Promise<string> =>
      textOnScreen(file) ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
    const place = await placeHere(host, folders, question, read);
    return { place, folder: (await findClone(host, folders, question))?.folder };
  }

  /** The conversation stays at its lines while the text around them changes. */
  #followEdits({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const uri = document.uri.toString();
    for (const session of this.#open.values()) {
      if (session.uri.toString() !== uri) continue;
      const lines = contentChanges.reduce(
        (now, { range, text }) => linesAfterEdit(now, range.start, range.end, text),
        session.lines,
      );
      if (lines[0] === session.lines[0] && lines[1] === session.lines[1]) continue;
      session.lines = lines;
      session.thread.range = rangeOf(lines);
    }
  }

  #viewOf(id: Id): RequestView | undefined {
    return this.#context.team.client?.team.requests.get(id);
  }

  #isVisible(session: OpenSession): boolean {
    return vscode.window.visibleTextEditors.some(({ document }) => document.uri.toString() === session.uri.toString());
  }

  /** After a start or a reconnect: the conversations that go on stand at their lines again. */
  #showGoingOn(): void {
    const { client } = this.#context.team;
    if (!client) {
      for (const id of [...this.#open.keys()]) this.#close(id);
      return;
    }
    for (const view of client.team.requests.values())
      if (isGoingOn(view) && view.role !== 'candidate' && !this.#open.has(view.id))
        this.show(view.id).catch(this.#context.log);
  }

  /** Takes a conversation out of the editor; it can be shown again. */
  #close(id: Id): void {
    this.#open.get(id)?.thread.dispose();
    this.#open.delete(id);
    this.#changed.fire();
    clearTimeout(this.#writing.get(id));
    this.#writing.delete(id);
  }

  #refresh(id: Id): void {
    const session = this.#open.get(id);
    const view = this.#viewOf(id);
    const { client } = this.#context.team;
    if (!session || !view || !client) return;
    const { thread } = session;
    const over = !isGoingOn(view);
    thread.canReply = !over;
    thread.contextValue = over ? 'over' : view.role;
    this.#label(id);
    thread.comments = sessionComments(this.#context, this.linesOf(id));
  }

  /** The conversation of a session that is open here, from its beginning. */
  linesOf(id: Id): SessionLine[] {
    const session = this.#open.get(id);
    const view = this.#viewOf(id);
    const { client } = this.#context.team;
    if (!session || !view || !client) return [];
    const unsent: { record: Id; text: string }[] = [];
    for (const [record, { session: of, text }] of this.#unsent) {
      if (of !== id) continue;
      if (client.team.records.has(record)) this.#unsent.delete(record);
      else unsent.push({ record, text });
    }
    return sessionLines(this.#context, view, session, unsent);
  }

  #label(id: Id): void {
    const session = this.#open.get(id);
    const view = this.#viewOf(id);
    if (!session || !view) return;
    const name = this.#context.team.otherOf(view);
    const words = this.#writing.has(id)
      ? vscode.l10n.t('With {0} · is writing…', name)
      : {
          active: vscode.l10n.t('With {0}', name),
          paused: vscode.l10n.t('With {0} · left for later; write to go on', name),
        }[view.state.status as string];
    session.thread.label = words ?? vscode.l10n.t('With {0} · ended', name);
    this.#changed.fire();
  }

  /** “Leave and come back later”: the conversation folds, the clock stops, and the list of requests keeps it. */
  async #pause(given: unknown): Promise<void> {
    const session = this.required(given);
    if (this.#viewOf(session.id)?.state.status !== 'active') return;
    session.thread.collapsibleState = collapsed;
    await this.#context.team.joined.pause(session.id).done;
  }

  /** A conversation that rests or is over makes room for the code; once both have it in their log it leaves the code alone. */
  #told(view: RequestView, what: string): void {
    const before = this.#open.get(view.id);
    if (before && (what === 'log.confirmed' || what === 'session.paused' || what === 'session.ended'))
      setTimeout(() => keepInView(before), 2 * threadSettles).unref();
    if (what === 'log.confirmed') this.#close(view.id);
    if (what !== 'session.paused' && what !== 'session.ended') return;
    const session = this.#open.get(view.id);
    if (session) session.thread.collapsibleState = collapsed;
    this.#stoppedWriting(view.id);
  }

  async #reply({ thread, text }: vscode.CommentReply): Promise<void> {
    const session = [...this.#open.values()].find((one) => one.thread === thread);
    if (session) await this.say(session.id, text);
  }

  /** Says something in a session; what looks like a secret is taken out. It is shown at once, also while the relay is away. */
  async say(id: Id, text: string): Promise<void> {
    const session = this.#open.get(id);
    if (!session || !text.trim()) return;
    const client = this.#context.team.joined;
    const clean = await redactSecrets(text);
    if (clean.found.length)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('What looked like a secret was removed from your message.'),
      );
    const view = this.#viewOf(session.id);
    if (view?.state.status === 'paused') client.continue(session.id).done.catch(this.#context.showError);
    const said = nameCodeBlocks(clean.text, view?.question?.language);
    const { record, done } = client.say(session.id, { text: said });
    this.#unsent.set(record, { session: session.id, text: said });
    this.#refresh(session.id);
    done.catch((error: Error & { code?: string }) => {
      // Stopped before the relay had answered: it goes on waiting.
      if (error.code === 'lost' || !this.#unsent.delete(record)) return;
      this.#refresh(session.id);
      this.#context.showError(error);
    });
  }

  #heard(record: RecordView, replayed: boolean): void {
    if (!('session' in record.scope)) return;
    const { session: id } = record.scope;
    this.#refresh(id);
    const session = this.#open.get(id);
    if (replayed || !session || record.by === this.#context.team.client?.profile.member) return;
    if (!['message', 'edit', 'handover'].includes(record.kind)) return;
    this.#stoppedWriting(id);
    session.thread.collapsibleState = expanded;
    this.#context.team.whenCaughtUp(`said ${id}`, () => this.#notify(session, record));
  }

  /** Tells of something that was said where it is out of sight. */
  #notify(session: OpenSession, record: RecordView): void {
    if (this.#isVisible(session)) return;
    const message = contents.message.safeParse(record.content);
    const name = plainMessage(this.#context.team.nameOf(record.by), 80);
    const show = vscode.l10n.t('Show');
    void vscode.window
      .showInformationMessage(
        record.kind === 'message' && message.success
          ? `${name}: ${plainMessage(message.data.text, 140)}`
          : vscode.l10n.t('{0} suggests something in your session.', name),
        show,
      )
      .then((chosen) => (chosen === show ? this.goTo(session.id) : undefined))
      .then(undefined, this.#context.showError);
  }

  dispose(): void {
    for (const id of [...this.#open.keys()]) this.#close(id);
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

/** Fewest lines that an editor shows of a text that has as many. */
const fewestInView = 4;

/** A long conversation that closes can leave an editor scrolled past the end of its text, with nothing in it. */
function keepInView({ uri, lines }: OpenSession): void {
  for (const editor of vscode.window.visibleTextEditors) {
    const [seen] = editor.visibleRanges;
    if (editor.document.uri.toString() !== uri.toString() || !seen) continue;
    if (seen.end.line - seen.start.line < Math.min(fewestInView, editor.document.lineCount - 1))
      editor.revealRange(rangeOf(lines), vscode.TextEditorRevealType.InCenter);
  }
}

const rangeOf = ([first, last]: readonly [number, number]): vscode.Range => new vscode.Range(first - 1, 0, last - 1, 0);

const { Expanded: expanded, Collapsed: collapsed } = vscode.CommentThreadCollapsibleState;
