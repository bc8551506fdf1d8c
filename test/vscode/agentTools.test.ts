import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('A2 tools for chat agents', () => {
  const names = ['whoknows_who_can_help', 'whoknows_draft_help_request'];

  it('are offered to the editor with a description and the shape of their input', () => {
    for (const name of names) {
      const tool = vscode.lm.tools.find((offered) => offered.name === name);
      assert.ok(tool, name);
      assert.ok(tool.description.length > 40 && tool.inputSchema);
    }
  });

  it('answer in a sentence where there is no history to ask; an agent gets no other folder to look at', async () => {
    for (const paths of [['src/a.ts'], ['/etc/passwd']])
      await assert.rejects(
        Promise.resolve(
          vscode.lm.invokeTool('whoknows_who_can_help', { toolInvocationToken: undefined, input: { paths } }),
        ),
        /No trusted folder is open|not all in one folder/,
      );
  });

  it('cannot draft a request where there is no team to send it to, and send nothing themselves', async () => {
    await assert.rejects(
      Promise.resolve(
        vscode.lm.invokeTool('whoknows_draft_help_request', {
          toolInvocationToken: undefined,
          input: { path: 'src/a.ts', question: 'Why?' },
        }),
      ),
      /No trusted folder is open|in no team/,
    );
  });
});
