import type { Command } from 'commander';
import type { RequestView } from '../client/teamView.ts';
import { displayLines, displayText } from '../expertise/displayText.ts';
import { limits } from '../protocol/limits.ts';
import { findMember, findRequest, nameOf, placeOf, withClient } from './memberClient.ts';
import { CommandError, print } from './terminal.ts';

/** `whoknows accept`, `later`, `pass`, `decline`, `withdraw`: what can be done about a request. */
export function addAnswerCommands(program: Command): void {
  const given = ['[request]', 'the beginning of its id; not needed if there is one only'] as const;

  program
    .command('accept')
    .description('help with a request that is offered to you')
    .argument(...given)
    .action((id?: string) =>
      withClient(async (client) => {
        const view = findRequest(client, id, 'open request', isOffered(client.profile.member));
        await client.accept(view.id).done;
        const accepted = client.team.requests.get(view.id);
        print(`You are helping ${nameOf(client, accepted?.state.asker ?? null)}.`);
        for (const line of subjectLines(view)) print(line);
      }),
    );

  program
    .command('later')
    .description('promise an answer')
    .argument(...given)
    .option('--in <minutes>', 'when', '30')
    .action((id: string | undefined, options: { in: string }) =>
      withClient(async (client) => {
        const minutes = Number(options.in);
        const most = limits.laterMs.value / 60_000;
        if (!(minutes >= 1 && minutes <= most))
          throw new CommandError(`--in takes minutes, from 1 to ${most}, not “${options.in}”.`);
        const view = findRequest(client, id, 'open request', isOffered(client.profile.member));
        await client.later(view.id, minutes * 60_000).done;
        print(`Promised in ${minutes} minutes.`);
      }),
    );

  program
    .command('pass')
    .description('pass a request on to somebody else')
    .argument(...given)
    .requiredOption('--to <email>', 'to whom')
    .action((id: string | undefined, options: { to: string }) =>
      withClient(async (client) => {
        const view = findRequest(client, id, 'open request', isOffered(client.profile.member));
        const member = await findMember(client, options.to);
        await client.pass(view.id, member.id).done;
        print(`Passed on to ${nameOf(client, member.id)}.`);
      }),
    );

  program
    .command('decline')
    .description('say no; nobody is told and nobody counts')
    .argument(...given)
    .action((id?: string) =>
      withClient(async (client) => {
        await client.decline(findRequest(client, id, 'open request', isOffered(client.profile.member)).id).done;
        print('Declined.');
      }),
    );

  program
    .command('withdraw')
    .description('take back a request of your own')
    .argument(...given)
    .action((id?: string) =>
      withClient(async (client) => {
        const mine = (view: RequestView) =>
          view.role === 'asker' && (view.state.status === 'open' || view.state.status === 'unanswered');
        await client.withdraw(findRequest(client, id, 'open request of yours', mine).id).done;
        print('Withdrawn.');
      }),
    );
}

function isOffered(me: string): (view: RequestView) => boolean {
  return (view) => {
    const offer = view.state.offers[me];
    const open = view.state.status === 'open' || view.state.status === 'unanswered';
    return open && (offer === 'offered' || offer === 'later');
  };
}

/** What a request is about: the place, what was tried, and the lines as the asker sees them, with their numbers. */
function subjectLines(view: RequestView): string[] {
  const { question, tried, code, lines } = view.question ?? {};
  const first = lines?.[0] ?? 1;
  const width = String(lines?.[1] ?? first).length;
  const numbered = displayLines(code ?? '', 60_000)
    .split('\n')
    .map((line, n) => `  ${String(first + n).padStart(width)}  ${line}`);
  return [
    `${placeOf(view) || 'The question'}: ${displayText(question ?? '', 2_000)}`,
    ...(tried ? [`Tried: ${displayText(tried, 2_000)}`] : []),
    ...(code ? numbered : []),
  ];
}
