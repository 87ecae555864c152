import { createHash } from 'node:crypto';
import { version } from '../../sdk/src/version.ts';
import type { Model, Property } from './model.ts';

/** What an event's call can't be called, since the SDK's object has it already. */
const members =
  'Apart As Close Consent Dispose Dropped Equals EraseAsync Events ExportAsync Finalize Flush FlushAsync GetHashCode GetType History LastProblem MemberwiseClone OfUser Preview ReferenceEquals Telemetry Time ToString Track User';
/** What a type of the vendor's can't be called. */
const types =
  'Action AdministratorDialog Batch Calls Catalog Claim Claims Clock Consent ConsentStatus Dialog Disk Erasure Events Exported Files Forms Given Http Json JsonText Kept Machine Made Map Native Organization Proxy Purpose PurposeBox Queue Reply Rights Saved Segment Sender Sending Shape Stamp Telemetry TelemetryOptions UserDialog Users Verdict';

const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('');
/** Another one where it is taken: with a number behind it. */
function free(name: string, taken: Set<string>): string {
  let own = name;
  for (let n = 2; taken.has(own); n++) own = `${name}${n}`;
  taken.add(own);
  return own;
}

/** A literal of C#: none of its signs ends a line, or is half of another. */
const literal = (text: string): string =>
  `"${text.replace(/["\\]|[^\x20-\x7e\u00a1-\u02af]/g, (sign) =>
    /["\\]/.test(sign) ? `\\${sign}` : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;
const literalOf = (value: string | number | undefined) =>
  typeof value === 'string' ? literal(value) : String(value);
/** A comment of one line, as XML that no text can leave. */
const comment = (text: string, indent: string, tag = 'summary', name = '') =>
  `${indent}/// <${tag}${name}>${text
    .replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what is no character of XML, or ends a line
    .replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+/g, ' ')
    .trim()}</${tag}>\n`;

/** The properties' enumerations: one that several events share is called after the property alone. */
function enumsOf({ events }: Model) {
  const taken = new Set(types.split(' '));
  const names = new Map<string, string>();
  const written: string[] = [];
  const all = events.flatMap((event) => event.properties.map((property) => ({ event, property })));
  for (const { event, property } of all) {
    if (!property.allowed) continue;
    const key = `${property.name} ${JSON.stringify(property.allowed)}`;
    const shares = all.filter(({ property: { name } }) => name === property.name);
    const one = shares.every(
      ({ property: { allowed } }) => `${property.name} ${JSON.stringify(allowed)}` === key,
    );
    const shared = one && shares.length > 1;
    if (shared && names.has(key)) continue;
    const own = free(pascal(shared ? property.name : `${event.name}_${property.name}`), taken);
    const words = new Set([own]);
    const called = property.allowed.map((value) => {
      // A name of C# has at most 511 signs; a value may have more.
      const word = pascal(value).slice(0, 200) || 'Other';
      return free(/^\d/.test(word) ? `_${word}` : word, words);
    });
    names.set(shared ? key : `${event.name} ${key}`, own);
    written.push(`${comment(property.description, '    ')}    public enum ${own}
    {
${property.allowed.map((value, n) => `${comment(`\`${value}\``, '        ')}        ${called[n]},\n`).join('')}    }
`);
  }
  const nameOf = (event: string, { name, allowed }: Property) => {
    const key = `${name} ${JSON.stringify(allowed)}`;
    return names.get(`${event} ${key}`) ?? names.get(key);
  };
  return { nameOf, written };
}

const numbers = { text: 'string', integer: 'long?', number: 'double?', boolean: 'bool?' };

