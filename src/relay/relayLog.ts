/** The closed set of things a relay logs. None carries content, keys, hashes of emails or addresses of members. */
export type LogTag =
  | 'relay.started'
  | 'relay.stopping'
  | 'relay.stopped'
  | 'connection.opened'
  | 'connection.refused'
  | 'connection.closed'
  | 'member.joined'
  | 'member.gone'
  | 'commit.failed'
  | 'room.reloaded'
  | 'retention.swept'
  | 'fault';

export type RelayLog = (tag: LogTag, fields?: Readonly<Record<string, string | number | boolean>>) => void;

/** One JSON object a line, to `write`. */
export function createRelayLog(write: (line: string) => void, now: () => number): RelayLog {
  return (tag, fields = {}) => write(`${JSON.stringify({ at: new Date(now()).toISOString(), tag, ...fields })}\n`);
}
