import { createHash } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { WebSocket } from 'ws';
import { decodeRelayFrame, isMalformed, protocolVersion } from '../protocol/codec.ts';
import { closingOf, closings, mayComeBack } from '../protocol/codes.ts';
import { limits } from '../protocol/limits.ts';
import type { RelayFrame, Welcome } from '../protocol/relayFrames.ts';
import { ClientProblem } from './clientProblem.ts';

export type Challenge = Extract<RelayFrame, { type: 'relay.challenge' }>;

/** One WebSocket to a relay, from the first byte to the last. Reconnecting is the caller's. */
export interface Link {
  send(text: string): void;
  /** Leaves; `onClosed` is not called. */
  leave(): void;
}

export interface LinkOptions {
  readonly address: string;
  /** The relay's name as the invite told it. */
  readonly relay: string;
  /** SHA-256 of the certificate it must show, base64url; undefined: one that is valid for its name. */
  readonly certificate?: string | undefined;
  /** The frame that proves who we are. */
  readonly prove: (challenge: Challenge) => string;
  readonly onWelcome: (welcome: Welcome) => void;
  /** Every later frame, with the text it came as. */
  readonly onFrame: (frame: RelayFrame, raw: string) => void;
  readonly onClosed: (why: { readonly problem: ClientProblem; readonly again: boolean }) => void;
  /** How long the other end may be silent, ms; for tests. */
  readonly silenceMs?: number;
}

export function openLink(options: LinkOptions): Link {
  const silenceMs = options.silenceMs ?? limits.silenceMs.value;
  const socket = new WebSocket(options.address, {
    perMessageDeflate: false,
    handshakeTimeout: 10_000,
    maxPayload: limits.frameBytes.value + 64 * 1024,
    followRedirects: false,
    // A certificate that is known by its fingerprint needs nobody to vouch for it; see below. Without a list of its own the editor would
    // first gather all authorities of the machine, which can take longer than a relay waits for a handshake.
    ...(options.certificate ? { rejectUnauthorized: false, ca: [] } : {}),
  });
  let stage: 'challenge' | 'welcome' | 'open' | 'over' = 'challenge';
  let problem: { problem: ClientProblem; again: boolean } | undefined;
  let heardAt = performance.now();

  const end = (why: { problem: ClientProblem; again: boolean }) => {
    if (stage === 'over') return;
    stage = 'over';
    clearInterval(watch);
    options.onClosed(why);
  };
  const giveUp = (why: ClientProblem, again: boolean) => {
    problem ??= { problem: why, again };
    socket.terminate();
    end(problem);
  };

  const watch = setInterval(
    () => {
      if (performance.now() - heardAt > silenceMs) {
        giveUp(new ClientProblem('silent', 'The relay did not answer for too long; connecting again.'), true);
      }
    },
    Math.min(1_000, silenceMs / 4),
  );

  const heard = () => {
    heardAt = performance.now();
  };
  socket.on('ping', heard);
  socket.on('pong', heard);

  socket.on('message', (data: Buffer, isBinary) => {
    heard();
    if (stage === 'over') return;
    const raw = data.toString('utf8');
    const frame = isBinary ? { malformed: 'binary' } : decodeRelayFrame(raw);
    if (frame === undefined) return;
    if (isMalformed(frame)) {
      const what = stage === 'challenge' ? 'no-relay' : 'bad-frame';
      return giveUp(
        new ClientProblem(what, `What answers at ${options.address} does not speak the relay’s protocol.`),
        false,
      );
    }
    if (stage === 'open') return options.onFrame(frame, raw);
    if (stage === 'challenge' && frame.type === 'relay.challenge') {
      if (frame.relay !== options.relay) {
        return giveUp(
          new ClientProblem(
            'other-relay',
            `Another relay than the one you joined answers at ${options.address}; nothing was sent to it.`,
          ),
          false,
        );
      }
      if (!frame.versions.includes(protocolVersion)) {
        const newer = frame.versions.every((version) => version > protocolVersion);
        return giveUp(
          new ClientProblem(
            'version',
            newer
              ? 'The relay is newer than this client; update the extension.'
              : 'The relay is older than this client; update the relay.',
          ),
          false,
        );
      }
      stage = 'welcome';
      socket.send(options.prove(frame));
      return;
    }
    if (stage === 'welcome' && frame.type === 'member.welcome') {
      stage = 'open';
      return options.onWelcome(frame);
    }
  });

  socket.on('upgrade', ({ socket: raw }) => {
    if (!options.certificate) return;
    // By what it can do, not by its class: the editor puts modules of its own in the place of Node's.
    const shown = (raw as Partial<TLSSocket>).getPeerCertificate?.().raw;
    if (shown && createHash('sha256').update(shown).digest('base64url') === options.certificate) return;
    giveUp(
      new ClientProblem(
        'other-relay',
        `What answers at ${options.address} does not show the certificate of the relay you joined; nothing was sent to it.`,
      ),
      false,
    );
  });
  socket.on('unexpected-response', (_request, response) => {
    const again = response.statusCode === 503;
    giveUp(
      again
        ? new ClientProblem('full')
        : new ClientProblem(
            'no-relay',
            `Something answers at ${options.address}, but it is no relay (HTTP ${response.statusCode}).`,
          ),
      again,
    );
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const certificate = /certificate|self.signed|CERT|SSL|TLS/i.test(`${error.code} ${error.message}`);
    problem ??= {
      problem: new ClientProblem(
        'unreachable',
        certificate
          ? `The relay’s TLS certificate at ${options.address} is not valid here (${error.code ?? error.message}).`
          : `Nothing answers at ${options.address} (${error.code ?? error.message}).`,
      ),
      again: true,
    };
  });
  socket.on('close', (code, reason) => {
    if (problem) return end(problem);
    const name = closingOf(code);
    const sentence = reason.toString() || (name && closings[name].sentence);
    end({
      problem: new ClientProblem(name ?? 'lost', sentence || `The connection to ${options.address} was lost.`),
      again: mayComeBack(code),
    });
  });

  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    leave() {
      stage = 'over';
      clearInterval(watch);
      socket.close(1000);
      // A relay that is gone does not answer the close.
      setTimeout(() => socket.terminate(), 1_000).unref();
    },
  };
}
