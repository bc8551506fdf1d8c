import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Host } from '../../src/app/host.ts';
import { ben, TestRepository, temporaryFolder } from './repository.ts';

/** A repository in which everything that can name a program names a canary: a script that writes down that it ran. */
export interface CanaryRepository {
  readonly repository: TestRepository;
  /** Names of the vectors that are set. */
  readonly vectors: readonly string[];
  /** Canaries that ran so far, each once, sorted. */
  ran(): string[];
  /** Moves main to its last commit; before that it stands one commit earlier, so that an update has something to read. */
  advance(): void;
}

/** `address` is where remotes point to, such as `127.0.0.1:1234`; nobody should ever call there. */
export function createCanaryRepository(address = '127.0.0.1:9'): CanaryRepository {
  const repository = TestRepository.create();
  const tools = temporaryFolder();
  const log = path.join(tools, 'ran');
  const vectors: string[] = [];
  const canary = (vector: string): string => {
    const file = path.join(tools, vector.replaceAll('/', '-'));
    writeFileSync(file, `#!/bin/sh\necho '${vector}' >> '${log}'\n`);
    chmodSync(file, 0o755);
    vectors.push(vector);
    return file;
  };

  repository.commit({ 'src/a.ts': 'one\n', 'src/b.bin': 'bin\n', 'x.ts': 'x\n' });
  repository.commit({ 'src/a.ts': 'two\n' }, { author: ben, message: 'Two\n\nReviewed-by: Kim <kim@example.com>' });
  const other = TestRepository.create();
  other.commit({ 'secret.txt': 'not ours\n' });
  const submodule = other.git('rev-parse', 'HEAD');
  repository.git('update-index', '--add', '--cacheinfo', `160000,${submodule},sub`);
  repository.write(
    '.gitmodules',
    '[submodule "sub"]\n\tpath = sub\n\turl = ext::sh\n\tignore = all\n\tupdate = checkout\n',
  );
  repository.write('.gitattributes', '* filter=c diff=c merge=c\n*.bin diff=b\n');
  repository.write('.lfsconfig', `[lfs]\n\turl = http://${address}/lfs\n`);
  repository.write('.git-blame-ignore-revs', `${repository.git('rev-parse', 'HEAD~1')}\n`);
  repository.git('mv', 'src/b.bin', 'src/c.bin');
  repository.commit({ 'src/c.bin': 'bin2\n' });
  const before = repository.git('rev-parse', 'HEAD');
  const last = signedCommit(repository);
  repository.git('update-ref', 'refs/heads/main', before);
  repository.git('update-ref', 'refs/remotes/origin/main', before);

  const gitDir = path.join(repository.folder, '.git');
  const hooks = path.join(tools, 'hooks');
  for (const folder of [hooks, path.join(gitDir, 'hooks')]) mkdirSync(folder, { recursive: true });
  for (const hook of hookNames) {
    for (const folder of [hooks, path.join(gitDir, 'hooks')]) {
      const file = path.join(folder, hook);
      writeFileSync(file, `#!/bin/sh\necho 'hook/${hook}' >> '${log}'\n`);
      chmodSync(file, 0o755);
    }
    vectors.push(`hook/${hook}`);
  }
  const included = path.join(gitDir, 'included');
  writeFileSync(included, `[core]\n\tfsmonitor = ${canary('include.path')}\n`);
  const includedIf = path.join(gitDir, 'included-if');
  writeFileSync(includedIf, `[core]\n\tpager = ${canary('includeIf.gitdir')}\n`);
  writeFileSync(path.join(gitDir, 'config.worktree'), `[diff]\n\texternal = ${canary('config.worktree')}\n`);
  writeFileSync(
    path.join(gitDir, 'config'),
    `[core]
	repositoryformatversion = 1
	bare = false
	fsmonitor = ${canary('core.fsmonitor')}
	hooksPath = ${hooks}
	sshCommand = ${canary('core.sshCommand')}
	gitProxy = ${canary('core.gitProxy')}
	askPass = ${canary('core.askPass')}
	editor = ${canary('core.editor')}
	pager = ${canary('core.pager')}
	alternateRefsCommand = ${canary('core.alternateRefsCommand')}
	attributesFile = ${path.join(tools, 'attributes')}
	untrackedCache = true
[extensions]
	worktreeConfig = true
	partialClone = origin
[include]
	path = included
[includeIf "gitdir:${gitDir}/"]
	path = included-if
[alias]
${['log', 'rev-parse', 'ls-tree', 'cat-file', 'for-each-ref', 'blame', 'config'].map((name) => `\t${name} = "!${canary(`alias.${name}`)}"\n`).join('')}
[pager]
	log = ${canary('pager.log')}
	blame = ${canary('pager.blame')}
	config = ${canary('pager.config')}
[filter "c"]
	clean = ${canary('filter.clean')}
	smudge = ${canary('filter.smudge')}
	process = ${canary('filter.process')}
	required = true
[diff]
	external = ${canary('diff.external')}
	tool = c
[diff "c"]
	textconv = ${canary('diff.textconv')}
	cachetextconv = true
[diff "b"]
	command = ${canary('diff.command')}
[difftool "c"]
	cmd = ${canary('difftool.cmd')}
[interactive]
	diffFilter = ${canary('interactive.diffFilter')}
[merge "c"]
	driver = ${canary('merge.driver')}
[mergetool "c"]
	cmd = ${canary('mergetool.cmd')}
[log]
	showSignature = true
	mailmap = true
[gpg]
	program = ${canary('gpg.program')}
[gpg "openpgp"]
	program = ${canary('gpg.openpgp.program')}
[gpg "ssh"]
	program = ${canary('gpg.ssh.program')}
	defaultKeyCommand = ${canary('gpg.ssh.defaultKeyCommand')}
	allowedSignersFile = ${path.join(tools, 'signers')}
[gpg "x509"]
	program = ${canary('gpg.x509.program')}
[commit]
	gpgSign = true
[credential]
	helper = "!${canary('credential.helper')}"
[sequence]
	editor = ${canary('sequence.editor')}
[trailer "c"]
	command = ${canary('trailer.command')}
	cmd = ${canary('trailer.cmd')}
[uploadpack]
	packObjectsHook = ${canary('uploadpack.packObjectsHook')}
[submodule "sub"]
	url = "ext::${canary('submodule.url')}"
	active = true
	update = "!${canary('submodule.update')}"
[submodule]
	recurse = true
[fetch]
	recurseSubmodules = true
[protocol "ext"]
	allow = always
[protocol]
	allow = always
[remote "origin"]
	url = "ext::${canary('remote.url')} %S"
	uploadpack = ${canary('remote.uploadpack')}
	receivepack = ${canary('remote.receivepack')}
	promisor = true
	partialclonefilter = blob:none
	fetch = +refs/heads/*:refs/remotes/origin/*
[remote "upstream"]
	url = http://${address}/x.git
	promisor = true
	vcs = ${path.basename(canary('remote.vcs'))}
[url "ext::${canary('url.insteadOf')} "]
	insteadOf = https://
[http]
	proxy = http://${address}
[gc]
	auto = 1
[maintenance]
	auto = true
[mailmap]
	file = ${path.join(tools, 'mailmap')}
	blob = HEAD:.gitmodules
[blame]
	ignoreRevsFile = ${path.join(tools, 'ignored')}
[web]
	browser = c
[browser "c"]
	cmd = ${canary('browser.cmd')}
[man "c"]
	cmd = ${canary('man.cmd')}
[user]
	email = ben@example.com
`,
  );
  writeFileSync(path.join(tools, 'ignored'), '');
  writeFileSync(path.join(tools, 'attributes'), '* filter=c diff=c\n');
  writeFileSync(path.join(tools, 'mailmap'), 'Mallory <mallory@example.com> <ana@example.com>\n');
  symlinkSync('/etc/passwd', path.join(repository.folder, '.mailmap'));
  mkdirSync(path.join(gitDir, 'objects/info'), { recursive: true });
  writeFileSync(path.join(gitDir, 'objects/info/alternates'), `${path.join(other.folder, '.git/objects')}\n`);
  mkdirSync(path.join(gitDir, 'info'), { recursive: true });
  writeFileSync(path.join(gitDir, 'info/attributes'), '* filter=c diff=c\n');
  writeFileSync(path.join(gitDir, 'info/grafts'), `${before}\n`);
  return {
    repository,
    vectors,
    ran: () => (existsSync(log) ? [...new Set(readFileSync(log, 'utf8').trim().split('\n'))].sort() : []),
    advance: () => writeFileSync(path.join(gitDir, 'refs/heads/main'), `${last}\n`),
  };
}

