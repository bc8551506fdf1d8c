type Sodium = typeof import('libsodium-wrappers')['default'];

let loaded: Sodium | undefined;

/** Loads libsodium, a third of a megabyte of WebAssembly that nobody should wait for who is in no team. */
export async function loadSodium(): Promise<void> {
  if (loaded) return;
  const { default: library } = await import('libsodium-wrappers');
  await library.ready;
  loaded = library;
}

/** libsodium, after `loadSodium` has resolved. */
export function sodium(): Sodium {
  if (!loaded) throw new Error('libsodium is used before loadSealing() has resolved');
  return loaded;
}
