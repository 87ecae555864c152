import { details, type RequestReason } from '../../shared/reasons.ts';

/** A refusal of the whole request, as data. `detail` repeats nothing the client chose. */
export class Problem {
  readonly reason: RequestReason;
  readonly detail: string;
  constructor(reason: RequestReason, detail: string = details[reason]) {
    this.reason = reason;
    this.detail = detail;
  }
}
