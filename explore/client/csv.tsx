import { useState } from 'preact/hooks';
import { type CsvProps, saveCsv } from './ask.ts';

/** A button that saves the rows of a question as CSV, or says why it can't. */
export function Csv(question: CsvProps) {
  const [failed, setFailed] = useState<string>();
  const save = () => {
    setFailed(undefined);
    saveCsv(question).catch((fault: Error) =>
      setFailed(
        fault instanceof TypeError
          ? 'This page has lost its server: start the command again, then reload.'
          : fault.message,
      ),
    );
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
