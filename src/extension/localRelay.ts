import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { createServer } from 'node:net';
import path from 'node:path';
import * as vscode from 'vscode';
import { networkAddress } from '../app/networkAddress.ts';
import type { OwnRelay } from '../client/profile.ts';
import { findNode } from './findNode.ts';

/** The relay's port on this machine, so that links stay good over restarts. The next ones are tried where it is taken. */
const firstPort = 7433;
const ports = 20;
/** Milliseconds a relay has to come up. */
const startLimit = 20_000;
/** Milliseconds in which one that another window has started comes up, mostly. */
const comesUp = 3_000;
/** Milliseconds that one which was left running has to end. */
const endLimit = 5_000;

/** Whether the relay ends with the editor or is left running. */
export type RelayLife = 'with-editor' | 'left-running';
/** Who can join: others in the same network, over TLS with a certificate of the relay's own, or only people on this machine. */
export type RelayReach = 'network' | 'machine';

interface Remembered {
  readonly port: number;
  readonly life: RelayLife;
  readonly reach?: RelayReach | undefined;
  /** Of a relay that was left running: whoever comes later can end it. */
  readonly pid?: number | undefined;
}
const key = 'whoknows.localRelay';

/** The packaged relay as a child process, for a team of a few in one room. */
export class LocalRelay implements vscode.Disposable {
  readonly #extension: vscode.ExtensionContext;
  #child: ChildProcess | undefined;
  #life: RelayLife = 'with-editor';

  constructor(extension: vscode.ExtensionContext) {
    this.#extension = extension;
  }

  /** Starts it; resolves with the founder's invite, or undefined if somebody has used that already. Rejects with a sentence. */
  async start(life: RelayLife, reach: RelayReach = 'machine', port?: number): Promise<string | undefined> {
    const before = this.#extension.globalState.get<Remembered>(key);
    await this.#makeWay(before);
    const node = await findNode((vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath));
    if (!node)
      throw new Error(
        vscode.l10n.t(
          'The relay needs Node.js 22.13 or newer, which neither this editor nor this machine has. Install it from nodejs.org and try again.',
        ),
      );
    let failure: unknown;
    // The port that links and members know already comes first.
    const candidates = [...(before ? [before.port] : []), ...Array.from({ length: ports }, (_, i) => firstPort + i)];
    for (const candidate of port ? [port] : new Set(candidates)) {
      // A relay that is left running has nobody to tell that its port is taken.
      if (!port && !(await isFree(candidate, reach))) continue;
      try {
        const invite = await this.#spawn(node, candidate, life, reach);
        const pid = life === 'left-running' ? this.#child?.pid : undefined;
        await this.#extension.globalState.update(key, { port: candidate, life, reach, pid } satisfies Remembered);
        return invite;
      } catch (error) {
        failure = error;
        if (!/EADDRINUSE|in use|port/i.test(String(error))) break;
      }
    }
    throw failure ?? new Error(vscode.l10n.t('The relay did not start: {0}', vscode.l10n.t('no port is free.')));
  }

  /** Ends a relay that runs already, and waits until its port and its folder are free. */
  async #makeWay(before: Remembered | undefined): Promise<void> {
    const child = this.#child;
    this.stop();
    if (child && child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    if (!(await endLeftRunning(before))) return;
    for (const start = Date.now(); Date.now() - start < endLimit && (await answersAt(before!)); )
      await new Promise((resolve) => setTimeout(resolve, 100));
  }

