import type { RequestReason } from '../reasons.ts';
import type { Examples } from './examples.ts';
import type { Frame } from './frame.ts';
import type { Schema } from './schema.ts';

/**
 * Who may call, and by which credentials:
 * - `newcomer`: an installation with its product's write key, and with its secret once it has pinned one
 * - `installation`: one with both
 * - `organization`: its administrator, with its token
 */
export type Caller = 'newcomer' | 'installation' | 'organization' | 'anyone';

/** All there is to know of a route: the stack, the types, the checks and the API's description follow from it. */
export type Route<
  By extends Caller = Caller,
  Sent extends Frame = Frame,
  Replied = object,
  Status extends 200 | 202 = 200 | 202,
> = {
  operationId: string;
  summary: string;
  description: string;
  by: By;
  body?: Sent;
  /** Answers HEAD too, as monitors and caches ask for what anyone may read. */
  head?: true;
  /** What the query may say, by name. */
  query?: Readonly<Record<string, Schema>>;
  /** `also`: the other forms it may have, by their types, each with how one begins. */
  reply: {
    status: Status;
    name: string;
    schema: Schema<Replied>;
    description: string;
    also?: Readonly<Record<string, string>>;
  };
  /** Beside those that follow from its credentials and its body. */
  reasons: readonly RequestReason[];
  /** Each can be sent as it stands, in the order of routes.ts. */
  examples: Examples<NoInfer<Replied>>;
};

/** Declares a route. Its examples are held to its reply. */
export const route = <By extends Caller, Replied, Status extends 200 | 202, Sent extends Frame = never>(
  declared: Route<By, Sent, Replied, Status>,
): Route<By, Sent, Replied, Status> => declared;

/** Where the stack sends preflights, if a page of another origin may call at all. */
export const preflight = 'OPTIONS /{proxy+}';