/** The vendor's part of the SDK in C#: a typed call for each event, and the texts to ask with. */
export function csharp(model: Model, now = Date.now()): string {
  const { purposes, events, noticeVersion, dialogs, buildMachines } = model;
  const { nameOf, written } = enumsOf(model);
  const taken = new Set(members.split(' '));
  const calls = events.map(({ name, description, properties }) => {
    const known = new Set<string>();
    const parameters = properties.map((property) => {
      const word = pascal(property.name);
      const own = `@${free((word[0] as string).toLowerCase() + word.slice(1), known)}`;
      const enumeration = property.allowed && nameOf(name, property);
      const words = property.allowed?.map(literal).join(', ');
      const type = enumeration ? `${enumeration}?` : numbers[property.type];
      const said = enumeration ? `Word(${own}, ${words})` : own;
      // Not as the parameter's own default: Mono's compiler forgets that of an enumeration that may be null.
      const value = property.default === undefined ? said : `${said} ?? ${literalOf(property.default)}`;
      return { property, own, type, value };
    });
    const own = free(pascal(name), taken);
    const told = parameters.map(({ property, own }) =>
      comment(property.description, '        ', 'param', ` name="${own.slice(1)}"`),
    );
    const given = parameters.map(({ property, value }) => `{ "${property.name}", ${value} }`);
    return `
${comment(description, '        ')}${told.join('')}        public virtual void ${own}(${parameters.map(({ own, type }) => `${type} ${own} = null`).join(', ')}) =>
            Track("${name}", new Map { ${given.join(', ')} });
`;
  });
  const digest = createHash('sha256').update(JSON.stringify(model)).digest('hex').slice(0, 8);
  const conditions = buildMachines.services.map((all) =>
    all.map(({ variables, is, includes }) =>
      literal(
        variables.join('|') + (is === undefined ? (includes === undefined ? '' : `~${includes}`) : `=${is}`),
      ),
    ),
  );
  const list = (items: readonly string[]) => `{ ${items.join(', ')} }`;
  return `// Made by \`npm run sdk-types -- --language csharp\` of shared/catalog and shared/settings.ts. Change those.
using System;
using System.Collections.Generic;

namespace Assent
{
    /// <summary>Why something is collected: the unit in which consent is given.</summary>
    public enum Purpose
    {
${purposes.map((purpose) => `${comment(`\`${purpose}\``, '        ')}        ${pascal(purpose)},\n`).join('')}    }

${written.join('\n')}
    /// <summary>What may be sent: a call for each event of the catalog, with its properties by name.</summary>
    public abstract partial class Events
    {
        /// <summary>The text of a word.</summary>
        static string Word<T>(T? word, params string[] words) where T : struct, IConvertible =>
            word == null ? null : words[word.Value.ToInt32(null)];
${calls.join('')}    }

    /// <summary>What the SDK knows of the catalog.</summary>
    internal static class Catalog
    {
        /// <summary>Of this package: the SDK's, that of the notice, and a digest of the catalog.</summary>
        public const string Version = "${version}-notice${noticeVersion}-${digest}";
        /// <summary>When it was made, in ms since 1970: a clock that says an earlier time is wrong.</summary>
        public const long Made = ${now};
        public const int NoticeVersion = ${noticeVersion};
        public static readonly string[] Purposes = ${list(purposes.map(literal))};
        /// <summary>Of each event its purpose, and the version of the notice it came with.</summary>
        public static readonly Dictionary<string, KeyValuePair<string, int>> Events = new Dictionary<string, KeyValuePair<string, int>> {
${events.map(({ name, purpose, since }) => `            { "${name}", new KeyValuePair<string, int>("${purpose}", ${since}) },\n`).join('')}        };
        /// <summary>What to ask with, as JSON.</summary>
        public static readonly Dictionary<string, string> Dialogs = new Dictionary<string, string> {
${Object.entries(dialogs)
  .map(([language, dialog]) => `            { "${language}", ${literal(JSON.stringify(dialog))} },\n`)
  .join('')}        };
        /// <summary>How to tell a build machine: by one of these variables, or all conditions of one of these services.</summary>
        public static readonly string[] BuildVariables = ${list(buildMachines.variables.map(literal))};
        public static readonly string[][] BuildServices = {
${conditions.map((all) => `            new[] ${list(all)},\n`).join('')}        };
    }
}
`;
}
