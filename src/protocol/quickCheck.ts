import type * as z from 'zod';

/** Says yes only to values that the schema takes as they are. No may also mean that this check is not sure. */
export type QuickCheck = (value: unknown) => boolean;

const never: QuickCheck = () => false;

/**
 * A check made once from a schema, at a sixth of the cost of `safeParse` for what is in order, which nearly everything is. It knows the kinds of
 * schemas that frames are made of, and says no to all others; whoever hears no asks the schema itself, which also knows why not.
 */
export function quickCheck(schema: z.core.$ZodType): QuickCheck {
  const { def } = schema._zod;
  // A format such as “an integer” is a schema and its own first check.
  const own = 'check' in def ? [schema as unknown as z.core.$ZodCheck<never>] : [];
  const checks = checksOf([...own, ...(def.checks ?? [])]);
  if (!checks) return never;
  const kind = kindOf(def as z.core.$ZodTypes['_zod']['def']);
  if (checks.length === 0) return kind;
  return (value) => {
    if (!kind(value)) return false;
    for (const check of checks) if (!check(value as never)) return false;
    return true;
  };
}

function kindOf(def: z.core.$ZodTypes['_zod']['def']): QuickCheck {
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string';
    case 'number':
      return (value) => typeof value === 'number';
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'literal':
      return (value) => def.values.includes(value as never);
    case 'enum': {
      const values = new Set<unknown>(Object.values(def.entries));
      return (value) => values.has(value);
    }
    case 'nullable': {
      const inner = quickCheck(def.innerType);
      return (value) => value === null || inner(value);
    }
    case 'array': {
      const element = quickCheck(def.element);
      return (value) => Array.isArray(value) && value.every(element);
    }
    case 'union': {
      const options = def.options.map(quickCheck);
      return (value) => options.some((option) => option(value));
    }
    case 'record':
      return recordCheck(quickCheck(def.keyType), quickCheck(def.valueType));
    case 'object':
      return def.catchall?._zod.def.type === 'never' ? objectCheck(def.shape) : never;
    default:
      return never;
  }
}

function recordCheck(key: QuickCheck, item: QuickCheck): QuickCheck {
  return (value) => {
    if (!isObject(value)) return false;
    for (const name in value) if (!key(name) || !item(value[name])) return false;
    return true;
  };
}

/** A strict object: all of its members and no others. */
function objectCheck(shape: Readonly<Record<string, z.core.$ZodType>>): QuickCheck {
  const members = Object.entries(shape).map(([name, schema]) => {
    const { def } = schema._zod as z.core.$ZodTypes['_zod'];
    const optional = def.type === 'optional';
    return { name, optional, check: quickCheck(optional ? def.innerType : schema) };
  });
  return (value) => {
    if (!isObject(value)) return false;
    let known = 0;
    for (const { name, optional, check } of members) {
      const member = value[name];
      if (member === undefined && optional) continue;
      if (!check(member)) return false;
      known++;
    }
    for (const _ in value) known--;
    return known === 0;
  };
}

/** What a schema asks beside its kind; undefined where there is something that this does not know. */
function checksOf(all: readonly z.core.$ZodCheck<never>[]): ((value: never) => boolean)[] | undefined {
  const checks: ((value: never) => boolean)[] = [];
  for (const one of all) {
    const def = one._zod.def as z.core.$ZodChecks['_zod']['def'];
    if (def.check === 'max_length') checks.push((value: { length: number }) => value.length <= def.maximum);
    else if (def.check === 'min_length') checks.push((value: { length: number }) => value.length >= def.minimum);
    else if (def.check === 'number_format' && def.format === 'safeint') checks.push(Number.isSafeInteger);
    else if (def.check === 'greater_than' && def.inclusive) checks.push((value: number) => value >= Number(def.value));
    else if (def.check === 'string_format' && def.pattern && !def.pattern.global) {
      const { pattern } = def;
      checks.push((value: string) => pattern.test(value));
    } else return undefined;
  }
  return checks;
}

/** Of values that came from JSON. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
