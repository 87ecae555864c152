import fc from 'fast-check';

/** What a client might choose to send, with `marker` in every name and value of its own. */
const marker = 'zq7x';
const number = 918273645;

const builtIns = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', ''];
const own = fc.string({ unit: 'binary', maxLength: 5 }).map((rest) => marker + rest);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    own,
    fc.constantFrom(
      number,
      -number,
      number + 0.5,
      2 ** 60 + number,
      -0,
      null,
      true,
      `${marker}\0`,
      `${marker}\ud800`,
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(own, tie('value'), { maxKeys: 3 }),
  ),
}));

/** An object of these fields and of others, with values that mostly don't fit. */
export const objectOf = (fields: readonly string[]) =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...fields, ...builtIns), own), value), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));

/** Whether a text tells anything of it. */
export const tells = (text: string) =>
  text.includes(marker) || text.includes(String(number)) || /__proto__/.test(text);
