import * as vscode from 'vscode';
import { availabilityOf } from '../app/availability.ts';
import { profileFolder } from '../app/profileFolder.ts';
import type { ClientEvent } from '../client/clientEvents.ts';
import type { Client } from '../client/createClient.ts';
import { createFileStorage } from '../client/fileStorage.ts';
import type { ClientStorage, OwnRelay, Profile } from '../client/profile.ts';
import type { Member, RequestView } from '../client/teamView.ts';
import type { Invite } from '../protocol/inviteLink.ts';
import type { Id } from '../protocol/shapes.ts';
import { plainLabel } from './plainLabel.ts';
import { plainMessage } from './plainMessage.ts';
import { loadTeamModules } from './teamModules.ts';

const secretKey = 'whoknows.profile';
/** What this person last said of themselves, and until when; it outlives a reload. Kept with the keys too: of changes there all windows hear. */
const statusKey = 'whoknows.status';

type OwnStatus = 'available' | 'busy' | 'away';
interface SaidStatus {
  readonly status: OwnStatus;
  /** Ms; undefined: until something else is said. */
  readonly until?: number | undefined;
}

/** The team this user is in, if any: its client, and what it hears. No socket is opened before the workspace is trusted. */
export class Team implements vscode.Disposable {
  readonly #storage: ClientStorage;
  readonly #log: (error: unknown) => void;
  readonly #heard = new vscode.EventEmitter<ClientEvent>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #opened = new vscode.EventEmitter<void>();
  readonly #closed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#heard, this.#changed, this.#opened, this.#closed];
  /** What happens from now on; not what is read back at a start. */
  readonly onDidHear = this.#heard.event;
  /** The team is there: at a start, or because this user has joined. */
  readonly onDidOpen = this.#opened.event;
  /** This user is in no team: they have left, or were in none at a start. */
  readonly onDidClose = this.#closed.event;
  /** Something that views show may have changed. Told at most once per turn of the event loop. */
  readonly onDidChange = this.#changed.event;
  /** What is to be told once it is known what became of it, by what it is about. */
  readonly #held = new Map<string, () => void>();
  #client: Client | undefined;
  #opening: Promise<void> | undefined;
  #stoppedBecause: string | undefined;
  /** Why the team could not be opened last, if it could not. */
  #failure: unknown;
  #telling = false;
  #disposed = false;
  readonly #secrets: vscode.SecretStorage;
  readonly #memory: vscode.Memento;
  #said: SaidStatus = { status: 'available' };
  #statusEnds: NodeJS.Timeout | undefined;

