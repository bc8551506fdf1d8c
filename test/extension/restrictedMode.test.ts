import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { EditorStandIn, loadExtension } from '../support/editorStandIn.ts';
import { createTestTeam, eventually, type TestTeam } from '../support/relayTeam.ts';
import { temporaryFolder } from '../support/repository.ts';
import { makeStoryRepository } from '../support/storyRepository.ts';

/** Notes every program that is started and every connection that is opened, and lets them go on. */
function watchTheWorld(): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const undo: (() => void)[] = [];
  const watch = (object: object, name: string) => {
    const holder = object as Record<string, (...args: unknown[]) => unknown>;
    const original = holder[name]!;
    holder[name] = function (this: unknown, ...args: unknown[]) {
      seen.push(`${name} ${JSON.stringify(args[0])}`);
      return original.apply(this, args);
    };
    undo.push(() => {
      holder[name] = original;
    });
  };
  for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
    watch(childProcess, name);
  watch(net.Socket.prototype, 'connect');
  return {
    seen,
    stop: () => {
      for (const one of undo) one();
    },
  };
}

describe('E1 a folder that nobody trusts yet', function () {
  this.timeout(60_000);
  const home = process.env.WHOKNOWS_HOME;
  let standIn: EditorStandIn;
  let activate: (context: object) => unknown;
  let team: TestTeam;

  before(async () => {
    standIn = new EditorStandIn();
    activate = await loadExtension(standIn);
    team = await createTestTeam();
    const ana = await team.join('ana');
    ana.client.stop();
    await eventually(() => team.running.relay.metrics.connections === 0);
    process.env.WHOKNOWS_HOME = ana.home;
    standIn.settings.keepKeysIn = 'home';
  });

  after(async () => {
    if (home === undefined) delete process.env.WHOKNOWS_HOME;
    else process.env.WHOKNOWS_HOME = home;
    await team.close();
  });

  it('starts no program and opens no connection, whichever command is run; with trust it does', async () => {
    standIn.isTrusted = false;
    const { folder } = makeStoryRepository();
    standIn.folders = [{ uri: { scheme: 'file', fsPath: folder, path: folder }, name: 'story', index: 0 }];
    const { context, dispose } = standIn.makeContext(temporaryFolder());
    const world = watchTheWorld();
    try {
      activate(context);
      const commands = [...standIn.commands];
      assert.ok(commands.length > 40);
      for (const [, run] of commands) await Promise.resolve(run()).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 200));
      assert.equal(world.seen.join('\n'), '');
      assert.ok(standIn.messages.some((message) => /Trust this folder first/.test(message)));

      standIn.grantTrust();
      await eventually(() => team.running.relay.metrics.connections === 1);
      assert.ok(world.seen.some((one) => one.startsWith('connect ')));
    } finally {
      world.stop();
      dispose();
    }
  });

  it('cannot name a program, an address or a place for keys in its settings', () => {
    const { contributes, capabilities } = JSON.parse(readFileSync('package.json', 'utf8'));
    const settings = Object.entries(contributes.configuration.properties) as [string, { scope?: string }][];
    // A workspace can set what has another scope than these two; in an untrusted one the editor ignores what is listed as restricted.
    const free = settings
      .filter(([, { scope }]) => scope !== 'machine' && scope !== 'application')
      .map(([name]) => name);
    for (const name of free) assert.doesNotMatch(name, /path|address|relay|url|key|folder|home/i);
    assert.ok(settings.some(([name]) => name === 'whoknows.gitPath'));
    assert.notEqual(capabilities?.untrustedWorkspaces, undefined);
  });
});
