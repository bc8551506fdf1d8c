import type { Command } from 'commander';
import { addAnswerCommands } from './answer.ts';
import { addAskCommand } from './ask.ts';
import { addInviteCommand } from './invite.ts';
import { addJoinCommand } from './join.ts';
import { addListenCommand } from './listen.ts';
import { addLogCommand } from './log.ts';
import { addRelayCommand } from './relay.ts';
import { addSessionCommands } from './session.ts';
import { addTeamCommands } from './team.ts';

/** The commands with which members of a team help each other. */
export function addHelpCommands(program: Command): void {
  addAskCommand(program);
  addListenCommand(program);
  addAnswerCommands(program);
  addSessionCommands(program);
  addLogCommand(program);
  addJoinCommand(program);
  addInviteCommand(program);
  addTeamCommands(program);
  addRelayCommand(program);
}
