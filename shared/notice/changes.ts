import type { Collected } from './collected.ts';

const words = ['description', 'justification', 'in_words'];

/** What a person consented to: all of a declaration but its words. That it is free text matters, not the reason. */
const meaning = (declared: object): string => {
  const said = Object.entries(declared).filter(([key]) => !words.includes(key));
  return JSON.stringify(Object.fromEntries(said.sort()), (key, inner) =>
    key === 'free_text' ? true : inner,
  );
};

/** Each field and event by a name of its own, with its meaning and the version it came with. */
function things({ fields, events }: Collected): Map<string, { since: number; meaning: string }> {
  const named = (name: string, thing: { since: number }) =>
    [name, { since: thing.since, meaning: meaning(thing) }] as const;
  return new Map([
    ...Object.entries(fields).map(([name, field]) => named(name, field)),
    ...Object.entries(events).flatMap(([name, { properties, ...event }]) => [
      named(`the event ${name}`, event),
      ...Object.entries(properties).map(([property, field]) => named(`${name}.${property}`, field)),
    ]),
  ]);
}

/**
 * A sentence for each thing that is collected now and that people who were asked by the notice `version` would have
 * agreed to, going by its `since`, although the notice `then` did not have it, or had it otherwise. `next` is the notice
 * that may say it first.
 */
export function unannounced(now: Collected, then: Collected, version: number, next: number): string[] {
  const before = things(then);
  return [...things(now)]
    .filter(([name, { since, meaning }]) => since <= version && before.get(name)?.meaning !== meaning)
    .map(
      ([name, { since }]) =>
        `${name} has since: ${since}, but notice ${version} does not have it so: give it since: ${next}.`,
    );
}
