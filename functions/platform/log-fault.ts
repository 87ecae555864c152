/** Logs the kind of a fault and its place: a message may quote what was sent. */
export function logFault({ name = 'Error', stack = '' }: Partial<Error>): void {
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  console.error(
    JSON.stringify({ level: 'error', fault: name, at: at.map((line) => line.trim()).slice(0, 8) }),
  );
}
