// Trains the ranking's weights on public histories and measures them on organisations left out.
//   npm run train -- --mirror DIR --cases DIR [--cases DIR …] [--only KEY,KEY …] [--cache DIR] [--write | --tables-only]
// DIR of --mirror holds OWNER+NAME/repo, a bare clone with full history, for each case file OWNER+NAME.json (see
// extract-cases.ts). Prints, with trailers and without: the table with each organisation left out in turn, the same without the
// features that know who helped this asker before, and how often the best was right by the share the model gave them.
// --tables-only stops when the tables of features are in the cache, so that many repositories can be read bit by bit.
// --write puts the weights into src/expertise/ranking/weights.generated.ts, with this command, the data and the scores.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { confidenceTable } from './confidenceTable.ts';
import { type Dataset, makeDataset } from './dataset.ts';
import { averageByOrganisation, type Measures, measure, measureNames } from './measures.ts';
import { pairFeatures, placeFeatures, withoutTrailers, withTrailers } from './modelFeatures.ts';
import { loadCaseFiles } from './repositoryCases.ts';
import { selectFeatures, type Table, trainSoftmax } from './softmaxTraining.ts';

const { values } = parseArgs({
  options: {
    mirror: { type: 'string' },
    cases: { type: 'string', multiple: true },
    only: { type: 'string' },
    cache: { type: 'string', default: path.join(process.cwd(), '.cache/training') },
    write: { type: 'boolean', default: false },
    'tables-only': { type: 'boolean', default: false },
  },
});
if (!values.mirror || !values.cases) {
  console.error(
    'Usage: npm run train -- --mirror DIR --cases DIR [--cases DIR …] [--only KEY,KEY …] [--cache DIR] [--write]',
  );
  process.exit(2);
}

const caseFiles = loadCaseFiles(values.cases, values.only?.split(','));
if (values['tables-only']) {
  for (const withoutTrailers of [false, true]) {
    for (const [key, caseFile] of caseFiles) {
      const { examples } = await makeDataset(key, caseFile, {
        mirror: values.mirror,
        cache: values.cache,
        withoutTrailers,
      });
      console.log(`${key} ${withoutTrailers ? 'without' : 'with'} trailers: ${examples.length} questions`);
    }
  }
  process.exit(0);
}
const models = {
  withTrailers: await study('withTrailers', withTrailers),
  withoutTrailers: await study('withoutTrailers', withoutTrailers),
};
if (values.write) writeWeights();

interface Row {
  readonly key: string;
  readonly organisation: string;
  readonly measures: Measures;
}

async function study(mode: 'withTrailers' | 'withoutTrailers', features: readonly string[]) {
  const datasets: Dataset[] = [];
  for (const [key, caseFile] of caseFiles) {
    datasets.push(
      await makeDataset(key, caseFile, {
        mirror: values.mirror!,
        cache: values.cache,
        withoutTrailers: mode === 'withoutTrailers',
      }),
    );
  }
  const questions = datasets.reduce((sum, { examples }) => sum + examples.length, 0);
  console.log(
    `\n## ${mode}: ${questions} questions from ${datasets.length} repositories, each organisation left out in turn\n`,
  );
  const tables = datasets.map((dataset) => selectFeatures(dataset, features));
  const { rows, leftOut } = leaveOneOut(tables);
  printTable(rows);
  const withoutPairs = [...new Set([...features.filter((f) => !pairFeatures.includes(f)), placeFeatures[mode]])];
  const noPairs = leaveOneOut(datasets.map((dataset) => selectFeatures(dataset, withoutPairs)));
  console.log('\nWithout what knows who helped or merged for this asker before:\n');
  printTable(noPairs.rows);
  console.log(
    '\nHow often the one named first really helped, by the share the model gave them (left-out organisations):\n',
  );
  const confidence = confidenceTable(leftOut);
  for (const bin of confidence) {
    console.log(
      `share ${bin.from.toFixed(2)}–${bin.to.toFixed(2)}: ${bin.questions} questions, right ${bin.right.toFixed(2)}`,
    );
  }
  const weights = trainSoftmax(tables);
  const named = Object.fromEntries(features.map((feature, k) => [feature, Number(weights[k]!.toFixed(4))]));
  console.log('\nWeights:', named);
  const scores = averageByOrganisation(rows);
  const scoresWithoutPairs = averageByOrganisation(noPairs.rows);
  return {
    weights: named,
    scores,
    scoresWithoutPairs,
    confidence,
    questions,
    repositories: datasets.map(({ key }) => key),
  };
}

