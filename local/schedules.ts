import type { Functions } from './lambda.ts';
import type { Template } from './template.ts';

type Target = { Arn: string; Input: string };

/** How long after something new has landed its schedules run, in milliseconds. */
const soon = 1000;
/** The daily one takes longer, and a report should not wait for it: it runs once nothing more has landed for a while. */
const later = 4000;
/** Another run, or one that died, holds it up, or it failed: the clock would bring the next; here it is tried again. */
const again = 5000;
/** After so many in a row Lambda gives a call up: it lies with the failed ones then. The clock goes on all the same. */
const most = 3;

/**
 * Runs the targets of the template's schedules, one at a time, shortly after something has landed or was asked for
 * instead of by the clock: those that look at such things, which the canary does not. One that failed for good is given
 * to `failed`.
 */
export function schedules(template: Template, functions: Functions, failed: (input: string) => void) {
  const targets = template
    .ofType('AWS::Events::Rule')
    .flatMap(({ properties }) => properties.Targets as Target[])
    .filter(({ Input }) => !Input.includes('canary'));
  const failures = new Map<Target, number>();
  const timers = new Map<Target, NodeJS.Timeout>();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const plan = (target: Target, wait: number) => {
    clearTimeout(timers.get(target));
    if (!stopped)
      timers.set(
        target,
        setTimeout(() => {
          running = running.then(() => run(target)).catch(() => plan(target, again));
        }, wait),
      );
  };
  const run = async (target: Target) => {
    if (stopped) return;
    const name = target.Arn.split(':').at(-1) as string;
    const outcome = await functions.invoke(name, JSON.parse(target.Input));
    const times = 'fault' in outcome ? (failures.get(target) ?? 0) + 1 : 0;
    failures.set(target, times);
    if (!('fault' in outcome)) return;
    plan(target, again);
    if (outcome.fault.errorType !== 'Busy' && times === 1)
      console.error(`A refresh failed (${outcome.fault.errorType}), and is tried again every few seconds.`);
    if (times === most) failed(target.Input);
  };
  return {
    landed: () => {
      for (const target of targets) plan(target, target.Input.includes('late') ? later : soon);
    },
    stop: async () => {
      stopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await running;
    },
  };
}
