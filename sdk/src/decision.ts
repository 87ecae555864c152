import type { Purpose } from './catalog.ts';
import type { Outcome } from './wire.ts';

export type Status = Outcome['consent']['status'];
type Identity = { installation_id: string; secret: string; salt: string };

/**
 * The decision, as the file `consent` holds it. Who the installation is stands beside it, from the first grant on.
 * Members that a later SDK of the same format adds stay as they are, and are sent to nobody.
 */
export type Saved = {
  format: 1;
  status: Status;
  purposes: Purpose[];
  notice_version: number;
  notice_language?: string | undefined;
  decided_by: 'user' | 'administrator';
  decided_at: string;
  erase?: true | undefined;
  /** Whether the service knows of it. */
  told: boolean;
  identity?: Identity | undefined;
};

export const undecided: Saved = {
  format: 1,
  status: 'none',
  purposes: [],
  notice_version: 0,
  decided_by: 'user',
  decided_at: '',
  told: true,
};

/** Whether nothing of this installation is to stay. */
export const isErasing = ({ status, erase }: Saved): boolean => status === 'erased' || erase === true;

/** Whether an erasure was asked for of which the service does not know yet. */
export const owesErasure = ({ erase, told }: Saved): boolean => erase === true && !told;

/** Reads the file; undefined where it holds no decision that this SDK understands: it may have been a no. */
export function savedOf(text: string): Saved | undefined {
  try {
    const saved = JSON.parse(text) as Saved;
    const { format = 1, status, purposes, decided_at, identity } = saved;
    const known = /^(?:none|granted|refused|withdrawn|erased)$/.test(status);
    const dated = status === 'none' || !Number.isNaN(Date.parse(decided_at));
    const who = [identity?.installation_id, identity?.secret, identity?.salt];
    const named = identity ? who.every((each) => typeof each === 'string') : status !== 'granted';
    return format === 1 && known && dated && named && Array.isArray(purposes) ? saved : undefined;
  } catch {
    return undefined;
  }
}

/** The body of `PUT /v1/consent`. `least`: what no service can refuse of a no. */
export function bodyOf(saved: Saved, organization_id: string | undefined, least: boolean): object {
  const { status, purposes, notice_version, notice_language, decided_by, decided_at, erase, identity } =
    saved;
  const no = { installation_id: identity?.installation_id, decision: status, erase };
  return least
    ? no
    : { ...no, organization_id, purposes, notice_version, notice_language, decided_by, decided_at };
}
