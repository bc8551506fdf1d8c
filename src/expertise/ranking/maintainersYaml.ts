import type { Owner } from './ownership.ts';

export interface YamlSection {
  readonly owners: readonly Owner[];
  readonly files: readonly string[];
  readonly excluded: readonly string[];
}

const longestLine = 300;
const peopleKeys: Readonly<Record<string, number>> = {
  maintainers: 1,
  collaborators: 0.7,
  reviewers: 0.7,
  experts: 0.7,
};

/**
 * Reads the sections of a `MAINTAINERS.yml` as Zephyr and gem5 have it: under each name, lists of `maintainers` and `collaborators`
 * (logins or `Name <email>`), of `files` and `files-exclude`. Anything else is passed over. Never throws.
 */
export function parseMaintainersYaml(text: string): YamlSection[] {
  const sections: { owners: Owner[]; files: string[]; excluded: string[] }[] = [];
  let key = '';
  for (const line of text.split('\n')) {
    if (line.length > longestLine || /^\s*(?:#|$)/.test(line)) continue;
    const item = /^\s+-\s+(.*?)\s*$/.exec(line)?.[1]?.replace(/^(["'])(.*)\1$/, '$2');
    const section = sections.at(-1);
    if (item === undefined) {
      if (/^\S/.test(line)) sections.push({ owners: [], files: [], excluded: [] });
      key = /^\s+([\w-]+):/.exec(line)?.[1] ?? '';
    } else if (section && item !== '') {
      if (key === 'files') section.files.push(item);
      else if (key === 'files-exclude') section.excluded.push(item);
      else if (key in peopleKeys) section.owners.push(ownerOf(item, peopleKeys[key]!));
    }
  }
  return sections;
}

function ownerOf(text: string, amount: number): Owner {
  const [, name, email] = /^([^<]*?)\s*<([^<>]*)>$/.exec(text) ?? [];
  if (email !== undefined) return { alias: { name: name!, email }, login: '', amount };
  if (text.includes(' ')) return { alias: { name: text, email: '' }, login: '', amount };
  return { alias: { name: '', email: '' }, login: text.replace(/^@/, '').toLowerCase(), amount };
}
