import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { charge, dollars, megabytes } from '../../reports/bill.ts';
import type { Answered } from '../protocol.ts';
import { ask, sentenceOf } from './ask.ts';
import { useAbout } from './context.ts';

/** A question under way, answered, or failed. */
export type State = {
  answer?: Answered;
  error?: string;
  bytes: number;
  expected?: number;
  since: number;
  stop: () => void;
};

/** Asks again whenever the question changes; the query of a question that nobody looks at any more is stopped. */
export function useAnswer(path: string | undefined, sql?: string): State {
  const [state, set] = useState<Omit<State, 'stop'>>({ bytes: 0, since: Date.now() });
  const ended = useRef(new AbortController());
  useEffect(() => {
    if (path === undefined) return;
    ended.current = new AbortController();
    const { signal } = ended.current;
    let there = true;
    const update = (more: Partial<State>) => there && set((before) => ({ ...before, ...more }));
    set({ bytes: 0, since: Date.now() });
    ask(
      path,
      { signal, onBytes: (bytes) => update({ bytes }), onExpected: (expected) => update({ expected }) },
      sql,
    ).then(
      (answer) => update({ answer }),
      (fault: Error) =>
        update({ error: signal.aborted ? 'Stopped. Reload to ask again.' : sentenceOf(fault) }),
    );
    return () => {
      there = false;
      ended.current.abort();
    };
  }, [path, sql]);
  return { ...state, stop: () => ended.current.abort() };
}

const usd = (bytes: number, price: number) => dollars(charge(bytes, price));

/** What stands in place of an answer until it is there, and what it cost below it. */
export function Frame({
  state,
  children,
}: {
  state: State;
  children: (answer: Answered) => ComponentChildren;
}) {
  const { price } = useAbout();
  const { answer, error } = state;
  if (error)
    return (
      <p class="error" role="alert">
        {error}
      </p>
    );
  if (!answer) return <Running {...state} />;
  return (
    <>
      {children(answer)}
      {price > 0 && (
        <p class="cost">
          {answer.kept
            ? `Kept from ${answer.asked_at.slice(11, 16)} UTC: not asked again, nothing paid.`
            : `${megabytes(answer.bytes)} read, about ${usd(answer.bytes, price)}.`}
        </p>
      )}
    </>
  );
}

function Running({ bytes, expected, since, stop }: State) {
  const { price } = useAbout();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 500);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.round((Date.now() - since) / 1000);
  return (
    <p class="running" role="status">
      Running{seconds > 1 ? `, ${seconds} s` : ''}
      {bytes > 0 ? `, ${megabytes(bytes)} read` : ''}
      {expected === undefined ? '' : ` (last time ${megabytes(expected)}, about ${usd(expected, price)})`}{' '}
      {seconds > 1 && (
        <button type="button" onClick={stop}>
          Stop
        </button>
      )}
    </p>
  );
}