  /** Where this machine's member reaches it, which changes with the network and with who may reach it; undefined where there is no relay. */
  get place(): OwnRelay | undefined {
    const remembered = this.#extension.globalState.get<Remembered>(key);
    if (!remembered) return undefined;
    const { reach, port } = remembered;
    const address =
      reach === 'network' ? `wss://${networkAddress() ?? '127.0.0.1'}:${port}/v1` : `ws://127.0.0.1:${port}/v1`;
    return { address, certificate: fingerprintIn(this.#folder) };
  }

  get #folder(): string {
    return vscode.Uri.joinPath(this.#extension.globalStorageUri, 'relay').fsPath;
  }

  /**
   * Starts it again where it is to run with the editor. Does nothing if it runs already, in another window or by itself. Resolves with its place;
   * undefined where there is no relay. `failed` hears why it could not be started.
   */
  async resume(failed: (error: unknown) => void = () => {}): Promise<OwnRelay | undefined> {
    const remembered = this.#extension.globalState.get<Remembered>(key);
    if (!remembered) return undefined;
    const { life, reach = 'machine', port } = remembered;
    if (!(await answersAt(remembered)))
      await this.start(life, reach, port).catch(async (error) => {
        // Another window may have been quicker, and its relay is coming up.
        await new Promise((resolve) => setTimeout(resolve, comesUp).unref());
        if (!(await answersAt(remembered))) failed(error);
      });
    return this.place;
  }

  /** Ends it for good, if this window started it or an earlier one left it running. */
  async end(): Promise<boolean> {
    const remembered = this.#extension.globalState.get<Remembered>(key);
    await this.#extension.globalState.update(key, undefined);
    const running = this.#child !== undefined;
    this.stop();
    return running || endLeftRunning(remembered);
  }

  stop(): void {
    this.#child?.kill('SIGTERM');
    this.#child = undefined;
  }

  #spawn(
    node: { file: string; environment: NodeJS.ProcessEnv },
    port: number,
    life: RelayLife,
    reach: RelayReach,
  ): Promise<string | undefined> {
    const program = path.join(this.#extension.extensionPath, 'dist', 'cli.mjs');
    const left = life === 'left-running';
    const shared = reach === 'network' ? ['--host', '0.0.0.0', '--own-cert'] : [];
    const child = spawn(
      node.file,
      [program, 'relay', 'start', '--data', this.#folder, '--port', String(port), ...shared],
      {
        env: node.environment,
        stdio: ['ignore', 'pipe', left ? 'ignore' : 'pipe'],
        detached: left,
      },
    );
    return new Promise((resolve, reject) => {
      let output = '';
      let errors = '';
      const fail = (why: string) => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        reject(new Error(vscode.l10n.t('The relay did not start: {0}', why.trim().split('\n').at(-1) ?? '')));
      };
      const timer = setTimeout(() => fail(vscode.l10n.t('it gave no sign of life.')), startLimit);
      child.once('error', (error) => fail(error.message));
      child.once('exit', () => fail(errors || output || vscode.l10n.t('it ended at once.')));
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        if (errors.length < 20_000) errors += chunk;
      });
      child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        if (!/listens at/.test(output)) return;
        // The invite, if there is one, is printed right after; a moment is enough for it.
        clearTimeout(timer);
        setTimeout(() => {
          child.removeAllListeners('exit');
          child.stdout!.removeAllListeners('data');
          child.stdout!.resume();
          child.once('exit', () => {
            if (this.#child === child) this.#child = undefined;
          });
          this.#child = child;
          this.#life = life;
          resolve(/vscode:\/\/\S+\/join#\S+/.exec(output)?.[0]);
        }, 150);
      });
    });
  }

  dispose(): void {
    if (this.#life === 'with-editor') this.stop();
    else this.#child?.unref();
  }
}

/** SHA-256 (base64url) of the certificate that a relay with this data folder has made for itself; undefined where it has made none yet. */
function fingerprintIn(folder: string): string | undefined {
  try {
    const { raw } = new X509Certificate(readFileSync(path.join(folder, 'own-certificate.pem')));
    return createHash('sha256').update(raw).digest('base64url');
  } catch {
    return undefined;
  }
}

/** Whether a port of this machine can be listened at. */
function isFree(port: number, reach: RelayReach): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, reach === 'network' ? '0.0.0.0' : '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** Its number may have become another program's, but then no relay answers at its port. */
async function endLeftRunning(remembered: Remembered | undefined): Promise<boolean> {
  if (remembered?.pid === undefined || !(await answersAt(remembered))) return false;
  try {
    return process.kill(remembered.pid, 'SIGTERM');
  } catch {
    return false;
  }
}

/** Whether a relay of this machine answers; it does so at once or not at all. */
async function answersAt({ port, reach }: Remembered): Promise<boolean> {
  if (reach === 'network')
    return new Promise((resolve) => {
      // Whether something runs is all that is asked; who it is, the client checks.
      const options = { rejectUnauthorized: false, timeout: 2_000, agent: false };
      const request = get(`https://127.0.0.1:${port}/healthz`, options, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      });
      request.on('timeout', () => request.destroy());
      request.on('error', () => resolve(false));
    });
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
