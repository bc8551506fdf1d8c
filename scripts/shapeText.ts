import type * as z from 'zod';
import {
  commandId,
  duration,
  id,
  key,
  kind,
  sealed,
  signature,
  time,
  wrapped,
  wrappedKeys,
} from '../src/protocol/shapes.ts';

/** Shapes that the page explains by their names. */
const named = new Map<unknown, string>(
  Object.entries({ commandId, duration, id, key, kind, sealed, signature, time, wrapped, wrappedKeys }).map(
    ([name, shape]) => [shape, name],
  ),
);

/** A schema in a line that somebody can write another client from: `{ request: id, steps: [step, 1–32], slot?: key }`. */
export function shapeText(schema: z.ZodType): string {
  const name = named.get(schema);
  if (name) return name;
  const def = schema._zod.def as unknown as Definition;
  switch (def.type) {
    case 'object':
      return objectText(def.shape!, []);
    case 'array':
      return `[${[shapeText(def.element!), boundsText(schema)].filter(Boolean).join(', ')}]`;
    case 'tuple':
      return `[${def.items!.map(shapeText).join(', ')}]`;
    case 'union':
      return def.options!.map(shapeText).join(' or ');
    case 'nullable':
      return `${shapeText(def.innerType!)} or null`;
    case 'optional':
      return shapeText(def.innerType!);
    case 'literal':
      return def.values!.map((value) => JSON.stringify(value)).join(' or ');
    case 'enum':
      return Object.values(def.entries!)
        .map((value) => JSON.stringify(value))
        .join(' or ');
    case 'record':
      return `{ [${shapeText(def.keyType!)}]: ${shapeText(def.valueType!)} }`;
    case 'string': {
      const pattern = checksOf(schema).find(({ check }) => check === 'string_format')?.pattern;
      return ['string', pattern?.source, boundsText(schema)].filter(Boolean).join(' ');
    }
    case 'number':
      return ['number', boundsText(schema)].filter(Boolean).join(' ');
    default:
      return def.type;
  }
}

/** The members of an object, without those that are named in `but`. */
export function objectText(shape: Record<string, z.ZodType>, but: readonly string[]): string {
  const members = Object.entries(shape)
    .filter(([name]) => !but.includes(name))
    .map(
      ([name, schema]) =>
        `${name}${(schema._zod.def as Definition).type === 'optional' ? '?' : ''}: ${shapeText(schema)}`,
    );
  return members.length ? `{ ${members.join(', ')} }` : '{}';
}

interface Definition {
  readonly type: string;
  readonly shape?: Record<string, z.ZodType>;
  readonly element?: z.ZodType;
  readonly items?: readonly z.ZodType[];
  readonly options?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly values?: readonly unknown[];
  readonly entries?: Record<string, string>;
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
}

interface Check {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly pattern?: RegExp;
}

function checksOf(schema: z.ZodType): Check[] {
  return (schema._zod.def.checks ?? []).map((check) => check._zod.def as unknown as Check);
}

function boundsText(schema: z.ZodType): string {
  const checks = checksOf(schema);
  const least = checks.find(({ check }) => check === 'min_length' || check === 'greater_than');
  // The last bound is the narrower one.
  const most = checks.findLast(({ check }) => check === 'max_length' || check === 'less_than');
  const [from, to] = [least?.minimum ?? least?.value, most?.maximum ?? most?.value];
  if (least && most) return `${from}–${to}`;
  if (most) return `at most ${to!.toLocaleString('en')}`;
  return least ? `${least.inclusive === false ? 'above' : 'at least'} ${from}` : '';
}
