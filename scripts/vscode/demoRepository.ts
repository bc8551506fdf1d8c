import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { plainEnvironment } from './environment.ts';
import { SetupError } from './setupError.ts';

interface Author {
  readonly name: string;
  readonly email: string;
}

const ana: Author = { name: 'Ana Souza', email: 'ana@example.com' };
const ben: Author = { name: 'Ben Okafor', email: 'ben@example.com' };
const kim: Author = { name: 'Kim Lindqvist', email: 'kim@example.com' };
const ola: Author = { name: 'Ola Nordmann', email: 'ola@example.com' };

const day = 86_400;

/**
 * Makes a small team's repository in an empty folder: Ana wrote the recipe parser and Ben reviewed it, Kim works on the server, Ola
 * wrote the importer and left. The newest commit is a day old at `now`, in seconds. Throws SetupError `no-repository`.
 */
export function makeDemoRepository(folder: string, now: number): void {
  mkdirSync(folder, { recursive: true });
  const git = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd: folder, input, env: plainEnvironment(), stdio: ['pipe', 'ignore', 'pipe'] });
  try {
    git(['init', '-q', '-b', 'main', '--template=']);
    git(['fast-import', '--quiet'], history(now));
    git(['reset', '-q', '--hard', 'main']);
  } catch (error) {
    throw new SetupError('no-repository', `Git did not make the demo repository: ${lastLine(error)}`);
  }
}

/** Tells one version of the demo from another. */
export const demoVersion = (): string => createHash('sha256').update(history(0)).digest('hex');

const lastLine = (error: unknown): string => {
  const { stderr, message } = error as { stderr?: Buffer; message: string };
  return (stderr?.toString() || message).trim().split('\n').at(-1)!;
};

