import { limits } from '../limits.ts';
import { purposes, types } from './field.ts';
import { isObject } from './validate.ts';

/** The rules on one declaration, as sentences that name it and say what mends it. Values are unknown: see Exported. */

type Untyped = Readonly<Record<string, unknown>>;

const isSaid = (text: unknown) => typeof text === 'string' && text.trim() !== '';
const isNumber = (value: unknown) => value === undefined || Number.isFinite(value);
/** Whether no number lies between these bounds, of which the upper may be none. */
const isEmpty = (type: unknown, minimum: number, maximum: number) =>
  type === 'integer' ? Math.ceil(minimum) > Math.floor(maximum) : minimum > maximum;
const wholeOr = (value: unknown, otherwise: number) => (Number.isInteger(value) ? Number(value) : otherwise);
const snakeCase = /^[a-z][a-z0-9_]{0,63}$/;

/** The part of a path that is a name, such that a strange one can be read. */
const shown = (name: string) => (snakeCase.test(name) ? name : JSON.stringify(name));

/** Sentences of those rules that do not hold. */
const broken = (rules: [holds: boolean, sentence: string][]): string[] =>
  rules.flatMap(([holds, sentence]) => (holds ? [] : [sentence]));

/** What events and fields have in common. `since`: the first notice that may have said it. */
function wrongDeclaration(path: string, name: string, declared: Untyped, known: string[], version: number) {
  const unknown = Object.keys(declared).filter(
    (key) => declared[key] !== undefined && !['description', 'since', 'answers', ...known].includes(key),
  );
  const { description, since } = declared;
  return broken([
    [
      snakeCase.test(name),
      `${path} must be named in snake_case: a letter a to z, then at most ${limits.nameLength - 1} more, digits or _.`,
    ],
    [isSaid(description), `${path} needs a description: the notice prints it.`],
    [
      Number.isInteger(since) && Number(since) >= 1 && Number(since) <= version,
      `${path} needs a since, the notice it came with: from 1 to ${version}, or raise noticeVersion to it.`,
    ],
    ...unknown.map((key): [boolean, string] => [
      false,
      `${path} has ${shown(key)}, which means nothing here: correct it or take it out.`,
    ]),
  ]);
}

const ofText = ['allowed', 'pattern', 'in_words', 'free_text'];
const ofNumber = ['minimum', 'maximum'];
const known = (type: unknown) =>
  type === 'string' ? ofText : type === 'integer' || type === 'number' ? ofNumber : [];

/** What is wrong with a field of the context, or under `of` with a property of an event that came `from` a notice. */
export function wrongField(name: string, field: unknown, version: number, of = '', from = 1): string[] {
  const path = of + shown(name);
  if (!isObject(field)) return [`${path} must be an object with a type, a description and a since.`];
  const { type, minimum, maximum } = field;
  const since = wholeOr(field.since, from);
  const ofContext = of ? [] : ['purpose', 'essential'];
  return [
    ...wrongDeclaration(path, name, field, ['type', ...ofContext, ...known(type)], version),
    ...broken([
      [(types as readonly unknown[]).includes(type), `${path} needs a type: one of ${types.join(', ')}.`],
      [
        since >= from,
        `${path} has since: ${since}, but its event came with notice ${from}: give it no less.`,
      ],
      [
        isNumber(minimum) && isNumber(maximum) && !isEmpty(type, Number(minimum ?? 0), Number(maximum)),
        `${path} has bounds that no value meets: give numbers, a minimum (0 without one) not above the maximum.`,
      ],
    ]),
    ...(type === 'string' ? wrongText(path, field) : []),
  ];
}

const isValue = (value: unknown) =>
  typeof value === 'string' &&
  isSaid(value) &&
  value.length <= limits.stringLength &&
  value.isWellFormed() &&
  !/\p{Cc}/u.test(value);

/** What is wrong with what a string says that it may hold. */
function wrongText(path: string, { allowed, pattern, in_words, free_text }: Untyped): string[] {
  const ways = [allowed, pattern, free_text].filter((way) => way !== undefined);
  if (ways.length !== 1)
    return [
      `${path} is a string: give it allowed values, a pattern with in_words, or free_text, and one of these.`,
    ];
  return broken([
    [
      allowed === undefined ||
        (Array.isArray(allowed) &&
          allowed.length > 0 &&
          allowed.every(isValue) &&
          new Set(allowed).size === allowed.length),
      `${path} needs allowed values: a list of different texts of at most ${limits.stringLength} characters.`,
    ],
    // JSON Schema has no flags; and a `g` or `y` pattern remembers where it was, and would refuse every other value.
    [
      pattern === undefined || (pattern instanceof RegExp && pattern.flags === ''),
      `${path} needs pattern: a regular expression without flags.`,
    ],
    [pattern === undefined || isSaid(in_words), `${path} needs in_words: what its pattern says, for people.`],
    [free_text === undefined || isSaid(free_text), `${path} needs the reason why it is free_text.`],
  ]);
}

/** What is wrong with an event and its properties. */
export function wrongEvent(name: string, event: unknown, version: number): string[] {
  const path = shown(name);
  if (!isObject(event))
    return [`${path} must be an object with a purpose, a description, a since and properties.`];
  const { purpose, justification, properties, since } = event;
  const own = ['purpose', 'justification', 'properties'];
  const fields = isObject(properties) ? Object.entries(properties) : [];
  return [
    ...wrongDeclaration(path, name, event, own, version),
    ...broken([
      [
        (purposes as readonly unknown[]).includes(purpose),
        `${path} needs a purpose: one of ${purposes.join(', ')}.`,
      ],
      [
        purpose !== 'essential' || isSaid(justification),
        `${path} needs a justification: why it is strictly necessary.`,
      ],
      [isObject(properties), `${path} needs properties: {} for none.`],
      [
        fields.length <= limits.properties,
        `${path} has ${fields.length} properties, and at most ${limits.properties} can be sent: take some out.`,
      ],
    ]),
    ...fields.flatMap(([property, field]) =>
      wrongField(property, field, version, `${path}.`, wholeOr(since, 1)),
    ),
  ];
}
