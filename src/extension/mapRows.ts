import * as vscode from 'vscode';
import type { MapGap, MapLevel, PlacePeople, SkillMap } from '../expertise/skillMap/mapTypes.ts';
import { coverageWords, gapSentence } from '../expertise/skillMap/mapWords.ts';
import { areasOfPerson, teachingBetween } from '../expertise/skillMap/teaching.ts';
import { levelWords } from './helpersPick.ts';
import { plainLabel } from './plainLabel.ts';

/** A row of one of the map's trees. Positions refer to the map that was shown when the row was made. */
export type MapRow =
  | { readonly kind: 'area'; readonly area: number }
  | { readonly kind: 'language'; readonly language: number }
  | { readonly kind: 'person'; readonly person: number }
  | KnowerRow
  | { readonly kind: 'place'; readonly path: string; readonly words: string; readonly person: number }
  | { readonly kind: 'group'; readonly label: string; readonly rows: readonly MapRow[] }
  | { readonly kind: 'gap'; readonly gap: MapGap }
  | { readonly kind: 'note'; readonly text: string };

/** Somebody below a folder, a gap or a language, which then is `language`. */
export interface KnowerRow {
  readonly kind: 'knower';
  readonly person: number;
  readonly level: MapLevel;
  readonly path: string;
  readonly language?: number;
}

const { Collapsed, None } = vscode.TreeItemCollapsibleState;

/**
 * How a row is shown. Names and paths pass `plainLabel`: nothing in them is drawn or run. `alone`: areas stand without those around them,
 * so they go by their whole path.
 */
export function itemOf(map: SkillMap, row: MapRow, alone = false): vscode.TreeItem {
  switch (row.kind) {
    case 'area': {
      const area = map.areas[row.area]!;
      const item = new vscode.TreeItem(
        plainLabel(alone ? area.path : area.label, 200) || vscode.l10n.t('this repository'),
        Collapsed,
      );
      item.id = `area:${area.path}`;
      const words = vscode.l10n.t(coverageWords[area.coverage]);
      const pace = vscode.l10n.t(area.pace);
      item.description = shortCoverage(area.coverage);
      item.iconPath = coverageIcon(area.coverage);
      const sentences = [capital(`${words}; ${pace}.`)];
      if (area.knew.length)
        sentences.push(
          vscode.l10n.t(
            'Knew it: {0}',
            area.knew.map((p) => `${map.people[p]!.name} (${map.people[p]!.left})`).join(', '),
          ),
        );
      item.tooltip = `${plainLabel(area.path, 300)}\n${sentences.join('\n')}`;
      item.accessibilityInformation = { label: `${area.path}: ${words}, ${pace}` };
      item.contextValue = 'mapArea';
      return item;
    }
    case 'language': {
      const language = map.languages[row.language]!;
      const item = new vscode.TreeItem(plainLabel(language.name), Collapsed);
      item.id = `language:${language.name}`;
      item.description = shortCoverage(language.coverage);
      item.iconPath = coverageIcon(language.coverage);
      item.tooltip = capital(`${vscode.l10n.t(coverageWords[language.coverage])}; ${vscode.l10n.t(language.pace)}.`);
      item.accessibilityInformation = { label: `${language.name}: ${vscode.l10n.t(coverageWords[language.coverage])}` };
      item.contextValue = 'mapLanguage';
      return item;
    }
    case 'person': {
      const { name, email } = map.people[row.person]!;
      const item = new vscode.TreeItem(plainLabel(name), Collapsed);
      item.id = `person:${email || name}`;
      item.iconPath = new vscode.ThemeIcon('person');
      item.tooltip = `${name} <${email}>`;
      item.contextValue = 'mapPerson';
      return item;
    }
    case 'knower': {
      const { name, email } = map.people[row.person]!;
      const item = new vscode.TreeItem(plainLabel(name), None);
      item.description = levelWords(row.level);
      item.iconPath = new vscode.ThemeIcon('person');
      item.tooltip = `${name} <${email}>`;
      item.contextValue = 'mapKnower';
      return item;
    }
    case 'place': {
      const item = new vscode.TreeItem(plainLabel(row.path, 200) || vscode.l10n.t('this repository'), None);
      item.description = row.words;
      item.iconPath = new vscode.ThemeIcon('folder');
      item.contextValue = 'mapPlace';
      return item;
    }
    case 'group': {
      const item = new vscode.TreeItem(row.label, Collapsed);
      item.contextValue = 'mapGroup';
      return item;
    }
    case 'gap': {
      const { gap } = row;
      const name = gap.path.slice(gap.path.lastIndexOf('/') + 1);
      const item = new vscode.TreeItem(plainLabel(name, 200) + (gap.isFile ? '' : '/'), Collapsed);
      item.id = `gap:${gap.path}`;
      item.description = gapSentence(map, gap, vscode.l10n.t);
      // What is closing looks so, whatever it was.
      item.iconPath = new vscode.ThemeIcon(
        gap.learning.length
          ? 'arrow-circle-up'
          : gap.kind === 'nobody'
            ? 'question'
            : gap.kind === 'one'
              ? 'person'
              : 'history',
      );
      item.tooltip = `${plainLabel(gap.path, 300)}\n${gapSentence(map, gap, vscode.l10n.t)}\n${capital(vscode.l10n.t(gap.pace))}.`;
      item.accessibilityInformation = { label: `${gap.path}: ${gapSentence(map, gap, vscode.l10n.t)}` };
      item.contextValue = 'mapGap';
      return item;
    }
    case 'note': {
      const item = new vscode.TreeItem(row.text, None);
      item.iconPath = new vscode.ThemeIcon('info');
      return item;
    }
  }
}

