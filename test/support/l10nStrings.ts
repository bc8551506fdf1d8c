import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const source = path.join(import.meta.dirname, '../../src');

/** Sentences chosen by a value, so that no call names them: the tables that hold them. */
const tables =
  /\b(?:const (?:coverageWords|coverageSteps|levelWords|personLegend|months|numbers)\b|type Pace\b)[^;]*;/g;
/** Calls that say their first argument, and those of `words`, which says its second or third. */
const calls = /(?<![\w.])(?:vscode\.l10n\.t|l10n\.t|t|say|words)\(/g;
const literal = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.)*)`/g;

/** Every English sentence that the editor shows through a translation, with the file that has it. */
export function l10nStrings(): Map<string, string> {
  const found = new Map<string, string>();
  for (const room of ['extension', 'webview', 'expertise', 'expertise/skillMap', 'mentoring', 'app'])
    for (const name of readdirSync(path.join(source, room))) {
      if (!name.endsWith('.ts')) continue;
      const text = readFileSync(path.join(source, room, name), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
      const add = (part: string): void => {
        for (const { sentence, before } of literalsIn(part))
          if (sentence !== '' && !/[=!]==\s*$/.test(before) && !found.has(sentence))
            found.set(sentence, `${room}/${name}`);
      };
      if (room !== 'app') for (const [table] of text.matchAll(tables)) add(table);
      for (const { 0: call, index } of text.matchAll(calls)) {
        const given = argumentsFrom(text, index + call.length);
        if (call === 'words(') {
          if (room === 'webview') given.slice(1).forEach(add);
        } else if (given[0]) add(given[0]);
      }
    }
  return found;
}

function* literalsIn(text: string): Generator<{ sentence: string; before: string }> {
  for (const match of text.matchAll(literal)) {
    const sentence = (match[1] ?? match[2] ?? '').replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
    yield { sentence, before: text.slice(0, match.index) };
  }
}

/** The arguments of a call as they are written, from behind its parenthesis on. */
function argumentsFrom(text: string, from: number): string[] {
  const given: string[] = [];
  let [depth, start] = [0, from];
  for (let i = from; i < text.length; i++) {
    const char = text[i]!;
    if (char === "'" || char === '`') {
      while (++i < text.length && text[i] !== char) if (text[i] === '\\') i++;
    } else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && depth-- === 0) {
      given.push(text.slice(start, i));
      return given;
    } else if (char === ',' && depth === 0) {
      given.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return given;
}
