import { setTimeout as sleep } from 'node:timers/promises';

/** Does something that nothing makes fail, again if a busy machine does. */
export async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (fault) {
      if (tries === 10) throw fault;
      await sleep(1000);
    }
  }
}