/** What opens below a row. `you` is the position of the person who looks, where they are on the map. */
export function rowsBelow(
  map: SkillMap,
  row: MapRow,
  you: number | undefined,
  areas: (area: number) => MapRow,
): MapRow[] {
  switch (row.kind) {
    case 'area': {
      const { children, path } = map.areas[row.area]!;
      const people = knowersOf(map.areas[row.area]!, path);
      return [
        ...children.map(areas),
        ...(people.length ? people : [{ kind: 'note', text: vscode.l10n.t('Nobody active knows it yet') } as const]),
      ];
    }
    case 'language': {
      const { knowsWell, knows } = map.languages[row.language]!;
      return knowersOf({ knowsWell, knows, hasTouched: [] }, '', row.language);
    }
    case 'person':
      return rowsOfPerson(map, row.person, you);
    case 'group':
      return [...row.rows];
    case 'gap': {
      const { gap } = row;
      const knower = (person: number, level: MapLevel): MapRow => ({ kind: 'knower', person, level, path: gap.path });
      const group = (label: string, people: readonly number[]): MapRow[] =>
        people.length ? [{ kind: 'group', label, rows: people.map((p) => knower(p, 'has touched')) }] : [];
      return [
        ...gap.who.map((p) => knower(p, 'knows')),
        ...group(vscode.l10n.t('Getting to know it'), gap.learning),
        ...group(
          vscode.l10n.t('Nearest to learning it'),
          gap.nearest.filter((p) => !gap.learning.includes(p)),
        ),
      ];
    }
    default:
      return [];
  }
}

function knowersOf({ knowsWell, knows, hasTouched }: PlacePeople, path: string, language?: number): MapRow[] {
  const rows = (people: readonly number[], level: MapLevel): MapRow[] =>
    people.map((person) => ({ kind: 'knower', person, level, path, ...(language === undefined ? {} : { language }) }));
  const known = [...rows(knowsWell, 'knows well'), ...rows(knows, 'knows')];
  if (hasTouched.length === 0) return known;
  return [...known, { kind: 'group', label: vscode.l10n.t('Have touched it'), rows: rows(hasTouched, 'has touched') }];
}

function rowsOfPerson(map: SkillMap, person: number, you: number | undefined): MapRow[] {
  const { knowsWell, knows } = areasOfPerson(map, person);
  const places = (list: readonly number[], words: string): MapRow[] =>
    list.map((a) => ({ kind: 'place', path: map.areas[a]!.path, words, person }));
  const rows: MapRow[] = [];
  if (you !== undefined) {
    const { theyCanTeach, youCouldTeach } = teachingBetween(map, you, person);
    if (theyCanTeach.length)
      rows.push({ kind: 'group', label: vscode.l10n.t('Can teach you'), rows: places(theyCanTeach, '') });
    if (youCouldTeach.length)
      rows.push({ kind: 'group', label: vscode.l10n.t('You could teach'), rows: places(youCouldTeach, '') });
  }
  rows.push(...places(knowsWell, levelWords('knows well')), ...places(knows, levelWords('knows')));
  map.languages.forEach((language, l) => {
    if (language.knowsWell.includes(person) || language.knows.includes(person))
      rows.push({ kind: 'language', language: l });
  });
  return rows;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function shortCoverage(coverage: number): string {
  return [
    vscode.l10n.t('nobody active'),
    vscode.l10n.t('one person'),
    vscode.l10n.t('two people'),
    vscode.l10n.t('three or more'),
  ][coverage]!;
}

function coverageIcon(coverage: number): vscode.ThemeIcon {
  return new vscode.ThemeIcon(['question', 'person', 'organization', 'organization'][coverage]!);
}
