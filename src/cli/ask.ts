import path from 'node:path';
import type { Command } from 'commander';
import type { Client } from '../client/createClient.ts';
import type { RequestView } from '../client/teamView.ts';
import { languageOf } from '../expertise/languages.ts';
import { askGit, openRepository } from '../git/repository.ts';
import { openGit } from '../git/safeGit.ts';
import type { Question } from '../protocol/contents.ts';
import { findMember, nameOf, shortId, waitingError, withClient } from './memberClient.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

interface AskOptions {
  readonly message: string;
  readonly to?: string[];
  readonly hidden?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/** How long before everybody is asked, where somebody was named: ms. */
const beforeWidening = 15 * 60_000;

/** `whoknows ask FILE[:LINE[-LINE]] -m TEXT`: asks for help with a place in the code. */
export function addAskCommand(program: Command): void {
  program
    .command('ask')
    .description('ask for help with a file or some of its lines')
    .argument('<place>', 'FILE, FILE:LINE or FILE:LINE-LINE')
    .requiredOption('-m, --message <text>', 'what you want to understand')
    .option('--to <email...>', 'who is asked first; the others follow after a quarter of an hour')
    .option('--hidden', 'your name is shown only to whoever accepts')
    .option('--wait', 'wait until somebody helps')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ whoknows ask src/parser.ts:40-52 -m "Why is the token pushed back?" --wait')
    .action(async (place: string, options: AskOptions) => {
      const question = await questionOf(place, options.message);
      await withClient(
        async (client) => {
          const request = await send(client, question, options, true);
          if (options.wait) await waitForHelp(client, request, options);
        },
        async (client, why) => {
          if (client.profile.teamKey === null) throw waitingError(client);
          await send(client, question, options, false);
          if (options.json) printJson({ state: 'waiting', reason: why });
          throw new CommandError(
            `${why} The request waits in the outbox and is sent the next time you are connected (“whoknows listen”).`,
            exitCodes.relay,
          );
        },
      );
    });
}

async function send(client: Client, question: Question, options: AskOptions, online: boolean): Promise<string> {
  const everybody = [...client.team.members.values()].filter((member) => !member.isMe && !member.gone).map((m) => m.id);
  const first: string[] = [];
  for (const who of options.to ?? []) first.push((await findMember(client, who)).id);
  if (first.includes(client.profile.member)) throw new CommandError('You cannot ask yourself; name somebody else.');
  if (everybody.length === 0) {
    throw new CommandError(
      'Nobody else is in your team yet; “whoknows invite” prints a link for them.',
      exitCodes.failed,
    );
  }
  const others = everybody.filter((id) => !first.includes(id));
  const steps = [first, others]
    .filter((step) => step.length)
    .map((candidates) => ({ candidates, wait: beforeWidening }));
  const sent = client.ask({ question, steps, hidden: options.hidden ?? false });
  if (!online) return sent.request;
  const { offset } = await sent.done;
  const asked = steps[0]!.candidates.map((id) => nameOf(client, id));
  if (options.json) printJson({ request: sent.request, state: 'asked', offset, asked });
  else print(`Asked ${list(asked)}; the relay has it on disk (${shortId(sent.request)}).`);
  return sent.request;
}

async function waitForHelp(client: Client, request: string, options: AskOptions): Promise<void> {
  // The client has no way to be listened to after it was made, and needs none for one look now and then.
  for (;;) {
    const view = client.team.requests.get(request);
    if (view?.state.helper) {
      if (options.json) printJson({ request, state: 'accepted', helper: nameOf(client, view.state.helper) });
      else print(`${nameOf(client, view.state.helper)} is helping. “whoknows listen” shows what they say.`);
      return;
    }
    if (view && isHopeless(view)) {
      if (options.json) printJson({ request, state: view.state.status });
      throw new CommandError(
        view.state.status === 'unanswered'
          ? 'Nobody who was asked can help at the moment. The request stays open; others can be named.'
          : 'The request is over without an answer.',
        exitCodes.failed,
      );
    }
    if (client.connection === 'stopped') throw new CommandError('The relay has ended the connection.', exitCodes.relay);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function isHopeless(view: RequestView): boolean {
  return ['unanswered', 'withdrawn', 'expired'].includes(view.state.status);
}

/** What is asked about, as the repository around the file has it; a file outside of any repository is asked about by its name. */
async function questionOf(place: string, text: string): Promise<Question> {
  if (!text.trim()) throw new CommandError('The question is empty; say with -m what you want to understand.');
  const match = /^(.+?)(?::(\d+)(?:-(\d+))?)?$/.exec(place)!;
  const [, file, from, to] = match as unknown as [string, string, string | undefined, string | undefined];
  const start = Number(from ?? 0);
  const end = Number(to ?? from ?? 0);
  if (from !== undefined && (start < 1 || end < start))
    throw new CommandError(`These are no lines of a file: ${place}`);
  const full = path.resolve(file);
  const language = languageOf(full);
  const base: Question = {
    question: text,
    path: path.basename(file),
    ...(from === undefined ? {} : { lines: [start, end] as [number, number] }),
    ...(language ? { language } : {}),
  };
  try {
    const git = await openGit(process.env);
    const repository = await openRepository(git, path.dirname(full));
    const inside = path.relative(repository.folder, full).split(path.sep).join('/');
    const commit = (await askGit(repository, ['rev-parse', 'HEAD'])).trim();
    const roots = (await askGit(repository, ['rev-list', '--max-parents=0', 'HEAD'])).trim().split('\n').slice(0, 16);
    return { ...base, path: inside, commit, roots, repository: path.basename(repository.folder) };
  } catch {
    return base;
  }
}

function list(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} others` : names.join(', ');
}
