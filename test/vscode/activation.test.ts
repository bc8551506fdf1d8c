import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extension = () => {
  const found = vscode.extensions.getExtension('whoknows.whoknows');
  assert.ok(found, 'the extension is not installed');
  return found;
};

describe('the extension in its host', () => {
  it('V1: is not active before anybody asks for it', () => assert.equal(extension().isActive, false));

  it('activates', async () => {
    await extension().activate();
    assert.equal(extension().isActive, true);
  });

  it('registers every command that its manifest promises', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const promised: { command: string }[] = extension().packageJSON.contributes.commands;
    assert.ok(promised.length > 0);
    assert.deepEqual(
      promised.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
