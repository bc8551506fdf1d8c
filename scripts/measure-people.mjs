// Measures how aliases are merged into people against benchmark cases that name real people by hashed aliases.
//   node scripts/measure-people.mjs --mirror DIR --cases DIR
// DIR of --mirror holds OWNER+NAME/repo, a bare clone each; DIR of --cases holds OWNER+NAME.json with `people`: a list of hashed aliases
// for each person. Prints, over all pairs of aliases whose people are known: merged rightly, merged wrongly, missed, and how many of the
// missed the user is asked about.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isViaBridge, normalEmail, normalName } from '../src/expertise/identity.ts';
import { parseMailmap } from '../src/expertise/mailmap.ts';
import { resolvePeople } from '../src/expertise/people.ts';
import { parseTrailerLine } from '../src/expertise/trailers.ts';

const { values } = parseArgs({ options: { mirror: { type: 'string' }, cases: { type: 'string' } } });
if (!values.mirror || !values.cases) {
  console.error('Say where the clones and the cases are: node scripts/measure-people.mjs --mirror DIR --cases DIR');
  process.exit(2);
}

const hash = (text) => createHash('sha256').update(`wch1:${text}`).digest('hex').slice(0, 10);

/** Every alias of a history with the number of commits and credits that used it. */
function readAliases(gitDir) {
  const uses = new Map();
  const count = (name, email) => uses.set(`${name}\x1f${email}`, (uses.get(`${name}\x1f${email}`) ?? 0) + 1);
  const log = execFileSync('git', ['--git-dir', gitDir, 'log', '--format=%x1e%an%x1f%ae%x1f%cn%x1f%ce%n%B', 'HEAD'], {
    maxBuffer: 2 ** 30,
  });
  for (const record of log.toString().split('\x1e').slice(1)) {
    const [people, ...lines] = record.split('\n');
    const [author, authorEmail, committer, committerEmail] = people.split('\x1f');
    count(author, authorEmail);
    if (committer !== author || committerEmail !== authorEmail) count(committer, committerEmail);
    for (const { alias } of lines.flatMap((line) => parseTrailerLine(line))) count(alias.name, alias.email);
  }
  const aliases = [...uses.keys()].map((key) => ({ name: key.split('\x1f')[0], email: key.split('\x1f')[1] }));
  return { aliases, uses: Uint32Array.from(uses.values()) };
}

console.log(
  '| repository | aliases | people | bots | agents | proposals | pairs right | wrong | missed | of these asked about |',
);
console.log(`|---${'|---:'.repeat(9)}|`);
for (const file of readdirSync(values.cases).filter((name) => name.endsWith('.json'))) {
  const gitDir = path.join(values.mirror, file.slice(0, -5), 'repo');
  if (!existsSync(gitDir)) continue;
  const known = new Map();
  JSON.parse(readFileSync(path.join(values.cases, file), 'utf8')).people.forEach((hashes, person) => {
    for (const each of hashes) known.set(each, person);
  });
  const { aliases, uses } = readAliases(gitDir);
  const mailmap = spawnSync('git', ['--git-dir', gitDir, 'show', 'HEAD:.mailmap'], { encoding: 'utf8' });
  const { people, personOf, proposals } = resolvePeople(aliases, {
    uses,
    ...(mailmap.status === 0 ? { mailmap: parseMailmap(mailmap.stdout) } : {}),
  });
  // The cases hold a mailing list's address as one person's; who wrote `via` it is known by name.
  const truth = aliases.map(({ name, email }) => {
    const byEmail = email === '' || isViaBridge(name) ? undefined : known.get(hash(`e:${normalEmail(email)}`));
    return byEmail ?? known.get(hash(`n:${normalName(name)}`));
  });
  const asked = new Set(proposals.map((proposal) => proposal.people.join()));
  const pairs = { right: 0, wrong: 0, missed: 0, asked: 0 };
  const checked = aliases.map((_, i) => i).filter((i) => truth[i] !== undefined);
  checked.forEach((a, i) => {
    for (const b of checked.slice(0, i)) {
      const merged = personOf[a] === personOf[b];
      if (truth[a] !== truth[b]) pairs.wrong += merged ? 1 : 0;
      else if (merged) pairs.right++;
      else {
        pairs.missed++;
        if (asked.has([personOf[a], personOf[b]].sort((x, y) => x - y).join())) pairs.asked++;
      }
    }
  });
  const kinds = (kind) => people.filter((person) => person.kind === kind).length;
  const cells = [
    aliases.length,
    kinds('human'),
    kinds('bot'),
    kinds('agent'),
    proposals.length,
    ...Object.values(pairs),
  ];
  console.log(`| ${file.slice(0, -5).replace('+', '/')} | ${cells.join(' | ')} |`);
}