/** All commits as `git fast-import` reads them: each adds a block to one file. */
function history(now: number): string {
  const written = new Map<string, string>();
  const commits = plan()
    .sort((a, b) => b.daysAgo - a.daysAgo)
    .map(({ author, daysAgo, file, block, subject, trailer }) => {
      const text = [written.get(file), block].filter(Boolean).join('\n');
      written.set(file, text);
      const message = trailer ? `${subject}\n\n${trailer}\n` : `${subject}\n`;
      const by = `${author.name} <${author.email}> ${now - daysAgo * day} +0000`;
      return `commit refs/heads/main\nauthor ${by}\ncommitter ${by}\n${data(message)}M 100644 inline ${file}\n${data(text)}`;
    });
  return commits.join('');
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

interface Change {
  readonly author: Author;
  readonly daysAgo: number;
  readonly file: string;
  readonly block: string;
  readonly subject: string;
  readonly trailer?: string;
}

function plan(): Change[] {
  const reviewedBy = ({ name, email }: Author) => `Reviewed-by: ${name} <${email}>`;
  const every = (
    author: Author,
    file: string,
    first: number,
    last: number,
    blocks: readonly (readonly [string, string])[],
    trailer?: string,
  ): Change[] =>
    blocks.map(([subject, block], i) => ({
      author,
      file,
      subject,
      block,
      daysAgo: Math.round(first - ((first - last) * i) / Math.max(1, blocks.length - 1)),
      ...(trailer ? { trailer } : {}),
    }));
  return [
    ...every(ola, 'legacy/import.ts', 620, 330, importer),
    ...every(ana, 'src/parser.ts', 280, 2, parser, reviewedBy(ben)),
    { author: ana, daysAgo: 290, file: 'src/tokens.ts', subject: 'Tokens of a recipe', block: tokens },
    ...every(ben, 'src/units.ts', 240, 12, units, reviewedBy(ana)),
    ...every(kim, 'server/sync.ts', 200, 6, sync),
    { author: kim, daysAgo: 1, file: 'README.md', subject: 'Say what this is', block: readme },
  ];
}

const readme = '# Larder\n\nReads recipes, scales them, and keeps the shopping list of a household in step.\n';

const tokens = `/** The words of one line, taken from its front. */
export class Tokens {
  readonly #words: string[];

  constructor(line: string) {
    this.#words = line.trim().split(/\\s+/);
  }

  peek(): string | undefined {
    return this.#words[0];
  }

  next(): string | undefined {
    return this.#words.shift();
  }

  number(): number | undefined {
    return /^\\d+$/.test(this.peek() ?? '') ? Number(this.next()) : undefined;
  }

  fraction(): number | undefined {
    const [above, below] = /^\\d+\\/\\d+$/.test(this.peek() ?? '') ? this.next()!.split('/') : [];
    return above === undefined ? undefined : Number(above) / Number(below);
  }

  pushBack(value: number): void {
    this.#words.unshift(String(value));
  }

  rest(): string {
    return this.#words.join(' ');
  }
}

export const isSize = (word: string | undefined): boolean => /^(inch|cm|mm)$/.test(word ?? '');
`;

const parser = [
  [
    'Read one ingredient line',
    `import { isSize, Tokens } from './tokens.ts';
import { isUnit } from './units.ts';

/** One line of a recipe: \`2 1/2 cups plain flour\`. */
export interface Ingredient {
  readonly amount: number;
  readonly unit: string | undefined;
  readonly name: string;
}
`,
  ],
  [
    'Take amounts apart from names',
    `export function parseIngredient(line: string): Ingredient {
  const tokens = new Tokens(line);
  const amount = readAmount(tokens);
  const unit = readUnit(tokens);
  return { amount, unit, name: tokens.rest() };
}
`,
  ],
  [
    'Mixed numbers',
    `/** Reads \`2\`, \`1/2\` and \`2 1/2\`; nothing at all is one. */
function readAmount(tokens: Tokens): number {
  const whole = tokens.number();
  const fraction = tokens.fraction();
  // A fraction that a word follows is a size, not an amount: "1/2 inch pieces".
  if (fraction !== undefined && isSize(tokens.peek())) {
    tokens.pushBack(fraction);
    return whole ?? 1;
  }
  return (whole ?? 0) + (fraction ?? 0) || 1;
}
`,
  ],
  [
    'Units are words, too',
    `function readUnit(tokens: Tokens): string | undefined {
  const word = tokens.peek();
  if (word === undefined || !isUnit(word)) return undefined;
  tokens.next();
  return word;
}
`,
  ],
  [
    'Ranges keep the larger amount',
    `/** \`2-3 eggs\` asks for three: nobody minds one egg too many. */
export function parseRange(line: string): [number, number] | undefined {
  const found = /^(\\d+)\\s*-\\s*(\\d+)/.exec(line);
  return found ? [Number(found[1]), Number(found[2])] : undefined;
}
`,
  ],
] as const;

const units = [
  ['Metric units', "export const metric = ['g', 'kg', 'ml', 'l'] as const;\n"],
  [
    'Cups and spoons',
    "export const kitchen = ['cup', 'tbsp', 'tsp'] as const;\n\nexport const isUnit = (word: string): boolean =>\n  [...metric, ...kitchen].some((unit) => word.replace(/s$/, '') === unit);\n",
  ],
  ['Convert to grams', 'export const toGrams = (cups: number, density: number) => cups * 236.6 * density;\n'],
  ['Round to what a scale shows', 'export const rounded = (grams: number) => Math.round(grams / 5) * 5;\n'],
] as const;

const sync = [
  ['Keep lists in step', 'export interface Change {\n  readonly id: string;\n  readonly at: number;\n}\n'],
  ['Last writer wins', 'export const newer = (a: Change, b: Change): Change => (a.at >= b.at ? a : b);\n'],
  ['Send what changed', 'export const since = (changes: Change[], at: number) => changes.filter((c) => c.at > at);\n'],
  ['Batch small changes', 'export const batchSize = 64;\n'],
  [
    'Back off when the server is busy',
    'export const backOff = (tries: number) => Math.min(30_000, 500 * 2 ** tries);\n',
  ],
] as const;

const importer = [
  ['Import the old cookbook', 'export const columns = [1, 9, 40];\n'],
  ['Skip page headers', "export const isHeader = (line: string) => line.startsWith('  == ');\n"],
  ['Hyphenated words', "export const joined = (a: string, b: string) => a.replace(/-$/, '') + b;\n"],
] as const;
