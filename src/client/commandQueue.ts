import { decodeClientFrame, isMalformed } from '../protocol/codec.ts';
import { limits } from '../protocol/limits.ts';
import { randomText } from '../protocol/sealing.ts';
import { ClientProblem, type ProblemCode } from './clientProblem.ts';
import type { Outbox } from './outbox.ts';

/** What became of a command. */
export interface Done {
  readonly offset: number;
  readonly time: number;
}

/** Durable commands on their way: kept on disk until the relay has them, sent in order, a bounded number at a time. */
export interface CommandQueue {
  /** Keeps and sends a command. `done` settles when the relay has answered, however much later that is; a refusal rejects. */
  add(frame: { readonly type: string; readonly [field: string]: unknown }): {
    readonly id: string;
    readonly done: Promise<Done>;
  };
  /** Everything kept is sent through `send` from now on. */
  online(send: (text: string) => void, unacked: number): void;
  offline(): void;
  /** Number of commands that the relay has not acknowledged. */
  waiting(): number;
  onDone(id: string, done: Done): void;
  onRefused(id: string, code: string, sentence: string, again: boolean): void;
  /** Nothing more is sent until `online`: whoever waits for an answer hears `why`, and the commands stay in the outbox. */
  stop(why: ClientProblem): void;
}

/** How long a command that the relay could not write waits for its next attempt, ms: long enough for a disk to be given room. */
const againMs = 1_000;

export function createCommandQueue(
  outbox: Outbox,
  /** `watched`: whoever sent it here has been told by its promise. */
  onRefusal: (id: string, code: string, sentence: string, watched: boolean) => void,
): CommandQueue {
  const stream = randomText(16);
  let number = 0;
  let send: ((text: string) => void) | undefined;
  let window: number = limits.unackedCommands.value;
  let queue: { id: string; text: string }[] = [];
  const underWay = new Map<string, string>();
  /** What the relay could not write, in its order. Until it is tried again nothing else goes: a later command may rest on it. */
  let unwritten: { id: string; text: string }[] = [];
  const promises = new Map<string, { resolve: (done: Done) => void; reject: (problem: ClientProblem) => void }>();
  let retry: NodeJS.Timeout | undefined;

  const pump = () => {
    while (send && unwritten.length === 0 && queue.length && underWay.size < window) {
      const next = queue.shift()!;
      underWay.set(next.id, next.text);
      send(next.text);
    }
  };

  const tryAgain = () => {
    queue.unshift(...unwritten);
    unwritten = [];
    pump();
  };

  return {
    add(frame) {
      const id = `${stream}.${++number}`;
      const text = JSON.stringify({ ...frame, id });
      const checked = decodeClientFrame(text);
      if (isMalformed(checked)) throw new ClientProblem('bad-frame', `This cannot be sent: ${checked.malformed}.`);
      outbox.put(id, text);
      queue.push({ id, text });
      const done = new Promise<Done>((resolve, reject) => promises.set(id, { resolve, reject }));
      // Nobody has to wait for it: an unwatched refusal is reported by the client's own event.
      done.catch(() => {});
      pump();
      return { id, done };
    },
    online(next, unacked) {
      send = next;
      window = Math.max(1, Math.min(unacked, limits.unackedCommands.value));
      underWay.clear();
      unwritten = [];
      clearTimeout(retry);
      // A command of an older version that the protocol no longer knows would cost the connection.
      queue = outbox.list().filter(({ id, text }) => {
        if (!isMalformed(decodeClientFrame(text))) return true;
        outbox.remove(id);
        onRefusal(id, 'bad-frame', 'An old command in the outbox is no longer understood and was dropped.', false);
        return false;
      });
      pump();
    },
    offline() {
      send = undefined;
      clearTimeout(retry);
    },
    waiting: () => queue.length + underWay.size + unwritten.length,
    onDone(id, done) {
      outbox.remove(id);
      underWay.delete(id);
      promises.get(id)?.resolve(done);
      promises.delete(id);
      pump();
    },
    onRefused(id, code, sentence, again) {
      const text = underWay.get(id);
      underWay.delete(id);
      if (again && text !== undefined) {
        unwritten.push({ id, text });
        clearTimeout(retry);
        retry = setTimeout(tryAgain, againMs);
        return;
      }
      outbox.remove(id);
      const promise = promises.get(id);
      promises.delete(id);
      if (promise) promise.reject(new ClientProblem(code as ProblemCode, sentence));
      onRefusal(id, code, sentence, promise !== undefined);
      pump();
    },
    stop(why) {
      send = undefined;
      clearTimeout(retry);
      for (const { reject } of promises.values()) reject(why);
      promises.clear();
    },
  };
}