/** Trains without each organisation in turn and measures on it. */
function leaveOneOut(tables: readonly Table[]): { rows: Row[]; leftOut: { table: Table; weights: Float64Array }[] } {
  const rows: Row[] = [];
  const leftOut: { table: Table; weights: Float64Array }[] = [];
  // The loss is convex: where the descent begins changes how long it takes, not where it ends.
  const whole = trainSoftmax(tables);
  const start = Object.fromEntries(tables[0]!.features.map((feature, k) => [feature, whole[k]!]));
  for (const organisation of new Set(tables.map(({ dataset }) => dataset.organisation))) {
    const weights = trainSoftmax(
      tables.filter(({ dataset }) => dataset.organisation !== organisation),
      {
        start,
        epochs: 60,
      },
    );
    for (const table of tables.filter(({ dataset }) => dataset.organisation === organisation)) {
      rows.push({ key: table.dataset.key, organisation, measures: measure(table, weights) });
      leftOut.push({ table, weights });
    }
  }
  return { rows, leftOut };
}

function printTable(rows: readonly Row[]): void {
  console.log(`| repository | questions | ${measureNames.join(' | ')} |`);
  console.log(`${'|---'.repeat(measureNames.length + 2)}|`);
  const line = (name: string, m: Measures) =>
    console.log(`| ${name} | ${m.questions} | ${measureNames.map((n) => m[n].toFixed(3)).join(' | ')} |`);
  for (const { key, measures } of rows) line(key.replace('+', '/'), measures);
  line('mean over organisations', averageByOrganisation(rows));
  const mean = (n: (typeof measureNames)[number]) =>
    rows.reduce((sum, { measures }) => sum + measures[n], 0) / rows.length;
  line('mean over repositories', {
    questions: rows.reduce((sum, { measures }) => sum + measures.questions, 0),
    ...(Object.fromEntries(measureNames.map((n) => [n, mean(n)])) as Omit<Measures, 'questions'>),
  });
}

function writeWeights(): void {
  const said = (mode: keyof typeof models): string[] => {
    const { scores, scoresWithoutPairs, questions } = models[mode];
    const show = (m: Measures) => measureNames.map((n) => `${n} ${m[n].toFixed(3)}`).join(', ');
    return [
      `// ${mode}: ${questions} questions; each organisation left out in turn, mean over organisations: ${show(scores)}`,
      `//   without the features about this asker: ${show(scoresWithoutPairs)}`,
    ];
  };
  const of = (mode: keyof typeof models): string[] => [
    `  ${mode}: {`,
    ...Object.entries(models[mode].weights).map(([name, weight]) => `    ${name}: ${weight},`),
    '  },',
  ];
  const bins = (mode: keyof typeof models): string[] => [
    `  ${mode}: [`,
    ...models[mode].confidence.map(
      ({ from, right, questions }) => `    { from: ${from}, right: ${right.toFixed(3)}, questions: ${questions} },`,
    ),
    '  ],',
  ];
  const lines = [
    '// Written by `npm run train -- --mirror DIR --cases DIR --write`; do not edit. Trained on:',
    `//   ${models.withTrailers.repositories.map((key) => key.replace('+', '/')).join(', ')}`,
    ...said('withTrailers'),
    ...said('withoutTrailers'),
    "export const weights: Readonly<Record<'withTrailers' | 'withoutTrailers', Readonly<Record<string, number>>>> = {",
    ...of('withTrailers'),
    ...of('withoutTrailers'),
    '};',
    '',
    "/** Share of questions whose first answer had at least the share `from` (and less than the next bin's) and was right. */",
    'export const confidence: Readonly<',
    "  Record<'withTrailers' | 'withoutTrailers', readonly { from: number; right: number; questions: number }[]>",
    '> = {',
    ...bins('withTrailers'),
    ...bins('withoutTrailers'),
    '};',
    '',
  ];
  const file = path.join(import.meta.dirname, '../../src/expertise/ranking/weights.generated.ts');
  writeFileSync(file, lines.join('\n'));
  console.log(`\nWrote ${path.relative(process.cwd(), file)}`);
}
