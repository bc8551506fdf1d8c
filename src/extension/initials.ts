import * as vscode from 'vscode';
import { displayText } from '../expertise/displayText.ts';

/** Up to two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = displayText(name, 80)
    .split(/[\s._-]+/)
    .filter((word) => /^\p{L}/u.test(word));
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return (
    [first, last]
      .map((word) => (word ? [...word][0]! : ''))
      .join('')
      .toUpperCase() || '?'
  );
}

/** Degrees of the colour wheel, always the same for the same id. */
export function hueOf(id: string): number {
  let hash = 0;
  for (const char of id) hash = (hash * 31 + char.charCodeAt(0)) % 360;
  return hash;
}

/** A round picture of the initials, its colour always the same for the same id. Drawn here; nothing is fetched. */
export function initialsPicture(id: string, name: string): vscode.Uri {
  // Mid-dark and not too colourful: white letters are readable on every hue, and it sits well on light and dark themes.
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="28"><circle cx="14" cy="14" r="14" fill="hsl(${hueOf(id)} 38% 38%)"/><text x="14" y="18.5" font-family="sans-serif" font-size="12" font-weight="600" fill="#fff" text-anchor="middle">${initialsOf(name).replace(/[<>&"']/g, '')}</text></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`, true);
}
