/**
 * Asks again and again until the answer is right, and gives it; after `limit` milliseconds it gives the last answer, so
 * that the caller's assertion shows what was there instead.
 */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  isRight: (answer: T) => boolean,
  limit = 15_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (isRight(answer) || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
