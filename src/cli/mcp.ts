import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Command } from 'commander';
import * as z from 'zod';
import { agentAnswer, sendCommand } from '../app/agentAnswer.ts';
import { type Knowledge, openKnowledge, refreshKnowledge } from '../app/knowledge.ts';
import { ownEmail, repositoryPaths, whoCanHelp } from '../app/whoCanHelp.ts';
import { displayText } from '../expertise/displayText.ts';
import { knownTeam, teamHost } from './knownTeam.ts';

declare const WHOKNOWS_VERSION: string | undefined;

/** Paths of one question at most: an agent that asks about a whole repository at once means something else. */
const mostPaths = 50;
/** Characters of a drafted question. */
const longestQuestion = 4000;

/** `whoknows mcp`: the answer for any agent, over the Model Context Protocol on standard input and output. Reads; sends nothing. */
export function addMcpCommand(program: Command): void {
  program
    .command('mcp')
    .description('serve “who can help?” to agents over the Model Context Protocol (stdio)')
    .addHelpText(
      'after',
      `
An agent can ask who can help with files of the repository in the current folder, and draft a request. It cannot send one: it gets
the command for you to run. Names and reasons that an agent asks for reach whoever runs its model; addresses do not.

As an agent's configuration takes it:
  {"mcpServers":{"whoknows":{"command":"whoknows","args":["mcp"],"cwd":"/path/to/repository"}}}`,
    )
    .action(async () => {
      const server = createMcpServer(process.cwd());
      const closed = new Promise<void>((resolve) => {
        server.server.onclose = resolve;
        // The transport does not notice by itself that its other end is gone.
        process.stdin.on('end', () => void server.close());
      });
      await server.connect(new StdioServerTransport());
      await closed;
    });
}

function createMcpServer(folder: string): McpServer {
  const version = typeof WHOKNOWS_VERSION === 'string' ? WHOKNOWS_VERSION : 'development';
  const server = new McpServer({ name: 'whoknows', version });
  let known: Knowledge | undefined;
  const knowledge = async (): Promise<Knowledge> => {
    const host = await teamHost();
    known = known ? await refreshKnowledge(host, known) : (await openKnowledge(host, folder)).knowledge;
    return known;
  };
  const paths = z.array(z.string().min(1).max(4096)).min(1).max(mostPaths);
  server.registerTool(
    'who_can_help',
    {
      title: 'Who can help with these files?',
      description:
        'Names people who can help with files or folders of this git repository, with the evidence for each, or says that nobody active knows them. Use it when the user is stuck or asks whom to ask. Never name anybody it does not name.',
      inputSchema: { paths: paths.describe('files or folders, relative to the current folder') },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async ({ paths: given }) =>
      answered(async () => {
        const here = await knowledge();
        const inside = repositoryPaths(here, folder, given);
        const answer = whoCanHelp(here, inside, { asker: await ownEmail(here), team: await knownTeam(here) });
        return agentAnswer(
          inside.map((path) => displayText(path) || 'this repository'),
          answer,
        );
      }),
  );
  server.registerTool(
    'draft_help_request',
    {
      title: 'Draft a help request',
      description:
        'Drafts a request for help with a place in the code. It sends nothing: it gives the command that the user runs if they want to send it. Show the command, do not run it.',
      inputSchema: {
        path: z.string().min(1).max(4096).describe('the file, relative to the current folder'),
        lines: z.tuple([z.int().positive(), z.int().positive()]).optional().describe('first and last line, from 1'),
        question: z.string().min(1).max(longestQuestion).describe('what the user wants to understand, in their words'),
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    async (draft) =>
      answered(async () => {
        repositoryPaths(await knowledge(), folder, [draft.path]);
        return `Nothing is sent yet. To send this request, the user runs:\n${sendCommand(draft)}`;
      }),
  );
  return server;
}

/** A tool's text, or the sentence of what went wrong. */
async function answered(work: () => Promise<string>) {
  try {
    return { content: [{ type: 'text' as const, text: await work() }] };
  } catch (error) {
    return {
      isError: true,
      content: [{ type: 'text' as const, text: error instanceof Error ? error.message : String(error) }],
    };
  }
}
