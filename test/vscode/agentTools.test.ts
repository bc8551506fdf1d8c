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

  const ask = (paths: string[]) =>
    Promise.resolve(
      vscode.lm.invokeTool('whoknows_who_can_help', { toolInvocationToken: undefined, input: { paths } }),
    );

  it('answer in words that an agent can read', async () => {
    const { content } = await ask(['src/a.ts']);
    const text = content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
    assert.match(text, /^(Who can help with|Nobody can be named for) src\/a\.ts/);
    assert.doesNotMatch(text, /@/);
  });

  it('T5: give an agent no other folder to look at', async () => {
    await assert.rejects(ask(['/etc/passwd']), /not all in one folder/);
    await assert.rejects(ask(['../other/a.ts']), /not all in one folder/);
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
