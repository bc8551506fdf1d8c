import type { Command } from 'commander';
import { countSession } from '../app/teamFigures.ts';
import { logEntryOf } from '../client/logEntryOf.ts';
import type { RequestView } from '../client/teamView.ts';
import { activeMinutes, isSession } from '../protocol/requestState.ts';
import { findRequest, nameOf, withClient } from './memberClient.ts';
import { CommandError, print } from './terminal.ts';

interface EndOptions {
  readonly topic?: string;
  readonly outcome: string;
  readonly learned?: string;
  readonly minutes?: string;
  readonly counts?: boolean;
}

const outcomes = ['solved', 'partly', 'not solved'] as const;

/** `whoknows say`, `end`, `confirm`: a session in the terminal. */
export function addSessionCommands(program: Command): void {
  program
    .command('say')
    .description('say something in a session')
    .argument('<text...>')
    .option('-s, --session <id>', 'the beginning of its id; not needed if there is one only')
    .action((words: string[], options: { session?: string }) =>
      withClient(async (client) => {
        const text = words.join(' ');
        if (!text.trim()) throw new CommandError('There is nothing to say; give the words.');
        const view = findRequest(client, options.session, 'session', isGoingOn);
        await client.say(view.id, { text }).done;
      }),
    );

  program
    .command('end')
    .description('end a session and write the log entry; the other confirms it')
    .argument('[session]', 'the beginning of its id; not needed if there is one only')
    .option('--topic <text>', 'what it was about')
    .option('--outcome <outcome>', outcomes.join(', '), 'solved')
    .option('--learned <text>', 'what was learned')
    .option('--minutes <minutes>', 'active time, if the measured one is wrong')
    .option('--counts', 'the team may count it as know-how, if the other agrees')
    .action((id: string | undefined, options: EndOptions) =>
      withClient(async (client) => {
        const outcome = outcomes.find((one) => one === options.outcome);
        if (!outcome) throw new CommandError(`--outcome is one of: ${outcomes.join(', ')}.`);
        const view = findRequest(client, id, 'session', (one) => isGoingOn(one) || one.state.status === 'ended');
        if (view.state.status !== 'ended') await client.end(view.id).done;
        const now = client.now();
        const minutes = options.minutes === undefined ? activeMinutes(view.state, now) : Number(options.minutes);
        if (!(minutes >= 0)) throw new CommandError(`--minutes takes a number, not “${options.minutes}”.`);
        const { question } = view;
        await client.proposeLog(view.id, {
          topic: options.topic ?? question?.topic ?? question?.path ?? 'help',
          ...(question?.path ? { area: question.path } : {}),
          ...(question?.language ? { language: question.language } : {}),
          ...(question?.repository ? { repository: question.repository } : {}),
          goal: question?.question ?? '',
          outcome,
          ...(options.learned ? { learned: options.learned } : {}),
          minutes: Math.round(minutes),
          asker: nameOf(client, view.state.asker),
          helper: nameOf(client, view.state.helper),
          startedAt: view.state.acceptedAt ?? now,
          endedAt: Math.max(now, view.state.acceptedAt ?? now),
          ...(options.counts ? { counts: true } : {}),
        }).done;
        print('Ended; the log entry waits for the other to confirm it.');
      }),
    );

  program
    .command('confirm')
    .description('confirm the log entry that the other has written')
    .argument('[session]', 'the beginning of its id; not needed if there is one only')
    .action((id?: string) =>
      withClient(async (client) => {
        const me = client.profile.member;
        const waits = (view: RequestView) =>
          view.state.status === 'ended' && view.state.entry !== null && !view.state.entry.confirmed.includes(me);
        const view = findRequest(client, id, 'log entry that waits for you', waits);
        await client.confirmLog(view.id).done;
        const entry = logEntryOf(client.team, view, me);
        if (entry) countSession(client, entry);
        print('Confirmed; it is in both mentoring logs.');
      }),
    );
}

function isGoingOn(view: RequestView): boolean {
  return (
    view.role !== 'candidate' &&
    isSession(view.state) &&
    (view.state.status === 'active' || view.state.status === 'paused')
  );
}
