import * as vscode from 'vscode';
import { availabilityOf } from '../app/availability.ts';
import type { Client } from '../client/createClient.ts';
import type { Status } from '../protocol/relayFrames.ts';
import type { Id } from '../protocol/shapes.ts';
import { clock } from './timeOfDay.ts';

export function presenceWords(status: Status): string {
  return {
    available: vscode.l10n.t('available'),
    busy: vscode.l10n.t('busy'),
    away: vscode.l10n.t('not to be disturbed'),
    offline: vscode.l10n.t('not here now'),
  }[status];
}

/** How somebody can be reached now, and when that changes as far as they said: `works again at Monday 09:00`. */
export function standingWords(client: Client, member: Id): string {
  const { status, until, offHours } = availabilityOf(client, member);
  if (offHours && until !== null) return vscode.l10n.t('works again at {0}', clock(until));
  if (status === 'away' && until !== null) return vscode.l10n.t('not to be disturbed until {0}', clock(until));
  return presenceWords(status);
}
