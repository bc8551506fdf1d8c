import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { createFileStorage } from '../../src/client/fileStorage.ts';
import { joinTeam } from '../../src/client/joinTeam.ts';
import { LocalRelay } from '../../src/extension/localRelay.ts';
import { parseInviteLink } from '../../src/protocol/inviteLink.ts';

/** As much of an extension's context as the relay uses; what it remembers outlives one window. */
function contextOf(folder: string): vscode.ExtensionContext {
  const memory = new Map<string, unknown>();
  return {
    extensionPath: vscode.extensions.getExtension('whoknows.whoknows')!.extensionPath,
    globalStorageUri: vscode.Uri.file(folder),
    globalState: {
      get: (key: string) => memory.get(key),
      update: async (key: string, value: unknown) => void memory.set(key, value),
    },
  } as unknown as vscode.ExtensionContext;
}

describe('a relay on this machine', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'whoknows-local-'));
  const context = contextOf(folder);
  const port = () => context.globalState.get<{ port: number }>('whoknows.localRelay')!.port;
  const answers = (at: number) =>
    fetch(`http://127.0.0.1:${at}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
  /** A relay for the room speaks TLS, with a certificate that only an invite tells of. */
  const answersRoom = (at: number) =>
    new Promise<boolean>((resolve) =>
      get({ port: at, path: '/healthz', rejectUnauthorized: false, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode === 200);
      }).on('error', () => resolve(false)),
    );
  const gone = async (at: number, is = answers) => {
    for (let i = 0; i < 100 && (await is(at)); i++) await new Promise((resolve) => setTimeout(resolve, 50));
    return !(await is(at));
  };
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with the editor where it was to, and comes back with the next at the same address', async () => {
    const first = new LocalRelay(context);
    assert.match((await first.start('with-editor')) ?? '', /^vscode:\/\/whoknows\.whoknows\/join#/);
    const at = port();
    assert.ok(await answers(at));
    first.dispose();
    assert.ok(await gone(at));
    const next = new LocalRelay(context);
    await next.resume();
    assert.equal(port(), at);
    assert.ok(await answers(at));
    assert.equal(await next.end(), true);
    assert.ok(await gone(at));
    assert.equal(await next.end(), false);
  });

  it('started once more takes the place of the one before, at the address that its members know', async () => {
    const relay = new LocalRelay(context);
    await relay.start('with-editor');
    const at = port();
    await relay.start('with-editor');
    assert.equal(port(), at);
    await relay.start('left-running');
    assert.equal(port(), at);
    const later = new LocalRelay(context);
    await later.start('with-editor');
    assert.equal(port(), at);
    assert.ok(await answers(at));
    assert.equal(await later.end(), true);
    assert.ok(await gone(at));
  });

  it('stays where it was to be left running, also one for the room, and a later window can end it', async () => {
    const first = new LocalRelay(context);
    const link = (await first.start('left-running', 'network')) ?? '';
    assert.match(link, /[?#&]c=[\w-]{43}(&|$)/);
    const profile = await joinTeam(
      createFileStorage(mkdtempSync(path.join(tmpdir(), 'whoknows-'))),
      parseInviteLink(link)!,
      {
        name: 'Kim',
        emails: [],
      },
    );
    assert.match(profile.address, /^wss:/);
    const at = port();
    first.dispose();
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.ok(await answersRoom(at));
    const later = new LocalRelay(context);
    assert.match((await later.resume())?.address ?? '', /^wss:\/\/[\d.]+:\d+\/v1$/);
    assert.ok(await answersRoom(at));
    assert.equal(await later.end(), true);
    assert.ok(await gone(at, answersRoom));
  });
});
