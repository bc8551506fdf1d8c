import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isLoopback } from '../protocol/inviteLink.ts';
import { secretHash } from './proof.ts';
import type { Relay } from './relayContext.ts';

/** What the relay answers over plain HTTP: health, readiness, metrics (to this machine only) and calendars. */
export function answerHttp(relay: Relay): (request: IncomingMessage, response: ServerResponse) => void {
  const writable = createProbe(relay);
  return (request, response) => {
    answer(relay, writable, request, response).catch((error) => {
      relay.log('fault', { error: String(error).slice(0, 400) });
      if (!response.headersSent) send(response, 503, 'The relay cannot read its database at the moment.\n');
      else response.destroy();
    });
  };
}

const calendarPath = /^\/calendar\/([A-Za-z0-9_-]{22})\/([A-Za-z0-9_-]{43})\.ics$/;

async function answer(
  relay: Relay,
  writable: () => Promise<boolean>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return send(response, 405, 'Only GET.\n', { allow: 'GET, HEAD' });
  if (url === '/healthz') return send(response, 200, 'ok\n');
  if (url === '/readyz') return ready(relay, writable, response);
  if (url === '/metrics') {
    // Numbers about a team are for its operator: who comes through a proxy or another machine gets none.
    const here = isLoopback((request.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
    if (!here || request.headers['x-forwarded-for'] || request.headers.forwarded)
      return send(response, 404, 'Not found.\n');
    const { text, type } = await relay.metrics.expose();
    return send(response, 200, text, { 'content-type': type });
  }
  const calendar = calendarPath.exec(url);
  if (calendar) return sendCalendar(relay, request, response, calendar[1]!, calendar[2]!);
  send(response, 404, 'Not found.\n');
}

async function ready(relay: Relay, writable: () => Promise<boolean>, response: ServerResponse): Promise<void> {
  if (relay.closing) return send(response, 503, 'stopping\n');
  if (!(await writable())) return send(response, 503, 'the database cannot be written\n');
  send(response, 200, 'ready\n');
}

/** Tells whether the database takes a write. Asked often, it writes once a second: anybody may ask. */
function createProbe(relay: Relay): () => Promise<boolean> {
  let answer: Promise<boolean> | undefined;
  return () => {
    if (!answer) {
      answer = relay.store.check().then(
        () => true,
        () => false,
      );
      setTimeout(() => {
        answer = undefined;
      }, 1_000).unref();
    }
    return answer;
  };
}

async function sendCalendar(
  relay: Relay,
  request: IncomingMessage,
  response: ServerResponse,
  team: string,
  secret: string,
): Promise<void> {
  const feed = await relay.store.feedByHash(team, secretHash(secret));
  if (!feed) return send(response, 404, 'Not found.\n');
  const tag = `"${createHash('sha256').update(feed.calendar).digest('base64url').slice(0, 22)}"`;
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, { etag: tag }).end();
    return;
  }
  send(response, 200, feed.calendar, {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, max-age=300',
    etag: tag,
    'last-modified': new Date(feed.updatedAt).toUTCString(),
  });
}

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