  constructor(extension: vscode.ExtensionContext, log: (error: unknown) => void) {
    this.#log = log;
    this.#secrets = extension.secrets;
    this.#memory = extension.globalState;
    const home = vscode.workspace.getConfiguration('whoknows').get<string>('keepKeysIn') === 'home';
    this.#storage = home
      ? createFileStorage(profileFolder(process.env))
      : {
          folder: vscode.Uri.joinPath(extension.globalStorageUri, 'team').fsPath,
          readSecret: async () => extension.secrets.get(secretKey),
          writeSecret: async (text) => extension.secrets.store(secretKey, text),
          deleteSecret: async () => extension.secrets.delete(secretKey),
        };
    this.#disposables.push(
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.open()),
      // Another network, or a relay that was updated: whoever comes back to the window has perhaps mended it.
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused && this.#client?.connection === 'stopped') this.#client.start();
      }),
      // Another window of this user has joined or left.
      extension.secrets.onDidChange(({ key }) => {
        if (key === secretKey) this.#keysChanged().catch(log);
        if (key === statusKey) this.#readStatus().then(() => this.tellChanged(), log);
      }),
    );
  }

  /** The client; undefined while this user is in no team. */
  get client(): Client | undefined {
    return this.#client;
  }

  /** The client. Throws a sentence where there is none. */
  get joined(): Client {
    if (!this.#client)
      throw new Error(
        vscode.l10n.t('You are in no team yet. Join one with an invite link, or start a relay on this machine.'),
      );
    return this.#client;
  }

  /** Why the client does not try again by itself, in a sentence; undefined while it does. */
  get stoppedBecause(): string | undefined {
    return this.#client?.connection === 'stopped' ? this.#stoppedBecause : undefined;
  }

  get folder(): string {
    return this.#storage.folder;
  }

  /** What this person said of themselves. */
  get said(): SaidStatus {
    return this.#said;
  }

  /** Nothing pops up: this person does not want to be disturbed, or is outside their working hours. */
  get isQuiet(): boolean {
    const { client } = this;
    if (this.#said.status === 'away') return true;
    return client !== undefined && availabilityOf(client, client.profile.member).offHours;
  }

  /**
   * Connects, if this user is in a team and the workspace is trusted. Never rejects. `ownRelay`: where the relay that this editor runs is reached
   * now; whoever is in a team of that very relay goes there.
   */
  open(ownRelay?: OwnRelay): Promise<void> {
    this.#opening ??= this.#open(ownRelay).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** The relay of this team has another address now. Which relay it is, its name and certificate tell: nothing is said to it before they have. */
  async move(address: string): Promise<void> {
    await this.#restart({ ...this.joined.profile, address });
  }

  /** The relay that this editor runs is reached there now: whoever is in a team of it goes there. */
  async follow(ownRelay: OwnRelay): Promise<void> {
    if (!this.#client) return this.open(ownRelay);
    const { followOwnRelay } = await import('../client/profile.ts');
    const next = followOwnRelay(this.#client.profile, ownRelay);
    if (next) await this.#restart(next);
  }

  /** Connects anew, as another profile has it. */
  async #restart(profile: Profile): Promise<void> {
    this.#client?.stop();
    this.#client = undefined;
    const { writeProfile } = await import('../client/profile.ts');
    await writeProfile(this.#storage, profile);
    await this.open();
  }

  async #keysChanged(): Promise<void> {
    // One that is under way may have looked before the change.
    await this.#opening;
    if (!this.#client) return this.open();
    if ((await this.#storage.readSecret()) === undefined) return this.#close();
    const { readProfile } = await import('../client/profile.ts');
    const kept = await readProfile(this.#storage);
    // Another window has noticed that the relay is elsewhere.
    if (!kept || !this.#client || kept.address === this.#client.profile.address) return;
    this.#client.stop();
    this.#client = undefined;
    await this.open();
  }

  /** This user is in no team any more. */
  async #close(): Promise<void> {
    this.#client?.stop();
    this.#client = undefined;
    this.#held.clear();
    this.#closed.fire();
    await vscode.commands.executeCommand('setContext', 'whoknows.joined', false);
    this.tellChanged();
  }

  async #open(ownRelay?: OwnRelay): Promise<void> {
    if (this.#client || this.#disposed || !vscode.workspace.isTrusted) return;
    this.#failure = undefined;
    try {
      if ((await this.#storage.readSecret()) === undefined) return this.#closed.fire();
      if (ownRelay !== undefined) {
        const { followOwnRelay, readProfile, writeProfile } = await import('../client/profile.ts');
        const kept = await readProfile(this.#storage);
        const next = kept && followOwnRelay(kept, ownRelay);
        if (next) await writeProfile(this.#storage, next);
      }
      const [{ createClient }] = await Promise.all([import('../client/createClient.ts'), loadTeamModules()]);
      const client = await createClient({ storage: this.#storage, onEvent: (event) => this.#hear(event) });
      await this.#readStatus();
      if (this.#disposed) return;
      this.#client = client;
      this.#keepStatus(this.#said);
      client.start();
      await vscode.commands.executeCommand('setContext', 'whoknows.joined', true);
      this.#opened.fire();
      this.tellChanged();
    } catch (error) {
      this.#failure = error;
      this.#log(error);
    }
  }

  /** Joins with an invite, and connects. Rejects with a sentence. */
  async join(invite: Invite, person: { name: string; emails: readonly string[] }): Promise<Client> {
    const { joinTeam } = await import('../client/joinTeam.ts');
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await joinTeam(this.#storage, invite, { ...person, ...(zone ? { zone } : {}) });
    // One that began before the keys were there has found none.
    await this.#opening;
    await this.open();
    if (!this.#client && this.#failure) throw this.#failure;
    const client = this.joined;
    await client.ready();
    return client;
  }

  /** Leaves the team; the mentoring log stays on this machine. `untold`: the relay cannot be told, perhaps never again. */
  async leave(untold = false): Promise<void> {
    await (untold ? this.joined.forget() : this.joined.leave());
    await this.#close();
  }

  /** `until` in ms; after it this person is available again. */
  setStatus(status: OwnStatus, until?: number): void {
    void this.joined;
    const said = { status, ...(until === undefined ? {} : { until }) };
    void this.#memory.update(statusKey, said);
    this.#secrets.store(statusKey, JSON.stringify(said)).then(undefined, this.#log);
    this.#keepStatus(said);
    this.tellChanged();
  }

  async #readStatus(): Promise<void> {
    const told = await this.#secrets.get(statusKey);
    // In a browser secrets are gone with the page.
    const kept = told === undefined ? this.#memory.get<SaidStatus>(statusKey) : (JSON.parse(told) as SaidStatus);
    this.#keepStatus(kept && (kept.until ?? Infinity) > Date.now() ? kept : { status: 'available' });
  }

  #keepStatus(said: SaidStatus): void {
    this.#said = said;
    this.#client?.setPresence(said.status, said.until);
    clearTimeout(this.#statusEnds);
    if (said.until === undefined) return;
    const left = Math.max(0, said.until - Date.now());
    this.#statusEnds = setTimeout(() => this.#client && this.setStatus('available'), left);
    this.#statusEnds.unref();
  }

  /** Everybody else in the team. */
  others(): Member[] {
    return [...(this.#client?.team.members.values() ?? [])].filter((member) => !member.isMe && !member.gone);
  }

  /** A member's name for the screen. */
  nameOf(member: Id | null): string {
    if (member === null) return vscode.l10n.t('Somebody');
    return plainLabel(this.#client?.team.members.get(member)?.name ?? vscode.l10n.t('somebody who left'), 80);
  }

  /** The other one of a session, for the screen. */
  otherOf(view: RequestView): string {
    return this.nameOf(view.role === 'asker' ? view.state.helper : view.state.asker);
  }

  requests(): RequestView[] {
    return [...(this.#client?.team.requests.values() ?? [])];
  }

  /**
   * Tells the user of something that was heard: at once, or, where it happened while this machine was away, when everything has been fetched.
   * `about`: of several things about the same only the last is told. `tell` looks at how things stand then.
   */
  whenCaughtUp(about: string, tell: () => void): void {
    if (this.#client?.connection === 'online') tell();
    else this.#held.set(about, tell);
  }

  tellChanged(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      if (!this.#disposed) this.#changed.fire();
    });
  }

  #hear(event: ClientEvent): void {
    if (!this.#client || this.#disposed) return;
    if (event.type === 'connection' && event.state === 'stopped') {
      this.#log(new Error(event.sentence ?? 'stopped'));
      if (event.code === 'revoked') void this.#cutOff(event.sentence!);
      else if (event.sentence && event.sentence !== this.#stoppedBecause)
        void vscode.window.showWarningMessage(plainMessage(event.sentence));
      this.#stoppedBecause = event.sentence;
    }
    if (event.type === 'connection' && event.state === 'online') this.#stoppedBecause = undefined;
    // What waited since an earlier start has nobody else to say so.
    if (event.type === 'refused' && !event.watched)
      void vscode.window.showWarningMessage(
        vscode.l10n.t('Something that you had sent could not be done: {0}', plainMessage(event.sentence)),
      );
    this.#heard.fire(event);
    if (event.type === 'connection' && event.state === 'online') {
      const held = [...this.#held.values()];
      this.#held.clear();
      for (const tell of held) tell();
    }
    this.#tellTeam(event);
    this.tellChanged();
  }

  #tellTeam(event: ClientEvent): void {
    if ((event.type !== 'request' && event.type !== 'log') || event.replayed) return;
    import('../app/tellTeam.ts').then(
      ({ tellTeam }) => this.#client && tellTeam(this.#client, event),
      (error) => this.#log(error),
    );
  }

  /** Revoked: nothing of the team stays usable here. The mentoring log is the user's own and stays. */
  async #cutOff(sentence: string): Promise<void> {
    void vscode.window.showWarningMessage(`${sentence} ${vscode.l10n.t('Your mentoring log stays.')}`);
    await this.#client?.forget();
    await this.#close();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#statusEnds);
    this.#client?.stop();
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
