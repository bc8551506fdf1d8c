// Writes what docs/protocol.md, docs/privacy.md and docs/operations.md say about frames, fields and limits from the code.
// `node scripts/relayDocs.ts` after a change.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type * as z from 'zod';
import { closings, refusals } from '../src/protocol/codes.ts';
import { contents, liveContent } from '../src/protocol/contents.ts';
import { events } from '../src/protocol/events.ts';
import { clientFrames } from '../src/protocol/frames.ts';
import { kinds } from '../src/protocol/kinds.ts';
import { type Limit, limits } from '../src/protocol/limits.ts';
import { relayFrames } from '../src/protocol/relayFrames.ts';
import { privacyTable } from '../src/relay/privacyTable.ts';
import { objectText, shapeText } from './shapeText.ts';

const docs = path.join(import.meta.dirname, '../docs');

/** The generated part of each page, by page and mark. */
export function generatedParts(): Record<string, Record<string, string>> {
  return {
    'protocol.md': {
      'client-frames': shapesTable('frame', clientFrames),
      'relay-frames': shapesTable('frame', relayFrames),
      events: shapesTable('event', events),
      contents: shapesTable('content', contents),
      live: liveContent.options.map((option) => `- \`${shapeText(option)}\``).join('\n'),
      kinds: table(
        ['kind', 'scopes', 'most bytes sealed', 'content'],
        Object.entries(kinds).map(([name, kind]) => [
          `\`${name}\``,
          kind.scopes.join(', '),
          kind.bytes.toLocaleString('en'),
          kind.purpose,
        ]),
      ),
      refusals: table(
        ['code', 'again', 'sentence'],
        Object.entries(refusals).map(([code, { retry, sentence }]) => [
          `\`${code}\``,
          retry === 'again' ? 'yes' : 'no',
          sentence,
        ]),
      ),
      closings: table(
        ['code', 'name', 'sentence'],
        Object.entries(closings).map(([name, { code, sentence }]) => [String(code), `\`${name}\``, sentence]),
      ),
    },
    'privacy.md': {
      fields: table(
        ['field', 'purpose', 'kept'],
        privacyTable.map((row) => [`\`${row.field}\``, row.purpose, row.kept]),
      ),
      kinds: table(
        ['kind', 'what it holds, sealed', 'readers', 'erased'],
        Object.entries(kinds).map(([name, kind]) => [
          `\`${name}\``,
          kind.purpose,
          kind.scopes.join(', '),
          kind.kept === 'session'
            ? 'with its session'
            : kind.kept === 'replaced'
              ? 'when replaced or erased'
              : 'after the retention setting',
        ]),
      ),
    },
    'operations.md': {
      limits: table(
        ['limit', 'value', 'why', 'zero would mean'],
        Object.entries(limits).map(([name, limit]: [string, Limit]) => [
          `\`${name}\``,
          `${limit.value.toLocaleString('en')} ${limit.unit}`,
          limit.reason,
          limit.zero,
        ]),
      ),
    },
  };
}

/** `text` with the parts between its marks replaced. */
export function withParts(text: string, parts: Record<string, string>): string {
  let next = text;
  for (const [mark, part] of Object.entries(parts)) {
    const [start, end] = [`<!-- generated: ${mark} -->`, `<!-- end: ${mark} -->`];
    const from = next.indexOf(start);
    const to = next.indexOf(end);
    if (from < 0 || to < from) throw new Error(`The marks of ${mark} are missing.`);
    next = `${next.slice(0, from + start.length)}\n${part}\n${next.slice(to)}`;
  }
  return next;
}

function shapesTable(what: string, schemas: Record<string, z.ZodObject>): string {
  return table(
    [what, 'members'],
    Object.entries(schemas).map(([name, { shape }]) => [`\`${name}\``, `\`${objectText(shape, ['type'])}\``]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

if (process.argv[1] === import.meta.filename) {
  for (const [page, parts] of Object.entries(generatedParts())) {
    const file = path.join(docs, page);
    writeFileSync(file, withParts(readFileSync(file, 'utf8'), parts));
  }
}