/** A commit with a signature that gpg would be asked about, and one file more. */
function signedCommit(repository: TestRepository): string {
  repository.commit({ 'src/d.ts': 'd\n' }, { author: ben, message: 'Signed' });
  const [head, ...body] = repository.git('cat-file', 'commit', 'HEAD').split('\n\n') as [string, ...string[]];
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEE\n -----END PGP SIGNATURE-----';
  return repository
    .input(`${head}\n${signature}\n\n${body.join('\n\n')}\n`, 'hash-object', '-t', 'commit', '-w', '--stdin')
    .trim();
}

const hookNames = [
  'post-checkout',
  'post-commit',
  'post-index-change',
  'pre-auto-gc',
  'pre-commit',
  'query-watchman',
  'reference-transaction',
];

/** A host whose git writes every process it starts to a file. Only configuration of the user's own can say so. */
export function tracedHost(): { host: Host; started(): string[]; config: string } {
  const home = temporaryFolder();
  const trace = path.join(home, 'trace');
  const config = path.join(home, 'gitconfig');
  writeFileSync(config, `[trace2]\n\teventTarget = ${trace}\n`);
  return {
    config,
    host: {
      environment: {
        PATH: process.env.PATH,
        HOME: home,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: config,
        WHOKNOWS_CACHE: home,
      },
      untrusted: [],
      gitPath: undefined,
      now: () => Math.floor(Date.now() / 1000),
    },
    /** What git started, and `git …` for each git that we started ourselves. */
    started: () => {
      if (!existsSync(trace)) return [];
      const events = readFileSync(trace, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as TraceEvent);
      return events.flatMap(({ event, argv }) =>
        event === 'start'
          ? [`git ${argv!.slice(1).join(' ')}`]
          : event === 'child_start' || event === 'exec'
            ? [`child ${argv!.join(' ')}`]
            : [],
      );
    },
  };
}

interface TraceEvent {
  readonly event: string;
  readonly argv?: readonly string[];
}
