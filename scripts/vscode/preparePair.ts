import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../../src/app/host.ts';
import { createClient } from '../../src/client/createClient.ts';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';
import { founderInvite } from '../../src/relay/invites.ts';
import { StartProblem } from '../../src/relay/startProblem.ts';
import { type RunningRelay, startRelay } from '../../src/relay/startRelay.ts';
import { type ChosenPair, choosePair, type Identity } from './choosePair.ts';
import { demoVersion, makeDemoRepository } from './demoRepository.ts';
import { plainEnvironment } from './environment.ts';
import { freePort } from './freePort.ts';
import { SetupError } from './setupError.ts';

/** One of the two, with everything that an editor of theirs needs. */
export interface PairMember {
  readonly person: Identity;
  /** Their clone of the repository. */
  readonly clone: string;
  /** Where their editor keeps what it keeps. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

/** An asker and a helper in one team, whose relay runs. */
export interface PreparedPair {
  readonly asker: PairMember;
  readonly helper: PairMember;
  /** The file that the story is about, relative to the repository's top. */
  readonly file: string;
  /** Where both editors' extensions may lie, and the token they share. */
  readonly folder: string;
  /** Ends the relay. */
  close(): Promise<void>;
}

/**
 * Prepares two people of a repository's history, each with a clone of their own, both in one team on a relay that runs in this process.
 * Without a repository a small demo history is made. What is there from an earlier start is used again. Throws SetupError.
 */
export async function preparePair(cache: string, repository: string | undefined): Promise<PreparedPair> {
  const source = repository === undefined ? undefined : topOf(repository);
  const name = source === undefined ? 'larder' : path.basename(source).replace(/\.git$/, '') || 'repository';
  mkdirSync(cache, { recursive: true });
  // By its real path, as git and the editor name it.
  const folder = path.join(realpathSync(cache), 'pair', source === undefined ? 'demo' : `${name}-${shortHash(source)}`);
  const clones = { asker: path.join(folder, 'asker', name), helper: path.join(folder, 'helper', name) };
  // A new commit makes new clones; what was tried on the old ones goes with them.
  const state = source === undefined ? demoVersion() : headOf(source);
  const stateFile = path.join(folder, 'cloned');
  if (!existsSync(stateFile) || readFileSync(stateFile, 'utf8') !== state) {
    rmSync(folder, { recursive: true, force: true });
    const from = source ?? path.join(folder, 'origin');
    if (source === undefined) makeDemoRepository(from, Math.floor(Date.now() / 1000));
    for (const clone of Object.values(clones)) makeClone(from, clone);
    writeFileSync(stateFile, state);
  }
  const member = (part: 'asker' | 'helper', person: Identity): PairMember => {
    const own = path.join(folder, part);
    return {
      person,
      clone: clones[part],
      folder: own,
      env: {
        ...plainEnvironment(),
        WHOKNOWS_HOME: path.join(own, 'profile'),
        WHOKNOWS_CACHE: path.join(folder, 'index'),
      },
    };
  };
  const chosen = await choosePair(hostOf(folder), clones.asker);
  const asker = member('asker', chosen.asker);
  const helper = member('helper', chosen.helper);
  for (const { person, clone } of [asker, helper]) beThere(clone, person);
  const relay = await startTeam(folder, chosen, asker, helper);
  return { asker, helper, file: chosen.file, folder, close: () => relay.close() };
}

const hostOf = (folder: string): Host => ({
  environment: { ...plainEnvironment(), WHOKNOWS_CACHE: path.join(folder, 'index') },
  untrusted: [],
  gitPath: undefined,
  now: () => Math.floor(Date.now() / 1000),
});

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Runs git without its system-wide and personal settings, which may name filters and hooks. */
function git(args: readonly string[], cwd?: string): string {
  const env = { ...plainEnvironment(), GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_COUNT: '1' };
  return execFileSync('git', args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...env, GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: '/dev/null' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

/** The top folder, or the repository itself where it is bare. */
function topOf(repository: string): string {
  try {
    const bare = git(['rev-parse', '--is-bare-repository'], repository) === 'true';
    return git(['rev-parse', bare ? '--absolute-git-dir' : '--show-toplevel'], repository);
  } catch {
    throw new SetupError('no-repository', `${repository} is in no git repository; name one, or none for the demo.`);
  }
}

function headOf(source: string): string {
  try {
    return git(['rev-parse', 'HEAD'], source);
  } catch {
    throw new SetupError(
      'no-repository',
      `${source} has no commits yet; name another repository, or none for the demo.`,
    );
  }
}

function makeClone(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  try {
    git(['clone', '-q', '--local', '--no-recurse-submodules', '--template=', '--', from, to]);
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1);
    throw new SetupError('no-repository', `Git did not clone ${from}: ${said}`);
  }
}

/** In this clone commits are this person's. */
function beThere(clone: string, { name, email }: Identity): void {
  for (const [key, value] of [
    ['user.name', name],
    ['user.email', email],
    ['commit.gpgSign', 'false'],
  ] as const)
    git(['config', '--local', key, value], clone);
}

interface Team {
  readonly port: number;
  readonly people: readonly string[];
}

/** The relay on the port of last time with the team of last time, or else a new team. */
async function startTeam(
  folder: string,
  { asker: a, helper: h }: ChosenPair,
  asker: PairMember,
  helper: PairMember,
): Promise<RunningRelay> {
  const file = path.join(folder, 'team.json');
  const people = [a.email, h.email];
  const kept: Team | undefined = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  if (kept && kept.people.join() === people.join() && (await freePort(kept.port)) === kept.port)
    return startAt(folder, kept.port);
  rmSync(file, { force: true });
  for (const old of [path.join(folder, 'relay'), asker.env.WHOKNOWS_HOME!, helper.env.WHOKNOWS_HOME!])
    rmSync(old, { recursive: true, force: true });
  const relay = await startAt(folder, 0);
  const founder = await founderInvite(relay.store, `ws://127.0.0.1:${relay.port}/v1`, relay.relay.now());
  await join(asker, founder!);
  const client = await createClient({ storage: createFileStorage(asker.env.WHOKNOWS_HOME!), watchPresence: false });
  client.start();
  await client.ready();
  const { link, done } = client.invite();
  await done;
  client.stop();
  await join(helper, link);
  writeFileSync(file, JSON.stringify({ port: relay.port, people } satisfies Team));
  return relay;
}

async function startAt(folder: string, port: number): Promise<RunningRelay> {
  try {
    return await startRelay({ folder: path.join(folder, 'relay'), port, host: '127.0.0.1', log: () => {} });
  } catch (error) {
    if (error instanceof StartProblem) throw new SetupError('no-relay', error.message);
    throw error;
  }
}

async function join({ person, env }: PairMember, link: string): Promise<void> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  await joinTeam(createFileStorage(env.WHOKNOWS_HOME!), parseInviteLink(link)!, {
    name: person.name,
    emails: [person.email],
    ...(zone ? { zone } : {}),
  });
}
