import * as vscode from 'vscode';
import { findClone, type PlaceHere, placeHere } from '../app/placeHere.ts';
import { redactSecrets } from '../app/redactSecrets.ts';
import { countLines } from '../app/suggestedEdit.ts';
import type { RecordView, RequestView } from '../client/teamView.ts';
import { contents } from '../protocol/contents.ts';
import { isSession } from '../protocol/requestState.ts';
import type { Id } from '../protocol/shapes.ts';
import { placeWords } from './askCard.ts';
import type { ExtensionContext } from './extensionContext.ts';
import { initialsPicture } from './initials.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import { plainMessage } from './plainMessage.ts';

/** A session in this window. */
export interface OpenSession {
  readonly id: Id;
  readonly place: PlaceHere;
  readonly uri: vscode.Uri;
  /** The top of this window's clone; undefined where there is none. */
  readonly folder: string | undefined;
  /** How many lines further down the place is here than where the question says. */
  readonly shift: number;
  readonly thread: vscode.CommentThread;
}

/** The sessions of this user: a conversation at the lines in question, in a comment thread. */
export class Sessions implements vscode.Disposable {
  readonly #context: ExtensionContext;
  readonly #controller: vscode.CommentController;
  readonly #open = new Map<Id, OpenSession>();
  readonly #opening = new Map<Id, Promise<OpenSession | undefined>>();
  readonly #disposables: vscode.Disposable[];
  /** Messages on their way, by record id. */
  readonly #unsent = new Map<Id, { session: Id; text: string }>();

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#controller = vscode.comments.createCommentController('whoknows.session', 'Who Knows');
    this.#controller.options = {
      prompt: vscode.l10n.t('Answer…'),
      placeHolder: vscode.l10n.t('Answer. ``` makes a block of code.'),
    };
    this.#disposables = [
      this.#controller,
      vscode.commands.registerCommand('whoknows.say', (reply: vscode.CommentReply) =>
        this.#say(reply).catch(context.showError),
      ),
      context.team.onDidHear((event) => {
        if (event.type === 'record' && 'session' in event.record.scope) this.#heard(event.record, event.replayed);
        if (event.type === 'request' && isSession(event.request.state)) this.#refresh(event.request.id);
        if (event.type === 'erased') for (const id of this.#open.keys()) this.#refresh(id);
      }),
      context.team.onDidChange(() => this.#showGoingOn()),
    ];
  }

  /** The session of a thread, of the file in front, or the only one that goes on. */
  find(thread?: unknown): OpenSession | undefined {
    const all = [...this.#open.values()].filter(({ id }) => isGoingOn(this.#viewOf(id)));
    const uri = vscode.window.activeTextEditor?.document.uri.toString();
    return (
      all.find((one) => one.thread === thread) ??
      all.find((one) => one.uri.toString() === uri) ??
      (all.length === 1 ? all[0] : undefined)
    );
  }

  get(id: Id): OpenSession | undefined {
    return this.#open.get(id);
  }

  goingOn(): OpenSession[] {
    return [...this.#open.values()].filter(({ id }) => this.#viewOf(id)?.state.status === 'active');
  }

  /** Opens the place of a session and its conversation. */
  async goTo(id: Id): Promise<void> {
    const session = await this.show(id);
    if (!session) return;
    const { lines } = session.place;
    const range = new vscode.Range(lines[0] - 1, 0, lines[1] - 1, 0);
    session.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    const editor = await vscode.window.showTextDocument(session.uri, { preview: false });
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    editor.selection = new vscode.Selection(range.start, range.start);
  }

  /** For the asker: somebody has accepted. */
  async helperCame(view: RequestView): Promise<void> {
    await this.show(view.id);
    const show = vscode.l10n.t('Show');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        '{0} is here to help with {1}.',
        plainMessage(this.#context.team.otherOf(view), 80),
        placeWords(view.question) || vscode.l10n.t('your question'),
      ),
      show,
    );
    if (chosen === show) await this.goTo(view.id);
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
    const host = this.#context.host();
    const folders = (vscode.workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === 'file')
      .map(({ uri }) => uri.fsPath);
    const place = await placeHere(host, folders, question, async (file) => {
      const document = vscode.workspace.textDocuments.find((one) => one.uri.fsPath === file);
      return document
        ? document.getText()
        : new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
    });
    const clone = await findClone(host, folders, question);
    const name = question.path?.split('/').at(-1) ?? 'question.md';
    const uri =
      place.is === 'file'
        ? vscode.Uri.file(place.file)
        : this.#context.documents.put(id, name, place.text || question.question);
    const range = new vscode.Range(place.lines[0] - 1, 0, place.lines[1] - 1, 0);
    const thread = this.#controller.createCommentThread(uri, range, []);
    const session: OpenSession = {
      id,
      place,
      uri,
      folder: clone?.folder,
      shift: place.lines[0] - (question.lines?.[0] ?? place.lines[0]),
      thread,
    };
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.#open.set(id, session);
    this.#refresh(id);
    return session;
  }

  #viewOf(id: Id): RequestView | undefined {
    return this.#context.team.client?.team.requests.get(id);
  }

  /** After a start or a reconnect: the conversations that go on stand at their lines again. */
  #showGoingOn(): void {
    const { client } = this.#context.team;
    if (!client) {
      for (const { thread } of this.#open.values()) thread.dispose();
      this.#open.clear();
      return;
    }
    for (const view of client.team.requests.values())
      if (isGoingOn(view) && view.role !== 'candidate' && !this.#open.has(view.id))
        this.show(view.id).catch(this.#context.log);
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
    thread.label = plainLabel(
      over
        ? vscode.l10n.t('With {0} · ended', this.#context.team.otherOf(view))
        : vscode.l10n.t('With {0}', this.#context.team.otherOf(view)),
    );
    const comments: vscode.Comment[] = [
      this.#comment(view.state.asker, this.#questionText(view, session), view.state.askedAt, 'question'),
    ];
    const hint = this.#hint(session);
    if (hint)
      comments.push({
        ...this.#comment(null, hint, view.state.acceptedAt ?? 0, 'hint'),
        author: { name: 'Who Knows' },
      });
    const records = [...client.team.records.values()]
      .filter((record) => 'session' in record.scope && record.scope.session === id)
      .sort((a, b) => a.offset - b.offset);
    const answers = new Map<string, string>();
    for (const { kind, content } of records) {
      const answer = kind === 'edit-answer' ? contents['edit-answer'].safeParse(content) : undefined;
      if (answer?.success) answers.set(answer.data.edit, answer.data.answer);
    }
    for (const record of records) {
      const comment = this.#commentOf(record, view, answers.get(record.id));
      if (comment) comments.push(comment);
    }
    for (const [record, { session: of, text }] of this.#unsent) {
      if (of !== id) continue;
      if (client.team.records.has(record)) this.#unsent.delete(record);
      else
        comments.push({
          ...this.#comment(client.profile.member, text, Date.now(), 'unsent'),
          label: vscode.l10n.t('waits until the relay can be reached'),
        });
    }
    thread.comments = comments;
  }

  #questionText({ question, state }: RequestView, session: OpenSession): string {
    const parts = [question?.question ?? ''];
    if (question?.tried) parts.push(`*${vscode.l10n.t('Tried:')}* ${question.tried}`);
    if (session.place.is === 'file' && !session.place.certain && question?.code && state.asker !== this.#me())
      parts.push(
        `${vscode.l10n.t('As the asker sees it:')}\n\`\`\`${fence(question.language)}\n${question.code.replaceAll('```', "'''")}\n\`\`\``,
      );
    return parts.join('\n\n');
  }

  /** What the helper has to know about the place, in one sentence. */
  #hint({ place, id }: OpenSession): string | undefined {
    if (this.#viewOf(id)?.role !== 'helper') return undefined;
    if (place.is === 'file')
      return place.certain
        ? undefined
        : vscode.l10n.t('These lines differ in your clone; this is the likeliest place.');
    return {
      'no-clone': vscode.l10n.t(
        'You have no clone of this repository open, so this is how the asker sees it, to read only.',
      ),
      'no-file': vscode.l10n.t(
        'You do not have this file on your branch, so this is how the asker sees it, to read only.',
      ),
      'lines-only': vscode.l10n.t('You do not have this file, so here are the lines in question, to read only.'),
    }[place.why];
  }

  #me(): Id | undefined {
    return this.#context.team.client?.profile.member;
  }

  #commentOf(record: RecordView, view: RequestView, answer: string | undefined): vscode.Comment | undefined {
    if (record.kind === 'message') {
      const message = contents.message.safeParse(record.content);
      return message.success ? this.#comment(record.by, message.data.text, record.at, 'message') : undefined;
    }
    if (record.kind === 'edit') {
      const edit = contents.edit.safeParse(record.content);
      if (!edit.success) return undefined;
      const { added, removed } = countLines(edit.data);
      const comment = this.#comment(record.by, '', record.at, record.by === this.#me() ? 'sent-edit' : 'edit');
      const argument = encodeURIComponent(JSON.stringify([record.id]));
      const links = [
        `[${vscode.l10n.t('Show the difference')}](command:whoknows.showEdit?${argument})`,
        ...(record.by === this.#me() || answer === 'applied' || !isGoingOn(view)
          ? []
          : [`[${vscode.l10n.t('Apply')}](command:whoknows.applyEdit?${argument})`]),
      ];
      const what = vscode.l10n.t('Suggests an edit: {0}.', lineWords(added, removed));
      // All of this text is ours; the suggestion itself is only ever shown as a difference.
      const body = new vscode.MarkdownString(`${what}\n\n${links.join(' · ')}`);
      body.isTrusted = { enabledCommands: ['whoknows.showEdit', 'whoknows.applyEdit'] };
      return { ...comment, body, ...(answer === 'applied' ? { label: vscode.l10n.t('applied') } : {}) };
    }
    if (record.kind === 'handover') {
      const handover = contents.handover.safeParse(record.content);
      if (!handover.success || !/^(https|vscode|vsls):/i.test(handover.data.url)) return undefined;
      const comment = this.#comment(record.by, '', record.at, 'handover');
      const argument = encodeURIComponent(JSON.stringify([record.id]));
      const body = new vscode.MarkdownString(
        `${vscode.l10n.t('Suggests to go on in a call or a shared editor.')}\n\n[${vscode.l10n.t('Open the link…')}](command:whoknows.openHandover?${argument})`,
      );
      body.isTrusted = { enabledCommands: ['whoknows.openHandover'] };
      return { ...comment, body };
    }
    return undefined;
  }

  #comment(by: Id | null, text: string, at: number, contextValue: string): vscode.Comment {
    const name = this.#context.team.nameOf(by);
    return {
      author: { name, ...(by ? { iconPath: initialsPicture(by, name) } : {}) },
      body: plainMarkdown(text),
      mode: vscode.CommentMode.Preview,
      timestamp: new Date(at),
      contextValue,
    };
  }

  async #say({ thread, text }: vscode.CommentReply): Promise<void> {
    const session = [...this.#open.values()].find((one) => one.thread === thread);
    if (!session || !text.trim()) return;
    const clean = await redactSecrets(text);
    if (clean.found.length)
      void vscode.window.showInformationMessage(
        vscode.l10n.t('What looked like a secret was removed from your message.'),
      );
    const { record } = this.#context.team.joined.say(session.id, { text: clean.text });
    this.#unsent.set(record, { session: session.id, text: clean.text });
    this.#refresh(session.id);
  }

  #heard(record: RecordView, replayed: boolean): void {
    if (!('session' in record.scope)) return;
    const { session: id } = record.scope;
    this.#refresh(id);
    const session = this.#open.get(id);
    if (replayed || !session || record.by === this.#me() || !['message', 'edit', 'handover'].includes(record.kind))
      return;
    session.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    const visible = vscode.window.visibleTextEditors.some(
      ({ document }) => document.uri.toString() === session.uri.toString(),
    );
    if (visible) return;
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
      .then((chosen) => (chosen === show ? this.goTo(id) : undefined))
      .then(undefined, this.#context.showError);
  }

  dispose(): void {
    for (const { thread } of this.#open.values()) thread.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

export function isGoingOn(view: RequestView | undefined): boolean {
  return view?.state.status === 'active' || view?.state.status === 'paused';
}

/** A language's name as the info string of a code block. */
const fence = (language: string | undefined): string => (language ?? '').toLowerCase().replace(/[^a-z0-9+#-]/g, '');

/** “two lines added, one removed”; nothing where nothing is. */
function lineWords(added: number, removed: number): string {
  const lines = (count: number) => (count === 1 ? vscode.l10n.t('one line') : vscode.l10n.t('{0} lines', count));
  return [
    ...(added ? [vscode.l10n.t('{0} added', lines(added))] : []),
    ...(removed ? [vscode.l10n.t('{0} removed', lines(removed))] : []),
  ].join(', ');
}
