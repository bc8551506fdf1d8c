import { networkInterfaces } from 'node:os';

/** This machine's address among those near it, by which others in the room reach it; undefined where it is in no network. */
export function networkAddress(interfaces = networkInterfaces()): string | undefined {
  const all = Object.values(interfaces).flatMap((one) => one ?? []);
  const found = all.filter(
    ({ family, internal, address }) => family === 'IPv4' && !internal && !/^169\.254\./.test(address),
  );
  // Of several, that of a home or an office before those of virtual networks, which begin like these less often.
  const rank = (address: string) => (/^192\.168\./.test(address) ? 0 : /^10\./.test(address) ? 1 : 2);
  return found.map(({ address }) => address).sort((a, b) => rank(a) - rank(b))[0];
}
