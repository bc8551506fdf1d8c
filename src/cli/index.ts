import type { Command } from 'commander';
import { openKnowledge } from '../app/knowledge.ts';
import { cancelOnInterrupt, counted, createProgress, print, printJson, terminalHost } from './terminal.ts';

interface IndexOptions {
  readonly gitDir?: string;
  readonly cache: boolean;
  readonly json?: boolean;
}

/** `whoknows index`: reads or updates a repository's index and says how large it is and what it cost. */
export function addIndexCommand(program: Command): void {
  program
    .command('index')
    .description('read the history of this repository, or what is new in it, and say what that took')
    .option('--git-dir <dir>', 'a bare repository, or the git folder of one')
    .option('--no-cache', 'read everything again and keep nothing')
    .option(
      '--json',
      'print JSON: {"commits","touches","people","paths","milliseconds":{"git","us"},"bytes","from","notes"?}, where "us" is our own processor time and "from" is file, update or history',
    )
    .addHelpText('after', '\nExamples:\n  $ whoknows index\n  $ whoknows index --git-dir project.git --no-cache --json')
    .action(async (options: IndexOptions) => {
      const progress = createProgress();
      const cpu = process.cpuUsage();
      const opened = await openKnowledge(terminalHost, process.cwd(), {
        gitDir: options.gitDir,
        cache: options.cache,
        signal: cancelOnInterrupt(),
        onProgress: (commits) => progress.report(`Reading history: ${commits.toLocaleString('en')} commits`),
      }).finally(progress.done);
      const { history, people, notes } = opened.knowledge;
      const own = process.cpuUsage(cpu);
      const report = {
        commits: history.commits,
        touches: history.touchPath.length,
        people: people.people.length,
        paths: history.paths.length,
        milliseconds: { git: Math.round(opened.gitMilliseconds), us: Math.round((own.user + own.system) / 1000) },
        bytes: opened.indexBytes,
        from: opened.from,
        ...(notes.length ? { notes } : {}),
      };
      if (options.json) return printJson(report);
      const n = (value: number): string => value.toLocaleString('en');
      print(
        [
          counted(report.commits, 'commit', 'commits'),
          counted(report.touches, 'touch', 'touches'),
          counted(report.people, 'person', 'people'),
          counted(report.paths, 'path', 'paths'),
        ].join(', '),
      );
      const how = {
        file: 'the index was up to date',
        update: 'the index was brought up to date',
        history: 'history was read from the start',
      }[opened.from];
      print(
        `${how}: ${n(report.milliseconds.git)} ms reading git, ${n(report.milliseconds.us)} ms of our own processor time`,
      );
      print(opened.indexFile ? `${n(report.bytes)} bytes in ${opened.indexFile}` : 'nothing was kept');
      for (const note of notes) print(note);
    });
}
