import type { RelayFrame } from '../protocol/relayFrames.ts';

type Answer = (frame: RelayFrame | undefined) => void;

/** Questions to the relay that are not kept: answers come in the order of asking, with the type that was asked. */
export interface OpenQueries {
  add(type: string, answer: Answer): void;
  answered(frame: RelayFrame): void;
  /** Nobody will answer any more: each hears undefined. */
  drop(): void;
}

export function createOpenQueries(): OpenQueries {
  const open = new Map<string, Answer[]>();
  return {
    add(type, answer) {
      const waiting = open.get(type) ?? [];
      waiting.push(answer);
      open.set(type, waiting);
    },
    answered(frame) {
      open.get(frame.type)?.shift()?.(frame);
    },
    drop() {
      const all = [...open.values()].flat();
      open.clear();
      for (const answer of all) answer(undefined);
    },
  };
}
