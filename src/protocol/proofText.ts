import type { Id } from './shapes.ts';

/** The text a machine signs: bound to the relay's name and time, to a nonce used once, and to whom it speaks for. A machine that joins as somebody’s second one does not know its member yet: ''. */
export function proofText(proof: Proof): string {
  return ['whoknows/1/prove', proof.relay, proof.time, proof.nonce, proof.team, proof.member, proof.device].join('\n');
}

/** What a machine signs to prove who it is. */
export interface Proof {
  readonly relay: Id;
  readonly time: number;
  readonly nonce: string;
  readonly team: Id;
  readonly member: Id | '';
  readonly device: Id;
}
