/** One session as far as it says who gave and who took. `area` is a path. */
export interface Exchange {
  readonly role: 'asker' | 'helper';
  readonly other: string;
  readonly area?: string | undefined;
  readonly language?: string | undefined;
  readonly topic: string;
  /** When it ended; any unit that rises. */
  readonly endedAt: number;
}

/** What somebody gave and took on one topic (P5): with whom, never how often. For themselves alone. */
export interface TopicExchange {
  readonly topic: string;
  /** Whom they helped, the latest first. */
  readonly helped: readonly string[];
  /** Who helped them, the latest first. */
  readonly helpedBy: readonly string[];
}

/** By folder, else by language, else by the session's own words: what somebody gave and took, the latest topic first. */
export function giveAndTake(exchanges: readonly Exchange[]): TopicExchange[] {
  const topics = new Map<string, { helped: Set<string>; helpedBy: Set<string> }>();
  for (const { role, other, area, language, topic } of [...exchanges].sort((a, b) => b.endedAt - a.endedAt)) {
    const name = folderOf(area) ?? language ?? topic;
    const found = topics.get(name) ?? { helped: new Set(), helpedBy: new Set() };
    topics.set(name, found);
    (role === 'helper' ? found.helped : found.helpedBy).add(other);
  }
  return [...topics].map(([topic, { helped, helpedBy }]) => ({
    topic,
    helped: [...helped],
    helpedBy: [...helpedBy],
  }));
}

/** The folder of a file; a file at the top speaks for itself, and what has no extension is a folder already. */
function folderOf(area: string | undefined): string | undefined {
  if (!area) return undefined;
  const isFile = /\.[^./]+$/.test(area);
  return isFile && area.includes('/') ? area.slice(0, area.lastIndexOf('/')) : area;
}
