import { useState } from 'preact/hooks';
import { type CsvProps, saveCsv, sentenceOf } from './ask.ts';

/** A button that saves the rows of a question as CSV, or says why it can't. */
export function Csv(question: CsvProps) {
  const [failed, setFailed] = useState<string>();
  const save = () => {
    setFailed(undefined);
    saveCsv(question).catch((fault: Error) => setFailed(sentenceOf(fault)));
  };
  return (
    <>
      <button type="button" onClick={save}>
        CSV
      </button>
      {failed && (
        <span class="error" role="alert">
          {failed}
        </span>
      )}
    </>
  );
}
