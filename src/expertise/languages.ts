import { languageRows } from './linguist.generated.ts';

export type LanguageKind = 'programming' | 'markup' | 'data' | 'prose';

/**
 * The language of a path by its file name and extension, as GitHub Linguist names it (`TypeScript`, `C`); undefined where the
 * path does not tell. Never looks inside the file, so of several languages with one extension the commonest wins.
 */
export function languageOf(path: string): string | undefined {
  const { byName, byExtension } = tables();
  const name = path.slice(path.lastIndexOf('/') + 1, path.length);
  const byWholeName = byName.get(name);
  if (byWholeName !== undefined) return byWholeName;
  if (name.length > longestName) return undefined;
  const lower = name.toLowerCase();
  for (let dot = lower.indexOf('.', 1); dot >= 0; dot = lower.indexOf('.', dot + 1)) {
    const language = byExtension.get(lower.slice(dot));
    if (language !== undefined) return language;
  }
  return undefined;
}

/** What sort of language it is; undefined for a name that is none of Linguist's. */
export function languageKind(language: string): LanguageKind | undefined {
  return tables().kinds.get(language);
}

/** File systems end names at 255 bytes; more is no file anybody edits. */
const longestName = 255;

const kindLetters: Readonly<Record<string, LanguageKind>> = { p: 'programming', m: 'markup', d: 'data', t: 'prose' };

/** Who wins an extension that several languages claim. Elsewhere the one that names it first among its own, then the first by name. */
const winners =
  ".asc AsciiDoc|.al AL|.asm Assembly|.bas Visual Basic 6.0|.bb BitBake|.bs BrighterScript|.cairo Cairo|.cfg INI|.cgi Perl|.cl OpenCL|.cls Apex|.cs C#|.cue CUE|.d D|.es JavaScript|.ex Elixir|.f Fortran|.for Fortran|.fcgi PHP|.frag GLSL|.fs F#|.ftl FreeMarker|.g GAP|.gd GDScript|.gml Game Maker Language|.gs JavaScript|.gts Glimmer TS|.h C|.hh C++|.html HTML|.i SWIG|.inc PHP|.json JSON|.k KCL|.l Lex|.lean Lean 4|.lisp Common Lisp|.ls LiveScript|.lsp Common Lisp|.m Objective-C|.m4 M4|.man Roff Manpage|.md Markdown|.mdoc Roff Manpage|.ml OCaml|.mm Objective-C++|.mo Motoko|.mod XML|.mojo Mojo|.ms Unix Assembly|.n Roff|.ncl NCL|.nb Wolfram Language|.nu Nushell|.odin Odin|.p OpenEdge ABL|.php PHP|.pkl Pkl|.pl Perl|.plist XML Property List|.pm Perl|.pod Pod|.pp Puppet|.pro QMake|.properties Java Properties|.q q|.r R|.re Reason|.res ReScript|.rpy Ren'Py|.rs Rust|.s Unix Assembly|.sc Scala|.sch KiCad Schematic|.scm Scheme|.sls SaltStack|.sol Solidity|.spec RPM Spec|.sql SQL|.st Smalltalk|.star Starlark|.sw Sway|.t Perl|.tl Teal|.tpl Smarty|.ts TypeScript|.tsp TypeSpec|.tst Scilab|.tsx TSX|.txt Text|.typ Typst|.v Verilog|.vba VBA|.w CWeb|.x Linker Script|.yaml YAML|.yml YAML|.yy Yacc";

interface Tables {
  readonly byName: ReadonlyMap<string, string>;
  readonly byExtension: ReadonlyMap<string, string>;
  readonly kinds: ReadonlyMap<string, LanguageKind>;
}

let made: Tables | undefined;

/** Made when first asked: a host that never asks for a language does not wait for it. */
function tables(): Tables {
  made ??= makeTables();
  return made;
}

function makeTables(): Tables {
  const byName = new Map<string, string>();
  const byExtension = new Map<string, string>();
  /** Extensions that some language names first among its own. */
  const namedFirst = new Set<string>();
  const kinds = new Map<string, LanguageKind>();
  for (const row of languageRows.split('\n')) {
    const [language, letter, extensions, names] = row.split('|');
    kinds.set(language, kindLetters[letter]);
    for (const name of names === '' ? [] : names.split(',')) if (!byName.has(name)) byName.set(name, language);
    if (extensions === '') continue;
    const [first, ...others] = extensions.toLowerCase().split(',');
    if (!namedFirst.has(first)) byExtension.set(first, language);
    namedFirst.add(first);
    for (const extension of others) if (!byExtension.has(extension)) byExtension.set(extension, language);
  }
  for (const winner of winners.split('|')) {
    const [extension, ...words] = winner.split(' ');
    const language = words.join(' ');
    if (kinds.has(language)) byExtension.set(extension, language);
  }
  for (const digit of '123456789') byExtension.set(`.${digit}`, 'Roff Manpage');
  return { byName, byExtension, kinds };
}
