import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Host } from '../../src/app/host.ts';
import { openKnowledge, refreshKnowledge } from '../../src/app/knowledge.ts';
import { prepareAnswers, whoCanHelp } from '../../src/app/whoCanHelp.ts';
import { parseTrailerLine } from '../../src/expertise/trailers.ts';
import { collectGit } from '../../src/git/logStream.ts';
import { readTips } from '../../src/git/repository.ts';
import { buildIndex } from '../../src/git/repositoryIndex.ts';

declare const BENCH_ROOT: string;

const [task, view, scratch] = process.argv.slice(2) as [string, string, string];
const host: Host = {
  environment: process.env,
  untrusted: [],
  gitPath: undefined,
  now: () => Math.floor(Date.now() / 1000),
};
const open = (cache: boolean, onPartial?: Parameters<typeof openKnowledge>[2]) =>
  openKnowledge(host, view, { gitDir: view, cache, ...onPartial });

/** A file to ask about: the one with the most commits among the newest, so that no answer is empty. */
async function busiest(): Promise<string> {
  const { history } = (await open(true)).knowledge;
  const counts = new Uint32Array(history.paths.length);
  for (const at of history.touchPath.subarray(-20_000)) counts[at]!++;
  return history.paths[counts.indexOf(Math.max(...counts))]!;
}

const tasks: Record<string, () => Promise<unknown>> = {
  /** History read from nothing, first answer on the way, index written. */
  async full() {
    rmSync(path.join(scratch, 'cache'), { recursive: true, force: true });
    const started = performance.now();
    const cpu = process.cpuUsage();
    let first = 0;
    const { knowledge, indexBytes } = await open(true, {
      onPartial: (partial) => {
        if (first) return;
        whoCanHelp(partial, [partial.history.paths[0]!]);
        first = performance.now() - started;
      },
    });
    const milliseconds = performance.now() - started;
    const used = process.cpuUsage(cpu);
    const { history } = knowledge;
    return {
      milliseconds,
      cpu: (used.user + used.system) / 1000,
      memory: process.resourceUsage().maxRSS * 1024,
      first: first || milliseconds,
      commits: history.commits,
      touches: history.touchPath.length,
      bytes: indexBytes,
    };
  },
  /** The index alone, read by one git and by two. */
  async gits() {
    const { repository } = (await open(true)).knowledge;
    const tips = await readTips(repository);
    const read = async (processors: number): Promise<number> => {
      const started = performance.now();
      await buildIndex(repository, tips, { parseTrailerLine, scratchFolder: path.join(scratch, 'cache'), processors });
      return performance.now() - started;
    };
    return { one: await read(1), two: await read(2) };
  },
  async warm() {
    const started = performance.now();
    const { knowledge } = await open(true);
    whoCanHelp(knowledge, [knowledge.history.paths[0]!]);
    return { milliseconds: performance.now() - started };
  },
  /** One ranking after another over paths all over the repository, from the loaded index; the last round counts, all code being compiled by then. */
  async ask() {
    const { knowledge } = await open(true);
    const { ranker } = prepareAnswers(knowledge);
    const { paths } = knowledge.history;
    const times: number[] = [];
    for (let round = 0; round < 4; round++) {
      times.length = 0;
      for (let i = 0; i < 5000; i++) {
        const question = { paths: [paths[(i * 7919) % paths.length]!] };
        const started = performance.now();
        ranker.rank(question, 5);
        times.push((performance.now() - started) * 1000);
      }
    }
    times.sort((a, b) => a - b);
    return { p50: times[2500], p99: times[4950], candidates: ranker.tables.candidates.person.length };
  },
  /** A commit that changes one file arrives; the index is brought up to date, in turn with git --version. */
  async update() {
    const git = (...args: string[]): string =>
      execFileSync('git', ['--git-dir', view, ...args], { encoding: 'utf8' }).trim();
    const head = git('rev-parse', 'HEAD');
    const file = await busiest();
    execFileSync('git', ['--git-dir', view, 'fast-import', '--quiet'], {
      input: `commit refs/heads/whoknows-bench\ncommitter Bench <bench@example.org> ${host.now()} +0000\ndata 4\ntest\nfrom ${head}\nM 100644 inline ${file}\ndata 5\ntest\n\n`,
    });
    const next = git('rev-parse', 'refs/heads/whoknows-bench');
    const updates: number[] = [];
    const versions: number[] = [];
    for (let i = 0; i < 11; i++) {
      git('update-ref', '--no-deref', 'HEAD', head);
      const { knowledge } = await openKnowledge(host, view, { gitDir: view });
      git('update-ref', '--no-deref', 'HEAD', next);
      let started = performance.now();
      await collectGit(knowledge.repository.git, scratch, ['--version']);
      versions.push(performance.now() - started);
      started = performance.now();
      await refreshKnowledge(host, knowledge);
      updates.push(performance.now() - started);
    }
    const middle = (values: number[]): number => values.sort((a, b) => a - b)[5]!;
    return { update: middle(updates), version: middle(versions) };
  },
  /** Loads and activates the packaged code with a stand-in for the editor: what is left is our own code. */
  async activate() {
    const require = createRequire(import.meta.url);
    const Module = require('node:module') as { _load: (request: string, ...rest: unknown[]) => unknown };
    const load = Module._load;
    const answer = (key: string | symbol): unknown =>
      key === Symbol.toPrimitive ? () => '' : key === 'then' || key === Symbol.iterator ? undefined : anything;
    class Editor {}
    const anything: unknown = new Proxy(
      Object.assign(() => undefined, {}),
      { get: (_, key) => answer(key), set: () => true, apply: () => anything },
    );
    // As a prototype, because the bundle copies a module's own names.
    const vscode: unknown = Object.create(
      new Proxy(
        {},
        {
          get: (_, key) =>
            /^[A-Z]/.test(String(key))
              ? new Proxy(Editor, {
                  construct: () => anything as object,
                  get: (_, inner) => (inner === 'prototype' ? Editor.prototype : answer(inner)),
                })
              : answer(key),
        },
      ),
    );
    Module._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
    // What the editor's host has loaded long before any extension starts.
    for (const builtin of [
      'child_process',
      'crypto',
      'fs/promises',
      'http',
      'net',
      'os',
      'url',
      'worker_threads',
      'zlib',
    ])
      require(`node:${builtin}`);
    const started = performance.now();
    const extension = require(path.join(BENCH_ROOT, 'dist/extension.cjs')) as {
      activate: (context: unknown) => void;
    };
    extension.activate({
      subscriptions: [],
      // Somebody who has kept nothing yet.
      workspaceState: {
        get: (_: string, otherwise: unknown) => otherwise,
        update: async () => undefined,
        keys: () => [],
      },
      globalState: { get: (_: string, otherwise: unknown) => otherwise, update: async () => undefined, keys: () => [] },
      secrets: { get: async () => undefined, onDidChange: anything },
      globalStorageUri: anything,
      extensionUri: anything,
      extension: anything,
    });
    return { milliseconds: performance.now() - started };
  },
  async busiest() {
    return { file: await busiest() };
  },
  async 'simple-git'() {
    const { simpleGit } = await import('simple-git');
    const started = performance.now();
    await simpleGit({ baseDir: view }).raw(['log', '--raw', '-z', '--no-renames', '--format=%H%x00%an%x00%ae%x00%at']);
    return { milliseconds: performance.now() - started };
  },
};

console.log(JSON.stringify(await tasks[task]!()));
// The others end by themselves: what is kept for the next start is written once the answer is there.
if (task === 'activate') process.exit(0);
