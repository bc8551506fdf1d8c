import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { buildId } from '../buildId.mjs';

const help = `npm run bench -- REPOSITORY [RUNS]

REPOSITORY  a git folder or work tree with a long history, such as a clone of git/git (default: this project)
RUNS        how often each pair is measured (default 5); medians are printed

Each figure stands beside its limit in the same run: bare git on the same range, or git --version.`;

const root = path.join(import.meta.dirname, '../..');

/** Measures one repository and prints a table; every figure is the median of the runs, taken in turn with what it is set beside. */
export async function bench(args: string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const gitDir = execFileSync('git', ['-C', args[0] ?? root, 'rev-parse', '--absolute-git-dir'], {
    encoding: 'utf8',
  }).trim();
  const runs = Number(args[1] ?? 5);
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'whoknows-bench-'));
  try {
    await bundleWorker(scratch);
    const head = execFileSync('git', ['--git-dir', gitDir, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    const view = makeView(gitDir, path.join(scratch, 'view.git'), head);
    const bare = ['log', '--raw', '--no-renames', '-z', '--no-abbrev', '--format=%H', head];
    const git: Timing[] = [];
    const ours: FullRun[] = [];
    timed(`git --git-dir='${view}' log -1`); // warms the disk's cache
    for (let i = 0; i < runs; i++) {
      git.push(timed(`git --git-dir='${view}' ${bare.join(' ')}`));
      ours.push(worker<FullRun>('full', view, scratch));
    }
    const gits = Array.from({ length: Math.ceil(runs / 2) }, () =>
      worker<{ one: number; two: number }>('gits', view, scratch),
    );
    // In turn without and with what an earlier answer has kept beside the index.
    const cold: WarmRun[] = [];
    const warm: WarmRun[] = [];
    for (let i = 0; i < runs; i++) {
      forgetTables(scratch);
      cold.push(worker<WarmRun>('warm', view, scratch));
      warm.push(worker<WarmRun>('warm', view, scratch));
    }
    const again = <T>(task: string): T[] => Array.from({ length: runs }, () => worker<T>(task, view, scratch));
    const asked = again<{ p50: number; p99: number; candidates: number }>('ask');
    const updates = again<{ update: number; version: number }>('update');
    const activations = again<{ milliseconds: number }>('activate');
    const file = worker<{ file: string }>('busiest', view, scratch).file;
    const hand = {
      shortlog: timed(`git --git-dir='${view}' shortlog -sn ${head} -- '${file}'`),
      blame: timed(`git --git-dir='${view}' blame ${head} -- '${file}'`),
      simpleGit: worker<{ milliseconds: number }>('simple-git', view, scratch),
    };
    const wall = median(git.map((t) => t.wall));
    const cpu = median(git.map((t) => t.cpu));
    const full = median(ours.map((r) => r.milliseconds));
    const piped = timed(`git --git-dir='${view}' ${bare.join(' ')} | cat`).wall;
    const { commits, touches, bytes } = ours[0]!;
    const rows: [string, string, string][] = [
      [
        'full index',
        `${ms(full)}, ${ratio(full / wall)} of bare git log (${ms(wall)})`,
        os.cpus().length > 1 ? '≤ 0.70×' : '≤ 1.05×',
      ],
      [
        'the same by two gits, by one',
        `${ratio(median(gits.map((r) => r.two / r.one)))}: ${ms(median(gits.map((r) => r.two)))}, ${ms(median(gits.map((r) => r.one)))}`,
        '',
      ],
      [
        'our own processor time',
        `${ms(median(ours.map((r) => r.cpu)))}, ${ratio(median(ours.map((r) => r.cpu)) / cpu)} of git’s (${ms(cpu)})`,
        '≤ 0.25×',
      ],
      ['peak memory beside git’s', `${Math.round(median(ours.map((r) => r.memory)) / 2 ** 20)} MB`, '≤ 100 MB'],
      [
        'first ranked answer',
        `${ms(median(ours.map((r) => r.first)))}, ${ratio(median(ours.map((r) => r.first)) / full)} of the full index`,
        '≤ 0.08×',
      ],
      [
        'warm start and answer',
        `${ms(median(warm.map((r) => r.milliseconds)))}, ${ratio(median(warm.map((r) => r.milliseconds)) / full)} of the full index`,
        '≤ 0.03×',
      ],
      ['the same, nothing kept but the index', ms(median(cold.map((r) => r.milliseconds))), ''],
      [
        'kept beside the index by then',
        `${bytesBeside(scratch).toLocaleString('en')} bytes, ${(bytesBeside(scratch) / touches).toFixed(1)} a touch`,
        '',
      ],
      [
        'update after one commit',
        `${ms(median(updates.map((r) => r.update)))}, ${ratio(median(updates.map((r) => r.update / r.version)))} of git --version (${ms(median(updates.map((r) => r.version)))})`,
        '≤ 3×',
      ],
      [
        'one answer, p50 / p99',
        `${median(asked.map((r) => r.p50)).toFixed(0)} / ${median(asked.map((r) => r.p99)).toFixed(0)} µs over ${asked[0]!.candidates} candidates`,
        '≤ 50 µs',
      ],
      ['index file', `${bytes.toLocaleString('en')} bytes, ${(bytes / touches).toFixed(2)} a touch`, '≤ 4.5'],
      ['activation, our own code', ms(median(activations.map((r) => r.milliseconds))), '≤ 50 ms'],
      ['bare git log, read by cat', `${ms(piped)}, ${ratio(piped / wall)} of bare git log`, ''],
      [`by hand: git shortlog -sn -- ${file}`, ms(hand.shortlog.wall), ''],
      [`by hand: git blame ${file}`, ms(hand.blame.wall), ''],
      ['simple-git log of everything', ms(hand.simpleGit.milliseconds), ''],
    ];
    console.log(
      `${commits.toLocaleString('en')} commits, ${touches.toLocaleString('en')} touches; medians of ${runs} runs on ${os.cpus().length} cores\n`,
    );
    const width = Math.max(...rows.map(([name]) => name.length));
    for (const [name, figure, limit] of rows) console.log(`${name.padEnd(width)}  ${limit.padEnd(9)}  ${figure}`);
    return 0;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Timing {
  readonly wall: number;
  readonly cpu: number;
}

interface WarmRun {
  readonly milliseconds: number;
}

interface FullRun {
  readonly milliseconds: number;
  readonly cpu: number;
  readonly memory: number;
  readonly first: number;
  readonly commits: number;
  readonly touches: number;
  readonly bytes: number;
}

const kept = (scratch: string): string[] => {
  const folder = path.join(scratch, 'cache/index');
  return readdirSync(folder).map((name) => path.join(folder, name));
};

function forgetTables(scratch: string): void {
  for (const file of kept(scratch)) if (file.endsWith('.tables')) rmSync(file);
}

/** Bytes of all that is kept of the repository beside the index file itself. */
function bytesBeside(scratch: string): number {
  return kept(scratch).reduce((sum, file) => sum + (file.endsWith('.wki') ? 0 : statSync(file).size), 0);
}

/** A bare repository of our own that borrows the objects, so that nothing is written into the one that is measured. */
function makeView(gitDir: string, view: string, head: string): string {
  execFileSync('git', ['clone', '-q', '--bare', '--shared', '--no-tags', gitDir, view], { stdio: 'ignore' });
  execFileSync('git', ['--git-dir', view, 'update-ref', '--no-deref', 'HEAD', head]);
  return view;
}

function timed(command: string): Timing {
  const run = spawnSync('bash', ['-c', `TIMEFORMAT='%R %U %S'; time ${command} > /dev/null`], { encoding: 'utf8' });
  const [wall, user, system] = run.stderr.trim().split('\n').at(-1)!.split(' ').map(Number) as [number, number, number];
  return { wall: wall * 1000, cpu: (user + system) * 1000 };
}

/** As the product is shipped: in one file, so that neither time nor memory goes to taking types out of TypeScript. */
async function bundleWorker(scratch: string): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
    outfile: path.join(scratch, 'worker.mjs'),
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    external: ['simple-git'],
    define: { BENCH_ROOT: JSON.stringify(root), WHOKNOWS_BUILD: JSON.stringify(buildId()) },
    banner: {
      js: "import { createRequire as benchRequire } from 'node:module';\nconst require = benchRequire(import.meta.url);",
    },
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(scratch, 'node_modules'));
}

function worker<T>(task: string, view: string, scratch: string): T {
  const run = spawnSync(process.execPath, [path.join(scratch, 'worker.mjs'), task, view, scratch], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, WHOKNOWS_CACHE: path.join(scratch, 'cache') },
  });
  if (run.status !== 0) throw new Error(`${task}: ${run.stderr.slice(-800)}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1)!) as T;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const ms = (value: number): string =>
  value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en')} ms`;
const ratio = (value: number): string => `${value.toFixed(3)}×`;
