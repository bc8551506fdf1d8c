import type { Command } from 'commander';
import type { ClientEvent } from '../client/clientEvents.ts';
import type { Client } from '../client/createClient.ts';
import type { RequestView } from '../client/teamView.ts';
import { displayText } from '../expertise/displayText.ts';
import { contents } from '../protocol/contents.ts';
import { nameOf, openClient, placeOf, shortId, waitingError } from './memberClient.ts';
import { CommandError, exitCodes, print, printJson } from './terminal.ts';

interface ListenOptions {
  readonly accept?: boolean;
  readonly json?: boolean;
}

/** `whoknows listen`: stays connected and prints a line per event. */
export function addListenCommand(program: Command): void {
  program
    .command('listen')
    .description('stay connected and print what happens: requests, answers, messages')
    .option('--accept', 'accept every request that is offered to you')
    .option('--json', 'print JSON, one object a line')
    .addHelpText('after', '\nOther commands, in another terminal: accept, later, pass, decline, say, end, confirm')
    .action(async (options: ListenOptions) => {
      await new Promise<void>((resolve, reject) => {
        let client: Client | undefined;
        const leave = () => {
          client?.stop();
          resolve();
        };
        process.once('SIGINT', leave);
        process.once('SIGTERM', leave);
        let away = '';
        const hear = (event: ClientEvent) => {
          if (!client) return;
          // Said once, not at each attempt.
          if (event.type === 'connection' && event.state !== 'connecting') {
            const why = event.state === 'offline' ? (event.sentence ?? '') : '';
            if (why && why === away) return;
            away = why;
          }
          if (event.type === 'connection' && event.state === 'stopped') {
            reject(new CommandError(event.sentence ?? 'The relay has ended the connection.', exitCodes.relay));
            return;
          }
          const line = describe(client, event);
          if (line) {
            if (options.json) printJson({ event: line.name, ...line.fields });
            else print(line.text);
          }
          if (options.accept) acceptWhatIsOffered(client, event);
        };
        openClient(hear, true).then((opened) => {
          client = opened;
          client.setPresence('available');
          client.start();
        }, reject);
      });
    });
}

interface Line {
  readonly name: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

function describe(client: Client, event: ClientEvent): Line | undefined {
  switch (event.type) {
    case 'connection': {
      if (event.state === 'connecting') return undefined;
      const { state, sentence } = event;
      const text =
        state === 'online'
          ? `Connected as ${displayText(client.profile.name)}. Press Ctrl-C to leave.`
          : state === 'waiting'
            ? waitingError(client).message
            : `Not connected: ${displayText(sentence ?? '', 300)} Trying again.`;
      return { name: 'connection', text, fields: { state, ...(sentence ? { sentence } : {}) } };
    }
    case 'request':
      return event.replayed ? undefined : describeRequest(client, event.request, event.event.type);
    case 'record': {
      const { record, replayed } = event;
      if (replayed || record.kind !== 'message' || record.by === client.profile.member) return undefined;
      const message = contents.message.safeParse(record.content);
      if (!message.success || !('session' in record.scope)) return undefined;
      const from = nameOf(client, record.by);
      const { text } = message.data;
      const session = record.scope.session;
      return { name: 'message', text: `${from}: ${displayText(text, 2_000)}`, fields: { session, from, text } };
    }
    case 'log': {
      if (event.replayed) return undefined;
      const { topic, session } = event.entry;
      return {
        name: 'log.confirmed',
        text: `In the mentoring log: ${displayText(topic)}.`,
        fields: { session, topic },
      };
    }
    case 'refused':
      return {
        name: 'refused',
        text: `Not done: ${event.sentence}`,
        fields: { command: event.id, code: event.code, sentence: event.sentence },
      };
    case 'clock': {
      const side = event.offByMs < 0 ? 'behind' : 'ahead of';
      const text = `This machine’s clock is ${spanText(Math.abs(event.offByMs))} ${side} the relay’s; times shown are the relay’s.`;
      return { name: 'clock', text, fields: { offByMs: event.offByMs } };
    }
    default:
      return undefined;
  }
}

/** Ms in the largest of minutes, hours and days that leaves more than one. */
function spanText(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}

function describeRequest(client: Client, view: RequestView, type: string): Line | undefined {
  const asker = view.state.asker === null ? 'Somebody' : nameOf(client, view.state.asker);
  const helper = nameOf(client, view.state.helper);
  const place = placeOf(view);
  const question = displayText(view.question?.question ?? '(cannot be opened here)', 400);
  const id = shortId(view.id);
  const texts: Record<string, string> = {
    'request.offered': `${asker} asks${place ? ` about ${place}` : ''}: ${question}   [${id}: “whoknows accept ${id}” helps]`,
    'request.accepted':
      view.role === 'asker'
        ? `${helper} is helping you; “whoknows say …” answers.   [${id}]`
        : `You are helping ${asker}; “whoknows say …” answers.   [${id}]`,
    'request.later':
      view.role === 'asker' ? `Somebody will answer later.   [${id}]` : `You will answer later.   [${id}]`,
    'request.widened': view.state.step > 0 ? `More people are asked.   [${id}]` : '',
    'request.unanswered': `Nobody who was asked can help at the moment; the request stays open.   [${id}]`,
    'request.closed':
      view.state.closedWhy === 'taken' ? `Somebody else is helping.   [${id}]` : `The request is over.   [${id}]`,
    'request.expired': `The request is over without an answer.   [${id}]`,
    'session.paused': `The session is paused.   [${id}]`,
    'session.continued': `The session goes on.   [${id}]`,
    'session.ended': `The session has ended.   [${id}]`,
    'log.proposed':
      view.state.entry?.by === client.profile.member ? '' : `A log entry waits for you: “whoknows confirm ${id}”.`,
  };
  const text = texts[type];
  if (!text) return undefined;
  return {
    name: type,
    text,
    fields: {
      request: view.id,
      status: view.state.status,
      asker: view.state.asker === null ? null : asker,
      helper: view.state.helper === null ? null : helper,
      ...(view.question
        ? {
            question: view.question.question,
            path: view.question.path,
            lines: view.question.lines,
            code: view.question.code,
          }
        : {}),
    },
  };
}

function acceptWhatIsOffered(client: Client, event: ClientEvent): void {
  const me = client.profile.member;
  // On coming online also what was offered before this start and is still open.
  if (event.type === 'connection' && event.state === 'online') {
    for (const view of client.team.requests.values()) if (isOpenOffer(view, me)) client.accept(view.id);
  }
  if (event.type === 'request' && event.event.type === 'request.offered' && client.connection === 'online') {
    client.accept(event.request.id);
  }
}

function isOpenOffer(view: RequestView, me: string): boolean {
  const offer = view.state.offers[me];
  return view.state.status === 'open' && (offer === 'offered' || offer === 'later');
}
