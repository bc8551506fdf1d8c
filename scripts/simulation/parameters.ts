/** Everything that the simulated year assumes. Each is a guess of its own, said here and printed with the result. */
export interface Parameters {
  readonly people: number;
  /** Areas of the repository. */
  readonly areas: number;
  /** Areas that somebody with the usual pace works in by habit, and the most for those with a higher one. */
  readonly homeAreas: readonly [number, number];
  /** Changes a person makes on a working day: the median, the most, and how paces differ (the sigma of a lognormal). */
  readonly changesADay: number;
  readonly mostChangesADay: number;
  readonly paceSpread: number;
  /** Part of changes outside one's home areas. */
  readonly elsewhere: number;
  /** Chance a day that somebody has to find their way in an area without changing it. */
  readonly readingADay: number;
  /** Chance that work in an area that one does not know at all raises a question; less the more one knows. */
  readonly questionChance: number;
  /** Working days before the year that make the first knowledge. */
  readonly warmUpDays: number;
  /** Part of the people who were there for the whole warm-up; the others came later. */
  readonly seniors: number;
  /** How uneven areas are worked on: the exponent of Zipf's law. */
  readonly unevenness: number;
  /** Part of the team that leaves in a year and is replaced by newcomers. */
  readonly turnover: number;
  /** Part of working days on which somebody is away, in weeks at a time. */
  readonly absence: number;
  /** Sessions that somebody can hold on one day. */
  readonly sessionsADay: number;
  /** Working days after which an unanswered asker gives up. */
  readonly patience: number;
  /** What a session teaches, in changes' worth, at a helper who knows all of it. */
  readonly sessionTeaches: number;
  /** How fast people learn: each one's speed lies between these. Policies cannot see it. */
  readonly speeds: readonly [number, number];
  /** Weeks between two rounds of pairing, and between two meetings of a pair. */
  readonly roundWeeks: number;
  readonly meetingWeeks: number;
  /** Chance that a planned meeting is held. */
  readonly meetingHeld: number;
}

export function parametersFor(people: number): Parameters {
  return {
    people,
    areas: people * 2,
    homeAreas: [2, 10],
    changesADay: 0.4,
    mostChangesADay: 5,
    paceSpread: 1.3,
    elsewhere: 0.05,
    readingADay: 0.25,
    questionChance: 0.5,
    warmUpDays: 260,
    seniors: 0.3,
    unevenness: 0.7,
    turnover: 0.12,
    absence: 0.1,
    sessionsADay: 2,
    patience: 3,
    sessionTeaches: 0.5,
    speeds: [0.5, 1.5],
    roundWeeks: 12,
    meetingWeeks: 1,
    meetingHeld: 0.8,
  };
}

export const workingDays = 260;
export const daysAWeek = 5;
