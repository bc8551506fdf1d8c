import * as vscode from 'vscode';
import type { Step } from '../app/askSchedule.ts';
import type { Question } from '../protocol/contents.ts';
import type { Id } from '../protocol/shapes.ts';
import { plainMessage } from './plainMessage.ts';
import type { Team } from './team.ts';

/** A request that the relay has not acknowledged yet. */
export interface Leaving {
  readonly request: Id;
  readonly question: Question;
  readonly steps: readonly Step[];
  readonly done: Promise<unknown>;
}

/** What was asked and still waits on this machine. */
export class Outgoing {
  readonly #team: Team;
  readonly #waiting = new Map<Id, Leaving>();

  constructor(team: Team) {
    this.#team = team;
  }

  list(): Leaving[] {
    return [...this.#waiting.values()].filter(({ request }) => !this.#team.client?.team.requests.has(request));
  }

  add(leaving: Leaving): void {
    this.#waiting.set(leaving.request, leaving);
    this.#team.tellChanged();
    leaving.done.then(
      () => this.#settled(leaving.request),
      (error: Error & { code?: string }) => {
        this.#settled(leaving.request);
        // Stopped before the relay answered: it waits in the outbox and is sent at the next start.
        if (error.code !== 'lost') void vscode.window.showErrorMessage(plainMessage(error.message));
      },
    );
    if (this.#team.client?.connection !== 'online')
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The relay is away: your question waits here and is sent by itself.'),
      );
  }

  #settled(request: Id): void {
    this.#waiting.delete(request);
    this.#team.tellChanged();
  }
}
