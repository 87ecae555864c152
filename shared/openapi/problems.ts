import { constant, say, text, whole } from '../api/schema.ts';
import { details, type RequestReason, requestReasons, typeOf } from '../reasons.ts';

/** A refusal of a whole request, as RFC 9457 has it. */
const problem = (reason: RequestReason) => {
  const { status, title } = requestReasons[reason];
  return whole({
    type: constant(typeOf(reason)),
    title: constant(title),
    status: constant(status),
    reason: constant(reason),
    detail: say(text, 'For people. Repeats nothing that was sent.'),
  });
};
export const exampleOf = (reason: RequestReason) => ({
  type: typeOf(reason),
  ...requestReasons[reason],
  detail: details[reason],
  reason,
});

/** As a class could be named, which is what code made from the description does. */
export const problemName = (reason: RequestReason) =>
  `Problem_${reason}`.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const reasons = Object.keys(requestReasons) as RequestReason[];
export const problems = Object.fromEntries(reasons.map((reason) => [problemName(reason), problem(reason)]));

/** What the gateway says when it answers by itself. */
export const gatewayError = say(whole({ message: text }), "The gateway's own words.");
