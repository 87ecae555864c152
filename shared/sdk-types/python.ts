import type { Event, Model, Property } from './model.ts';

/** What no parameter or method may be called. */
const keywords =
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield';
/** What the SDK's object has of its own. */
const methods =
  'as_user close consent dropped erase export_data float flush history int last_problem preview str time track user';

/** The names as Python can say them: what is taken has a `_` behind it, as many as it takes. */
function named(names: readonly string[], taken: string): ReadonlyMap<string, string> {
  const free = new Set([...taken.split(' '), ...names]);
  return new Map(
    names.map((name) => {
      let own = name;
      if (taken.split(' ').includes(name)) while (free.has(own)) own += '_';
      free.add(own);
      return [name, own];
    }),
  );
}

/** Of the text of a string in three quotes, nothing ends it or is read as anything else. */
const quoted = (text: string) =>
  text
    .replace(/["\\]/g, '\\$&')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for
    .replace(/[\0-\x08\x0b-\x1f\x7f]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
const indented = (text: string, indent: string) => text.replaceAll('\n', `\n${indent}`);

const types = { text: 'str', integer: 'int', number: 'float', boolean: 'bool' };
const typeOf = ({ type, allowed }: Property): string =>
  allowed ? `Literal[${allowed.map((value) => JSON.stringify(value)).join(', ')}]` : types[type];

/** JSON as Python writes it. */
const literal = (value: unknown): string =>
  JSON.stringify(value, null, 1).replace(
    /"(?:[^"\\]|\\.)*"|true|false|null/g,
    (token) => ({ true: 'True', false: 'False', null: 'None' })[token] ?? token,
  );

function method({ name, description, properties }: Event, own: string): string {
  const called = named(
    properties.map((property) => property.name),
    `${keywords} self`,
  );
  const parameters = properties.map((property) => {
    const { default: value } = property;
    const told = value === undefined ? ' | None = None' : ` | None = ${JSON.stringify(value)}`;
    return `, ${called.get(property.name)}: ${typeOf(property)}${told}`;
  });
  const told = properties.map(
    (property) =>
      `\n            ${called.get(property.name)}: ${indented(quoted(property.description), ' '.repeat(16))}`,
  );
  const given = properties.map(
    (property) => `${JSON.stringify(property.name)}: ${called.get(property.name)}`,
  );
  return `
    def ${own}(self${parameters.length > 0 ? ', *' : ''}${parameters.join('')}) -> None:
        """${indented(quoted(description), ' '.repeat(8))}${told.length > 0 ? `\n\n        Args:${told.join('')}` : ''}
        """
        self.track("${name}", _said({${given.join(', ')}}))
`;
}

/** The vendor's part of the SDK in Python: a typed call for each event, and the texts to ask with. */
export function python({ purposes, events, noticeVersion, dialogs, buildMachines }: Model): string {
  const called = named(
    events.map(({ name }) => name),
    `${keywords} ${methods}`,
  );
  const known = events.map(({ name, purpose, since }) => `    "${name}": ("${purpose}", ${since}),\n`);
  const words = purposes.map((purpose) => `"${purpose}"`).join(', ');
  return `# Made by \`npm run sdk-types -- --language python\` of shared/catalog and shared/settings.ts. Change those.
"""The vendor's events as typed calls, and the texts to ask with."""
from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Literal, Mapping, Tuple

    Purpose = Literal[${words}]

#: Why something is collected: the unit in which consent is given.
PURPOSES: Tuple[Purpose, ...] = (${words})

#: Of each event its purpose, and the version of the notice it came with.
EVENTS: Dict[str, Tuple[Purpose, int]] = {
${known.join('')}}

#: The version of the notice that the dialogs ask for.
NOTICE_VERSION = ${noticeVersion}

#: What to ask with. \`{notice}\` stands for the address of the notice.
DIALOGS: Dict[str, Any] = ${literal(dialogs)}

#: How to tell a build machine: by these variables, or all conditions of one of these services.
BUILD_MACHINES: Dict[str, Any] = ${literal(buildMachines)}


def _said(properties: Dict[str, object]) -> Dict[str, object]:
    return {name: value for name, value in properties.items() if value is not None}


class Events:
    """What may be sent: a call for each event, with its properties."""

    def track(self, event_name: str, properties: Mapping[str, object] | None = None) -> None:
        """Queues an event, if its purpose was granted; else does nothing."""
        raise NotImplementedError
${events.map((event) => method(event, called.get(event.name) as string)).join('')}`;
}
