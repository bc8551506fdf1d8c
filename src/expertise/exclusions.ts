import { readGitattributes } from './gitattributes.ts';
import { documentationRules, generatedRules, vendoredRules } from './linguist.generated.ts';

export type Exclusion = 'generated' | 'vendored' | 'lockfile' | 'documentation';

/** Longest path looked at, in UTF-16 units. Linux ends paths at 4,096 bytes; real ones stay far below this. */
const maxPath = 1024;

/**
 * Makes a function that says why a path tells little about who knows what: generated, vendored or a lock file, by GitHub Linguist's
 * rules and the repository's own `.gitattributes` (`linguist-generated`, `linguist-vendored`, `linguist-documentation` and their
 * negations), which win. Documentation is known, not left out. `nested` maps folders below the top to their `.gitattributes`.
 */
export function createExclusions(
  gitattributes?: string,
  nested?: ReadonlyMap<string, string>,
): (path: string) => Exclusion | undefined {
  const attributes = readGitattributes(new Map([...(nested ?? []), ['', gitattributes ?? '']]), 'linguist-');
  const byFolder = new Map<string, Rank>();

  function byRules(path: string): Rank {
    const slash = path.lastIndexOf('/') + 1;
    const folder = path.slice(0, slash);
    let rank = byFolder.get(folder);
    if (rank === undefined) {
      rank = folderRank(folder);
      byFolder.set(folder, rank);
    }
    return rank & mayBeByPath
      ? (rank & ~mayBeByPath) | nameRank(path.slice(slash)) | pathRank(path)
      : rank | nameRank(path.slice(slash));
  }

  return (path) => {
    if (path.length > maxPath) return undefined;
    let rank = byRules(path);
    rank = override(rank, attributes(path, 'linguist-generated'), generated | lockfile, generated);
    rank = override(rank, attributes(path, 'linguist-vendored'), vendored, vendored);
    rank = override(rank, attributes(path, 'linguist-documentation'), documentation, documentation);
    if (rank === 0) return undefined;
    if (rank & lockfile) return 'lockfile';
    if (rank & vendored) return 'vendored';
    return rank & generated ? 'generated' : 'documentation';
  };
}

type Rank = number;
const lockfile = 1;
const generated = 2;
const vendored = 4;
const documentation = 8;
/** Kept for a folder only: the rules that need the whole path are worth trying inside it. */
const mayBeByPath = 16;

function override(rank: Rank, attribute: string | boolean | undefined, clears: Rank, sets: Rank): Rank {
  if (attribute === undefined) return rank;
  return attribute === false || attribute === 'false' ? rank & ~clears : rank | (rank & clears ? 0 : sets);
}

/** A leading “anything” changes nothing in a search, but makes it look at every position anew. */
const anyOf = (rules: readonly string[]) =>
  new RegExp(rules.map((rule) => `(?:${rule.replace(/^\(\[\^\\s\]\*\)/, '')})`).join('|'));
const startsWith = (rules: readonly string[]) => new RegExp(`^(?:${rules.map((rule) => `(?:${rule})`).join('|')})`);

/** Files that a package manager writes: Linguist knows most as generated; these are told apart, and some more. */
const lockNames =
  /^(?:(?:package-lock|npm-shrinkwrap|packages\.lock|deno\.lock|pnpm-lock|conan\.lock|composer\.lock|chart\.lock)(?:\.json|\.yaml|\.yml)?|yarn\.lock|bun\.lockb?|pnpm-lock\.ya?ml|go\.sum|go\.work\.sum|(?:Gemfile|gems|Pipfile|poetry|pdm|uv|pixi|Cargo|mix|rebar|pubspec|Podfile|flake|shard|Berksfile|Gopkg|glide|esy|Chart|mise|cabal\.project|stack\.yaml|spago|MODULE\.bazel|paket|\.terraform)\.lock(?:\.hcl|ed)?|gems\.locked|Package\.resolved|Cartfile\.resolved|(?:buildscript-)?gradle\.lockfile|verification-metadata\.xml|\.pnp\.c?js|JuliaManifest\.toml|lake-manifest\.json|pylock(?:\.[\w-]+)?\.toml)$/i;

/** What code generators call their output. Linguist looks inside these files; the names alone are as clear. */
const ownGeneratedNames = [
  String.raw`\.pb(?:\.gw|\.validate)?\.(?:go|cc|h|swift|dart|rb)$`,
  String.raw`_pb2(?:_grpc)?\.pyi?$`,
  String.raw`_(?:grpc_)?pb\.(?:js|d\.ts|ts|rb)$`,
  String.raw`\.(?:g|freezed|gr|mocks)\.dart$`,
  String.raw`\.g\.(?:cs|i\.cs)$`,
  String.raw`[._]generated\.\w+$`,
  String.raw`\.min\.(?:js|css|mjs)$`,
  String.raw`\.(?:js|css|mjs)\.map$`,
  String.raw`\bzz_generated[._]`,
  String.raw`\bbindata\.go$`,
  String.raw`\.[Dd]esigner\.(?:cs|vb)$`,
];

const vendoredFolders = anyOf(vendoredRules.folder);
const vendoredNames = startsWith(vendoredRules.name);
const vendoredPaths = anyOf(vendoredRules.path);
const generatedFolders = anyOf(generatedRules.folder);
const generatedNames = startsWith(generatedRules.name);
const vendoredParts = anyOf(vendoredRules.inName);
const generatedParts = anyOf([...generatedRules.inName, ...ownGeneratedNames]);
const generatedPaths = anyOf(generatedRules.path);
const pathFolders = anyOf([...vendoredRules.pathFolder, ...generatedRules.pathFolder]);
const documentationFolders = anyOf(documentationRules.folder);
const documentationNames = startsWith(documentationRules.name);

function folderRank(folder: string): Rank {
  return (
    (vendoredFolders.test(folder) ? vendored : 0) |
    (generatedFolders.test(folder) ? generated : 0) |
    (documentationFolders.test(folder) ? documentation : 0) |
    (pathFolders.test(folder) ? mayBeByPath : 0)
  );
}

function nameRank(name: string): Rank {
  if (lockNames.test(name)) return lockfile;
  return (
    (vendoredNames.test(name) || vendoredParts.test(name) ? vendored : 0) |
    (generatedNames.test(name) || generatedParts.test(name) ? generated : 0) |
    (documentationNames.test(name) ? documentation : 0)
  );
}

function pathRank(path: string): Rank {
  return (vendoredPaths.test(path) ? vendored : 0) | (generatedPaths.test(path) ? generated : 0);
}
