import { createEventFile } from './eventFile.ts';
import { createOutbox } from './outbox.ts';
import type { ClientStorage } from './profile.ts';

/** Erases keys, events and what waits on this machine. The relay is not told; the mentoring log stays. */
export async function forgetHere(storage: ClientStorage): Promise<void> {
  createEventFile(storage.folder).remove();
  // What waits was sealed for this team; another one's relay should never see it.
  const outbox = createOutbox(storage.folder);
  for (const { id } of outbox.list()) outbox.remove(id);
  await storage.deleteSecret();
}
