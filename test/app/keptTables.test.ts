import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type KeptTables, keptTables } from '../../src/app/keptTables.ts';
import { type Knowledge, openKnowledge } from '../../src/app/knowledge.ts';
import { rankerOptions } from '../../src/app/rankerOptions.ts';
import { findDepartures } from '../../src/expertise/departures.ts';
import { modelFor } from '../../src/expertise/ranking/model.ts';
import { rankerOver } from '../../src/expertise/ranking/ranker.ts';
import { buildTables, prepareColumns } from '../../src/expertise/ranking/tables.ts';
import { eventually } from '../support/eventually.ts';
import { testHost } from '../support/host.ts';
import { ana, ben, day, kim, october, TestRepository, temporaryFolder } from '../support/repository.ts';

/** Just enough commits for tables to be kept. */
const commits = 5000;

function busyRepository(): TestRepository {
  const repository = TestRepository.create();
  const people = [ana, ben, kim];
  const lines: string[] = [];
  for (let i = 0; i < commits; i++) {
    const { name, email } = people[(i % 11) % 3]!;
    const message = i % 4 ? 'x' : `x\n\nReviewed-by: ${ana.name} <${ana.email}>`;
    const time = october - (commits - i) * 3600;
    lines.push(
      'commit refs/heads/main',
      `committer ${name} <${email}> ${time} +0000`,
      `data ${message.length}`,
      message,
      `M 100644 inline src/${i % 7}/f${i % 50}.ts`,
      `data ${String(i).length}`,
      String(i),
      '',
    );
  }
  repository.input(`${lines.join('\n')}\n`, 'fast-import', '--quiet');
  return repository;
}

function make(knowledge: Knowledge): KeptTables {
  const columns = prepareColumns(knowledge.history, knowledge.people, rankerOptions(knowledge));
  return {
    columns,
    departures: findDepartures(knowledge.history, knowledge.people, columns.deeds, knowledge.asOf),
  };
}
const never = (): KeptTables => assert.fail('made again');

describe('tables kept beside the index', () => {
  let known: Knowledge;
  let made: KeptTables;

  before(async () => {
    const repository = busyRepository();
    known = (await openKnowledge(testHost(), repository.folder)).knowledge;
    made = make(known);
  });

  /** What is known, its index in a folder of its own, and the tables that were kept of it. */
  async function keep(): Promise<{ knowledge: Knowledge; folder: string; file: string }> {
    const folder = temporaryFolder();
    const knowledge = { ...known, indexFile: path.join(folder, 'x.wki') };
    assert.equal(
      keptTables(knowledge, () => made, 'build'),
      made,
    );
    const file = path.join(folder, 'x.tables');
    assert.ok(await eventually(async () => existsSync(file), Boolean));
    return { knowledge, folder, file };
  }

  it('E13: are the same to the last bit, and give the same ranking, without being made again', async () => {
    const { knowledge, folder } = await keep();
    assert.deepEqual(readdirSync(folder), ['x.tables'], 'no draft is left');
    const kept = keptTables(knowledge, never, 'build');
    assert.deepEqual(kept, made);
    const options = rankerOptions(knowledge);
    const [a, b] = [made, kept].map(({ columns }) =>
      rankerOver(buildTables(known.history, known.people, options, columns), modelFor(options)),
    );
    const question = { paths: ['src/3/f3.ts', 'src/3/new.ts'], asker: known.people.personOf[0] };
    assert.ok(a!.rank(question).length > 1);
    assert.deepEqual(b!.rank(question), a!.rank(question));
  });

  it('E13: are made anew for another build, moment, history, project file or person', async () => {
    const { knowledge } = await keep();
    const { people, index } = knowledge;
    const others: [string, Partial<Knowledge>][] = [
      ['build', {}],
      ['moment', { asOf: knowledge.asOf + day }],
      ['history', { index: { ...index, parts: [{ kind: 'commits', payload: Buffer.from('other') }] } }],
      ['ignored commit', { index: { ...index, state: { ...index.state, ignored: ['1 Ana'] } } }],
      ['file', { index: { ...index, state: { ...index.state, files: { '.gitattributes': { oid: '1', text: '' } } } } }],
      ['person', { people: { ...people, personOf: people.personOf.with(0, (people.personOf[0]! + 1) % 3) } }],
      ['machine', { people: { ...people, people: people.people.map((one) => ({ ...one, kind: 'bot' })) } }],
    ];
    for (const [what, other] of others) {
      const anew = { ...made };
      assert.equal(
        keptTables({ ...knowledge, ...other }, () => anew, what === 'build' ? 'another' : 'build'),
        anew,
        what,
      );
    }
    assert.deepEqual(keptTables(knowledge, never, 'build'), made, 'they were not written over at once');
  });

  it('E13: a byte that is flipped, or an end that is cut, anywhere, is noticed', async () => {
    const { knowledge, file } = await keep();
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += at < 200 ? 5 : 20_011) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1;
      for (const bytes of [damaged, whole.subarray(0, at)]) {
        writeFileSync(file, bytes);
        const anew = { ...made };
        assert.equal(
          keptTables(knowledge, () => anew, 'build'),
          anew,
          String(at),
        );
      }
    }
  });

  it('are made where nothing is to be kept, can be kept or is worth keeping', () => {
    const small = { ...known, history: { ...known.history, commits: commits - 1 } };
    for (const knowledge of [{ ...known, indexFile: undefined }, { ...known, indexFile: '/dev/null/x.wki' }, small])
      for (let i = 0; i < 2; i++)
        assert.equal(
          keptTables(knowledge, () => made, 'build'),
          made,
        );
    assert.equal(
      keptTables(known, () => made),
      made,
      'from sources',
    );
    assert.equal(existsSync(known.indexFile!.replace(/wki$/, 'tables')), false);
  });
});
