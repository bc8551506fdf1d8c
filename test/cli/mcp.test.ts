import assert from 'node:assert/strict';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { bareEnvironment } from '../support/bareEnvironment.ts';
import { temporaryFolder } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';

const cli = path.join(import.meta.dirname, '../../src/cli/main.ts');

describe('A3 whoknows mcp', () => {
  let client: Client;
  let folder: string;
  const call = async (name: string, input: Record<string, unknown>) => {
    const { content, isError } = await client.callTool({ name, arguments: input });
    return { text: (content as { text: string }[]).map(({ text }) => text).join('\n'), isError: isError ?? false };
  };

  before(async () => {
    ({ folder } = makeStoryRepository());
    const home = temporaryFolder();
    client = new Client({ name: 'test', version: '1' });
    await client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: ['--no-warnings', cli, 'mcp'],
        cwd: folder,
        env: { ...bareEnvironment, HOME: home, WHOKNOWS_HOME: home, WHOKNOWS_CACHE: home },
      }),
    );
  });
  after(() => client.close());

  it('offers two tools, neither of which changes or sends anything', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['draft_help_request', 'who_can_help']);
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint));
  });

  it('names who can help with reasons, without addresses', async () => {
    const { text, isError } = await call('who_can_help', { paths: ['src/parser.ts'] });
    assert.equal(isError, false);
    assert.match(
      text,
      /^Who can help with src\/parser\.ts, in this order:\n- Ana Souza: knows it well; wrote most of this file/,
    );
    assert.doesNotMatch(text, /@example\.com/);
  });

  it('S3: says that nobody active knows it, and names nobody as knowing it', async () => {
    const { text } = await call('who_can_help', { paths: ['legacy/import.ts'] });
    assert.match(text, /Nobody active knows this file/);
    assert.doesNotMatch(text, /: knows it/);
  });

  it('drafts a request that only the user can send, quoted for the shell', async () => {
    const question = "Why's the token pushed back? $(rm -rf ~)";
    const { text } = await call('draft_help_request', { path: 'src/parser.ts', lines: [4, 6], question });
    assert.equal(
      text,
      `Nothing is sent yet. To send this request, the user runs:\nwhoknows ask src/parser.ts:4-6 -m 'Why'\\''s the token pushed back? $(rm -rf ~)'`,
    );
  });

  it('T5: looks at nothing outside the repository, and says so in a sentence', async () => {
    for (const [tool, input] of [
      ['who_can_help', { paths: ['../../etc/passwd'] }],
      ['draft_help_request', { path: '/etc/passwd', question: 'What?' }],
    ] as const) {
      const { text, isError } = await call(tool, input);
      assert.equal(isError, true);
      assert.match(text, /is outside the repository/);
    }
  });
});
