import type { Functions } from './lambda.ts';
import type { Template } from './template.ts';

type Target = { Arn: string; Input: string };

/** How long after something new has landed its schedules run, in milliseconds. */
const soon = 1000;
/** The daily one takes longer, and a report should not wait for it: it runs once nothing more has landed for a while. */
const later = 4000;
/** Another run, or one that died, holds it up, or it failed: the clock would bring the next; here it is tried again. */
const again = 5000;
const failedAgain = 30_000;

/**
 * Runs the targets of the template's schedules, one at a time, shortly after something has landed or was asked for
 * instead of by the clock: those that look at such things, which the canary does not.
 */
export function schedules(template: Template, functions: Functions) {
  const targets = template
    .ofType('AWS::Events::Rule')
    .flatMap(({ properties }) => properties.Targets as Target[])
    .filter(({ Input }) => !Input.includes('canary'));
  const timers = new Map<Target, NodeJS.Timeout>();
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const plan = (target: Target, wait: number) => {
    clearTimeout(timers.get(target));
    if (!stopped)
      timers.set(
        target,
        setTimeout(() => (running = running.then(() => run(target))), wait),
      );
  };
  const run = async (target: Target) => {
    if (stopped) return;
    const name = target.Arn.split(':').at(-1) as string;
    const outcome = await functions.invoke(name, JSON.parse(target.Input));
    if (!('fault' in outcome)) return;
    if (outcome.fault.errorType === 'Busy') return plan(target, again);
    console.error(`A refresh failed (${outcome.fault.errorType}) and is tried again in half a minute.`);
    plan(target, failedAgain);
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
