import type { Event, Model, Property } from './model.ts';

/** What nothing may be called in Java. */
const keywords =
  'abstract assert boolean break byte case catch char class const continue default do double else enum extends false final finally float for goto if implements import instanceof int interface long native new null package private protected public return short static strictfp super switch synchronized this throw throws transient true try void volatile while';
/** What every object has without parameters, which a factory would hide; and with a number, which no setter may replace. */
const ofObjects = 'clone finalize getClass hashCode notify notifyAll toString wait';
/** Classes that the file names, or has of its own. */
const classes = 'Boolean Catalog Collection Double Event Json List Long Object Override Purpose Set String';

/** The names as Java can say them, each once: what is taken has a `_` behind it, as many as it takes. */
function named(names: readonly string[], form: (name: string) => string, taken: string) {
  const free = new Set(taken.split(' '));
  return names.map((name) => {
    let own = form(name);
    while (free.has(own)) own += '_';
    free.add(own);
    return own;
  });
}
const camel = (name: string) => name.replace(/_+([a-z0-9])/g, (_, sign: string) => sign.toUpperCase());
const pascal = (name: string) => camel(`_${name}`);
/** A value of an enumeration: what is no letter or digit is `_`. */
const constant = (value: string) =>
  value
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^(?![A-Z])/, '_')
    .replace(/^_$/, '__');

/** A text as source. Where it is longer than a class may hold at once, in parts that are put together when it runs. */
function literal(text: string): string {
  const parts = text.match(/[\s\S]{1,8000}/g) ?? [''];
  const quoted = parts.map((part) => JSON.stringify(part).replace(/[\u007f-\u{10ffff}]/gu, escaped));
  return quoted.length === 1
    ? (quoted[0] as string)
    : `java.lang.String.join("",\n      ${quoted.join(',\n      ')})`;
}
const escaped = (sign: string) =>
  [...Array(sign.length).keys()]
    .map((n) => `\\u${sign.charCodeAt(n).toString(16).padStart(4, '0')}`)
    .join('');

/** A comment that the text can't end, and no tag or escape of Java's can be read in. */
function doc(text: string, indent: string, tags: readonly string[] = []): string {
  const safe = (part: string) =>
    part.replace(/[&<>@\\{}]|\*\//g, (sign) => [...sign].map((one) => `&#${one.charCodeAt(0)};`).join(''));
  const lines = [...safe(text).split(/\r\n?|\n/), ...tags.map((tag) => tag.replace(/ .*$/s, safe))];
  if (tags.length > 0) lines.splice(lines.length - tags.length, 0, '');
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

const types = { text: 'String', integer: 'long', number: 'double', boolean: 'boolean' };

/** Enumerations and setters of an event. */
function members({ properties }: Event, own: string): string {
  const names = properties.map(({ name }) => name);
  const setters = named(names, camel, `${keywords} ${ofObjects}`);
  const words = named(names, pascal, `${classes} ${own}`);
  const of = (property: Property, n: number) => {
    const { name, description, type, allowed } = property;
    const given = allowed ? (words[n] as string) : types[type];
    const value = allowed ? 'value == null ? null : value.word' : 'value';
    const setter = `
${doc(description, '    ', ['@param value what to say', '@return this'])}    public ${own} ${setters[n]}(${given} value) {
      put(${literal(name)}, ${value});
      return this;
    }
`;
    return allowed ? `\n${enumeration(given, description, allowed, '    ')}${setter}` : setter;
  };
  return properties.map(of).join('');
}

function enumeration(name: string, description: string, allowed: readonly string[], indent: string): string {
  const constants = named(allowed, constant, '');
  const values = allowed.map(
    (value, n) => `${doc(value || 'Nothing.', `${indent}  `)}${indent}  ${constants[n]}(${literal(value)})`,
  );
  return `${doc(description, indent)}${indent}public enum ${name} {
${values.join(',\n')};

${indent}  final String word;

${indent}  ${name}(String word) {
${indent}    this.word = word;
${indent}  }
${indent}}
`;
}

function classOf(event: Event, factory: string, own: string): string {
  const defaults = event.properties.filter((property) => property.default !== undefined);
  const put = defaults.map(
    ({ name, default: value }) =>
      `      put(${literal(name)}, ${typeof value === 'string' ? literal(value) : typeof value === 'number' && Number.isInteger(value) ? `${value}L` : value});\n`,
  );
  return `
${doc(event.description, '  ', ['@return the event, to be said more of and tracked'])}  public static ${own} ${factory}() {
    return new ${own}();
  }

${doc(event.description, '  ')}  public static final class ${own} extends Event {
    ${own}() {
      super(${literal(event.name)});
${put.join('')}    }
${members(event, own)}  }
`;
}

/** The vendor's part of the SDK in Java: a class for each event, the purposes, and the texts to ask with. */
export function java({ purposes, events, noticeVersion, dialogs, buildMachines }: Model): string {
  const names = events.map(({ name }) => name);
  const factories = named(names, camel, `${keywords} ${ofObjects} events`);
  const own = named(names, pascal, classes);
  const known = Object.fromEntries(events.map(({ name, purpose, since }) => [name, [purpose, since]]));
  return `// Made by \`npm run sdk-types -- --language java\` of shared/catalog and shared/settings.ts. Change those.
package assent.sdk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The vendor's events, and why they are collected. Example: {@code
 * telemetry.track(Catalog.featureUsed().feature("export_pdf").durationMs(1200));}
 */
public final class Catalog {
  private Catalog() {}

  /** Why something is collected: the unit in which consent is given. */
  public enum Purpose {
${purposes.map((purpose) => `${doc(purpose, '    ')}    ${constant(purpose)}("${purpose}")`).join(',\n')};

    final String word;

    Purpose(String word) {
      this.word = word;
    }

    static List<String> words(Collection<Purpose> chosen) {
      List<String> words = new ArrayList<>();
      for (Purpose one : values()) if (chosen.contains(one)) words.add(one.word);
      return words;
    }

    static Set<Purpose> of(List<String> words) {
      Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
      for (Purpose one : values()) if (words.contains(one.word)) purposes.add(one);
      return purposes;
    }
  }

  /** The version of the notice that the dialogs ask for. */
  static final int NOTICE_VERSION = ${noticeVersion};

  private static final Json EVENTS = Json.read(${literal(JSON.stringify(known))});

  /** Of each event its purpose, and the version of the notice it came with. */
  static Json events() {
    return EVENTS;
  }

  /** What to ask with, by language. {@code {notice}} stands for the address of the notice. */
  static final String DIALOGS = ${literal(JSON.stringify(dialogs))};

  /** How to tell a build machine: by these variables, or all conditions of one of these services. */
  static final String BUILD_MACHINES = ${literal(JSON.stringify(buildMachines))};
${events.map((event, n) => classOf(event, factories[n] as string, own[n] as string)).join('')}}
`;
}
