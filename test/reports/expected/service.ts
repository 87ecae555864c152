import { type Expected, groups, installations, sum } from './field.ts';

/** What the service itself tells of: of the day and the week in which all of it arrived. */

/** Without the week. */
export const consentRate: Expected = ({ decisions }) =>
  groups(
    decisions.filter(({ counted }) => counted),
    ({ product }) => [product],
    ([product], some) => {
      const count = (decision: string) => some.filter((each) => each.decision === decision).length;
      const rate = (purpose: string) =>
        some.filter(({ purposes }) => purposes.includes(purpose)).length / some.length;
      return {
        product,
        decisions: some.length,
        granted: count('granted'),
        refused: count('refused'),
        withdrawn: count('withdrawn'),
        consent_rate: count('granted') / some.length,
        usage_rate: rate('usage'),
        persons_rate: rate('persons'),
        environment_rate: rate('environment'),
        licensing_rate: rate('licensing'),
        diagnostics_rate: rate('diagnostics'),
      };
    },
  );

/** Without the day, and without what came late: no clock of the fleet is wrong. */
export const ingestQuality: Expected = ({ rows, copies }) =>
  groups(
    rows.filter(({ counted }) => counted),
    ({ product }) => [product],
    ([product], all) => {
      const skipped = groups(
        all,
        ({ installation }) => [installation],
        (_, its) => {
          const numbers = its.map(({ sequence }) => sequence as number).sort((a, b) => a - b);
          return (numbers.at(-1) as number) - (numbers[0] as number) + 1 - numbers.length;
        },
      );
      const events = all.length;
      const missing = sum(skipped);
      const duplicates = copies.filter((row) => row.counted && row.product === product).length;
      return {
        product,
        installations: installations(all),
        events,
        missing,
        missing_share: missing / (events + missing),
        duplicates,
        duplicate_share: duplicates / (events + duplicates),
        clock_corrected: 0,
        clock_corrected_share: 0,
        ignored: 0,
        forked: groups(
          all,
          ({ installation, sequence }) => [installation, String(sequence)],
          (_, its) => its.length,
        ).filter((times) => times > 1).length,
        // Each of the fleet stays on its machine.
        on_two_machines: 0,
      };
    },
  );
