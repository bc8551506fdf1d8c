import * as vscode from 'vscode';
import type { PlaceHere } from '../app/placeHere.ts';
import type { RequestView } from '../client/teamView.ts';
import type { Id } from '../protocol/shapes.ts';
import { plainMessage } from './plainMessage.ts';

/** A session in this window. */
export interface OpenSession {
  readonly id: Id;
  readonly place: PlaceHere;
  readonly uri: vscode.Uri;
  /** The top of this window's clone; undefined where there is none. */
  readonly folder: string | undefined;
  /** The first and last line of the place here, from 1; they follow edits. */
  lines: readonly [number, number];
  readonly thread: vscode.CommentThread;
}

export function isGoingOn(view: RequestView | undefined): boolean {
  return view?.state.status === 'active' || view?.state.status === 'paused';
}

/** How many lines further down the place is here than where the question says. */
export function shiftOf({ lines }: OpenSession, view: RequestView | undefined): number {
  return lines[0] - (view?.question?.lines?.[0] ?? lines[0]);
}

/** Why a file of a session cannot be shown or changed in this window. */
export function notHere(file: string): Error {
  return new Error(
    vscode.l10n.t(
      '{0} is not here: it is not on your branch, or no clone of its repository is open.',
      plainMessage(file, 160),
    ),
  );
}
