/** A bound of the system. `zero` says what the value 0 would mean, so that nobody has to guess. */
export interface Limit {
  readonly value: number;
  readonly unit: 'bytes' | 'ms' | 'days' | 'months' | 'frames/s' | 'count';
  readonly reason: string;
  readonly zero: string;
}

/** Every bound of the relay, the protocol and the client. docs/operations.md prints this table. */
export const limits = {
  frameBytes: {
    value: 512 * 1024,
    unit: 'bytes',
    reason:
      'a snapshot of a large source file, sealed and in base64url, fits; ten of them do not strain a small machine',
    zero: 'no frame would be accepted',
  },
  sealedBytes: {
    value: 480 * 1024,
    unit: 'bytes',
    reason: 'what a frame leaves for content beside its keys',
    zero: 'only empty content would be accepted',
  },
  liveBytes: {
    value: 16 * 1024,
    unit: 'bytes',
    reason: 'a selection or a typing mark is small; live frames are routed to everybody in a session at once',
    zero: 'no live frame would be accepted',
  },
  handshakeMs: {
    value: 4_000,
    unit: 'ms',
    reason: 'a signature takes a millisecond and three round trips round the world less than one second',
    zero: 'every connection would be closed at once',
  },
  challengeBytes: {
    value: 64 * 1024,
    unit: 'bytes',
    reason: 'a joining member sends its keys and a sealed name, nothing larger; strangers may cost no more than this',
    zero: 'nobody could prove who they are',
  },
  strangers: {
    value: 1_024,
    unit: 'count',
    reason:
      'connections that have not proved who they are hold at most challengeBytes each and leave within the handshake time; with 512, ten thousand members who came back after a restart were refused four times each',
    zero: 'nobody could connect',
  },
  connections: {
    value: 18_000,
    unit: 'count',
    reason: 'below the usual limit of 20,000 open files of a service, with room for the database and health checks',
    zero: 'nobody could connect',
  },
  connectionsPerMember: {
    value: 16,
    unit: 'count',
    reason: 'a few machines with a few windows each',
    zero: 'nobody could connect',
  },
  pingEveryMs: {
    value: 8_000,
    unit: 'ms',
    reason: 'two missed pings are noticed within 20 s, and mobile networks forget a silent link after 30 s',
    zero: 'half-open links would never be noticed',
  },
  silenceMs: {
    value: 18_000,
    unit: 'ms',
    reason: 'two pings and a slow answer; after that the other end is gone',
    zero: 'every link would count as silent',
  },
  sendBufferBytes: {
    value: 4 * 1024 * 1024,
    unit: 'bytes',
    reason: 'eight of the largest frames; a reader further behind is cut and resumes from its offset',
    zero: 'any unsent byte would cut a reader',
  },
  liveFramesPerSecond: {
    value: 60,
    unit: 'frames/s',
    reason: 'a selection per screen refresh is the most that a person can see',
    zero: 'no live frame would be accepted',
  },
  liveBurst: {
    value: 240,
    unit: 'count',
    reason: 'four seconds of the above',
    zero: 'no live frame would be accepted',
  },
  commandsPerSecond: {
    value: 50,
    unit: 'frames/s',
    reason: 'far above what hands do, and an outbox of a week is delivered in seconds',
    zero: 'no command would be accepted',
  },
  commandBurst: {
    value: 400,
    unit: 'count',
    reason: 'an outbox kept over a day off',
    zero: 'no command would be accepted',
  },
  coolingMs: {
    value: 5_000,
    unit: 'ms',
    reason:
      'a machine that was cut for sending too much, and comes back at once to go on, costs the others some milliseconds each time; no client of ours gets there',
    zero: 'such a machine could come back at once',
  },
  unackedCommands: {
    value: 64,
    unit: 'count',
    reason: 'the client keeps this many commands on the way; more would only wait in buffers',
    zero: 'the client would never send',
  },
  waitingBytes: {
    value: 4_194_304,
    unit: 'bytes',
    reason:
      'eight of the largest frames of one connection wait for the disk; nothing more is read from it until some are answered',
    zero: 'commands would be read one by one',
  },
  resumePage: {
    value: 256,
    unit: 'count',
    reason: 'events read and sent before the relay looks at its other members again',
    zero: 'nobody would ever catch up',
  },
  resumeBytes: {
    value: 262_144,
    unit: 'bytes',
    reason:
      'on the way to a catching-up reader before the relay waits for it, and read from disk at once; more would only wait in buffers',
    zero: 'events would be sent one by one',
  },
  members: { value: 20_000, unit: 'count', reason: 'members of one team', zero: 'nobody could join' },
  devicesPerMember: { value: 16, unit: 'count', reason: 'machines of one person', zero: 'nobody could join' },
  emailsPerMember: {
    value: 16,
    unit: 'count',
    reason: 'addresses one person commits under',
    zero: 'git authors could not be matched',
  },
  invitesPerMember: {
    value: 64,
    unit: 'count',
    reason: 'open invites of one member',
    zero: 'members could not invite',
  },
  inviteMs: {
    value: 7 * 86_400_000,
    unit: 'ms',
    reason: 'a week: long enough for a holiday, short enough to be forgotten safely',
    zero: 'every invite would be expired at once',
  },
  deviceLinkMs: {
    value: 3_600_000,
    unit: 'ms',
    reason: 'the second machine is at hand when it is added',
    zero: 'no machine could be added',
  },
  openRequestsPerMember: {
    value: 50,
    unit: 'count',
    reason: 'nobody waits for more answers than this',
    zero: 'nobody could ask',
  },
  stepsPerRequest: { value: 32, unit: 'count', reason: 'widening steps of one request', zero: 'nobody could be asked' },
  candidatesPerRequest: {
    value: 200,
    unit: 'count',
    reason: 'everybody in a large department; each costs a wrapped key',
    zero: 'nobody could be asked',
  },
  readersPerRecord: { value: 200, unit: 'count', reason: 'as candidates', zero: 'records could not be shared' },
  stepMs: {
    value: 7 * 86_400_000,
    unit: 'ms',
    reason: 'the longest wait before the next step',
    zero: 'the next step follows at once',
  },
  requestMs: {
    value: 30 * 86_400_000,
    unit: 'ms',
    reason: 'the longest life of an unanswered request',
    zero: 'every request would expire at once',
  },
  laterMs: {
    value: 3 * 86_400_000,
    unit: 'ms',
    reason: 'a promise further away is a no',
    zero: 'nobody could answer later',
  },
  presenceWatch: {
    value: 250,
    unit: 'count',
    reason: 'members whose presence one connection follows; above it a team panel shows who is looked at',
    zero: 'presence would be off',
  },
  presenceLingerMs: {
    value: 5_000,
    unit: 'ms',
    reason: 'a reload or a changed network is not a leave',
    zero: 'a reload would flicker',
  },
  streamsRemembered: {
    value: 4_096,
    unit: 'count',
    reason: 'newest numbers of outbox streams kept in memory a team; others are read from disk again',
    zero: 'each command would cost a read',
  },
  receiptDays: {
    value: 30,
    unit: 'days',
    reason: 'a resent command is recognised this long; the client gives up on unsent ones after 14 days',
    zero: 'a resent command could be done twice',
  },
  outboxDays: {
    value: 14,
    unit: 'days',
    reason: 'a question older than this is no longer a question',
    zero: 'nothing would wait offline',
  },
  outboxCommands: { value: 1_000, unit: 'count', reason: 'a day offline and more', zero: 'nothing would wait offline' },
  retentionMonths: {
    value: 12,
    unit: 'months',
    reason: 'one round of yearly goals; the members keep their own copy as long as they like',
    zero: 'closed requests and log entries are erased at the next sweep',
  },
  sweepEveryMs: {
    value: 3_600_000,
    unit: 'ms',
    reason: 'retention is counted in days; an hour is exact enough',
    zero: 'retention would never be applied',
  },
  figurePeople: {
    value: 4,
    unit: 'count',
    reason: 'a figure over fewer people can be traced to one of them',
    zero: 'figures of single people would be shown, so values under 4 are refused',
  },
  feedBytes: {
    value: 64 * 1024,
    unit: 'bytes',
    reason: 'two years of weekly meetings',
    zero: 'no calendar could be published',
  },
  feedsPerMember: { value: 32, unit: 'count', reason: 'pairs of one member', zero: 'no calendar could be published' },
  backoffFirstMs: {
    value: 250,
    unit: 'ms',
    reason: 'the upper end of the first wait; full jitter spreads a whole team below it',
    zero: 'reconnects would come at once and together',
  },
  backoffMostMs: {
    value: 10_000,
    unit: 'ms',
    reason: 'everybody must be back within 60 s, which leaves several attempts to whoever was refused in the crowd',
    zero: 'reconnects would come at once and together',
  },
  drainMs: {
    value: 3_000,
    unit: 'ms',
    reason: 'what a shutdown waits for goodbyes; systemd waits 90 s before it kills',
    zero: 'connections would be cut without a goodbye',
  },
  clockSkewMs: {
    value: 300_000,
    unit: 'ms',
    reason: 'above five minutes a person is told that their clock is off; all times shown are the relay’s',
    zero: 'everybody would be told',
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** The limits' values, with the ones an operator or a test sets otherwise. */
export type LimitValues = Readonly<Record<LimitName, number>>;

/** All values, `overrides` applied. */
export function limitValues(overrides: Partial<LimitValues> = {}): LimitValues {
  const values = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit.value]));
  return { ...values, ...overrides } as LimitValues;
}
