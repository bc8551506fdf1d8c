import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { askInTurn, askWhoeverIsFree } from '../app/askSchedule.ts';
import { askOrder, availabilityOf } from '../app/availability.ts';
import { openKnowledge } from '../app/knowledge.ts';
import { placeFacts, questionFrom } from '../app/questionAbout.ts';
import { teamSays } from '../app/teamSays.ts';
import { ownEmail, repositoryPaths, whoCanHelp } from '../app/whoCanHelp.ts';
import type { Client } from '../client/createClient.ts';
import type { RequestView } from '../client/teamView.ts';
import { displayText } from '../expertise/displayText.ts';
import type { Question } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import { findMember, nameOf, shortId, waitForPresence, waitingError, withClient } from './memberClient.ts';
import { CommandError, exitCodes, print, printJson, terminalHost } from './terminal.ts';

interface AskOptions {
  readonly message: string;
  readonly to?: string[];
  readonly everybody?: boolean;
  readonly hidden?: boolean;
  readonly tried?: string;
  readonly urgency?: string;
  readonly preview?: boolean;
  readonly wait?: boolean;
  readonly json?: boolean;
}

/** `whoknows ask FILE[:LINE[-LINE]] -m TEXT`: asks for help with a place in the code. */
export function addAskCommand(program: Command): void {
  program
    .command('ask')
    .description('ask for help with a file or some of its lines')
    .argument('<place>', 'FILE, FILE:LINE or FILE:LINE-LINE')
    .requiredOption('-m, --message <text>', 'what you want to understand')
    .option('--to <email...>', 'who is asked first, in this order; by default whom history suggests and who is there')
    .option('--everybody', 'ask whoever is free, not one after the other')
    .option('--hidden', 'your name is shown only to whoever accepts')
    .option('--tried <text>', 'what you tried already')
    .option('--urgency <when>', 'now, today or whenever: how soon the next is asked', 'today')
    .option('--preview', 'print exactly what would leave this machine, and send nothing')
    .option('--wait', 'wait until somebody helps')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ whoknows ask src/parser.ts:40-52 -m "Why is the token pushed back?" --wait')
    .action(async (place: string, options: AskOptions) => {
      const { question, full } = await questionOf(place, options);
      if (options.preview) return printJson(question);
      await withClient(
        async (client) => {
          await waitForPresence(client);
          const request = await send(client, question, full, options, true);
          if (options.wait) await waitForHelp(client, request, options);
        },
        async (client, why) => {
          if (client.profile.teamKey === null) throw waitingError(client);
          const request = await send(client, question, full, options, false);
          if (options.json) printJson({ request, state: 'waiting', reason: why });
          throw new CommandError(
            `${why} The request waits in the outbox and is sent the next time you are connected (“whoknows listen”).`,
            exitCodes.relay,
          );
        },
        true,
      );
    });
}

async function send(
  client: Client,
  question: Question,
  file: string,
  options: AskOptions,
  online: boolean,
): Promise<string> {
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
  if (first.length === 0 && !options.everybody) first.push(...(await suggested(client, file)));
  const candidate = (member: Id) => ({ member, presence: availabilityOf(client, member).status });
  const steps = first.length
    ? askInTurn(first.map(candidate), everybody, question.urgency)
    : askWhoeverIsFree(everybody.map(candidate), question.urgency);
  const sent = client.ask({ question, steps, hidden: options.hidden ?? false });
  if (!online) return sent.request;
  const { offset } = await sent.done;
  const [asked, ...later] = steps.map(({ candidates }) => candidates.map((id) => nameOf(client, id)));
  if (options.json) printJson({ request: sent.request, state: 'asked', offset, asked });
  else {
    print(`Asked ${list(asked!)}; the relay has it on disk (${shortId(sent.request)}).`);
    const minutes = Math.round(steps[0]!.wait / 60_000);
    if (later.length) print(`Without an answer in ${minutes} minutes, ${list(later.flat())} will be asked too.`);
  }
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

/** What is asked about, exactly as the editor would send it: secrets in the lines and in the words are taken out. */
async function questionOf(place: string, options: AskOptions): Promise<{ question: Question; full: string }> {
  if (!options.message.trim())
    throw new CommandError('The question is empty; say with -m what you want to understand.');
  const match = /^(.+?)(?::(\d+)(?:-(\d+))?)?$/.exec(place)!;
  const [, file, from, to] = match as unknown as [string, string, string | undefined, string | undefined];
  const start = Number(from ?? 0);
  const end = Number(to ?? from ?? 0);
  if (from !== undefined && (start < 1 || end < start))
    throw new CommandError(`These are no lines of a file: ${place}`);
  const full = path.resolve(file);
  const lines = from === undefined ? undefined : ([start, end] as const);
  const text = lines && (await readFile(full, 'utf8').catch(() => undefined));
  if (!existsSync(full))
    throw new CommandError(
      `There is no ${displayText(file, 200)} here; name a file or a folder, with lines as in src/a.ts:3-9.`,
    );
  if (lines && text === undefined)
    throw new CommandError(`${displayText(file, 200)} cannot be read, so it has no lines to ask about.`);
  const count = text === undefined ? 0 : text.replace(/\n$/, '').split('\n').length;
  if (end > count && lines)
    throw new CommandError(`${displayText(file, 200)} has ${count} lines; ${place} goes beyond.`);
  const facts = await placeFacts(terminalHost, { file: full, lines, text });
  const personal = !options.everybody;
  const { message, tried } = options;
  const said = { question: message, personal, urgency: urgencyOf(options.urgency), ...(tried ? { tried } : {}) };
  return { question: await questionFrom(facts, said), full };
}

function urgencyOf(text: string | undefined): NonNullable<Question['urgency']> {
  const urgency = (['now', 'today', 'whenever'] as const).find((one) => one === (text ?? 'today'));
  if (!urgency) throw new CommandError(`--urgency takes now, today or whenever, not “${text}”.`);
  return urgency;
}

/** The members whom history suggests for a file, in the order in which they should be asked; nobody where it suggests nobody. */
async function suggested(client: Client, file: string): Promise<Id[]> {
  try {
    const { knowledge } = await openKnowledge(terminalHost, path.dirname(file));
    const team = await teamSays(client, knowledge);
    const asker = await ownEmail(knowledge);
    const { people } = whoCanHelp(knowledge, repositoryPaths(knowledge, path.dirname(file), [file]), { asker, team });
    const known = people.flatMap(({ person, level, spent }) => {
      const member = team.members.get(person);
      return member === undefined ? [] : [{ member, level, spent }];
    });
    return askOrder(client, known);
  } catch {
    // Outside a repository, or without history, the team can still be asked.
    return [];
  }
}

function list(names: readonly string[]): string {
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} others` : names.join(', ');
}
