import type { Id } from '../protocol/shapes.ts';

/** Wakes requests when their next step or their end is due, however many there are: a heap and one timer. */
export interface Schedule {
  /** Asks to be woken at `at` (relay's clock). Being woken too early or twice is harmless; who is woken looks again. */
  add(at: number, team: Id, request: Id): void;
  stop(): void;
}

interface Due {
  readonly at: number;
  readonly team: Id;
  readonly request: Id;
}

/** Node's timers overflow above this. */
const longestTimer = 2 ** 31 - 1;

export function createSchedule(now: () => number, wake: (team: Id, request: Id) => void): Schedule {
  const heap: Due[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const arm = () => {
    clearTimeout(timer);
    timer = undefined;
    if (stopped || heap.length === 0) return;
    const wait = Math.min(Math.max(heap[0]!.at - now(), 0), longestTimer);
    timer = setTimeout(fire, wait);
    timer.unref();
  };

  const fire = () => {
    while (heap.length && heap[0]!.at <= now()) {
      const due = pop(heap);
      wake(due.team, due.request);
    }
    arm();
  };

  return {
    add(at, team, request) {
      push(heap, { at, team, request });
      if (heap[0]!.at === at) arm();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function push(heap: Due[], due: Due): void {
  let i = heap.push(due) - 1;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    if (heap[parent]!.at <= due.at) break;
    heap[i] = heap[parent]!;
    i = parent;
  }
  heap[i] = due;
}

function pop(heap: Due[]): Due {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
    if (heap[child]!.at >= last.at) break;
    heap[i] = heap[child]!;
    i = child;
  }
  heap[i] = last;
  return top;
}
