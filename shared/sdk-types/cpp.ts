import { version } from '../../sdk/src/version.ts';
import type { Dialog, Model, Property } from './model.ts';

/** Keywords of C++20, what C headers and Windows define as macros, and what a struct of ours has itself. */
const taken = new Set(
  `alignas alignof and and_eq asm auto bitand bitor bool break case catch char char8_t char16_t char32_t class compl concept
const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace new noexcept
not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires return short signed sizeof
static static_assert static_cast struct switch template this thread_local throw true try typedef typeid typename union
unsigned using virtual void volatile wchar_t while xor xor_eq
linux unix i386 errno stdin stdout stderr environ major minor assert near far small interface hyper pascal cdecl min max
event_name properties std text`.split(/\s+/),
);

/** Names for these, each its own: what is reserved, or taken by one before, gets an underscore. */
function namesFor(words: readonly string[]): string[] {
  const used = new Set<string>();
  return words.map((word) => {
    // In lower case: what is written large may be a macro.
    let name = word.toLowerCase().replace(/[^a-z0-9]+/g, '_');
    if (!/^[a-z]/.test(name)) name = `value_${name.replace(/^_/, '')}`;
    while (taken.has(name) || used.has(name)) name += '_';
    used.add(name);
    return name;
  });
}

/** A literal of plain ASCII, in pieces that every compiler takes. Octal escapes end after three digits. */
function literal(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte < 0x20 || byte > 0x7e || byte === 0x22 || byte === 0x5c || byte === 0x3f
      ? `\\${byte.toString(8).padStart(3, '0')}`
      : String.fromCharCode(byte),
  );
  const pieces = [];
  for (let from = 0; from < bytes.length || from === 0; from += 1000)
    pieces.push(`"${bytes.slice(from, from + 1000).join('')}"`);
  return pieces.join('\n    ');
}

/** A comment that the text can't end, nor begin another in. */
const comment = (text: string, indent = '') =>
  `${indent}/** ${text.replaceAll('*/', '* /').replaceAll('/*', '/ *').replaceAll('\n', `\n${indent} * `)} */\n`;

const types = { text: 'std::string', integer: 'std::int64_t', number: 'double', boolean: 'bool' };

function member({ name, description, type, allowed }: Property, as: string): string {
  const words = namesFor(allowed ?? []);
  const kind = allowed ? `${as}_Value` : types[type];
  const values = allowed
    ? `  enum class ${kind} { ${words.join(', ')} };
  static const char* text(${kind} value) {
    static constexpr const char* texts[] = {${allowed.map(literal).join(', ')}};
    return texts[static_cast<int>(value)];
  }\n`
    : '';
  const set = `    if (this->${as}) all.insert_or_assign("${name}", ${allowed ? `text(*this->${as})` : `*this->${as}`});\n`;
  return `${values}${comment(description, '  ')}  std::optional<${kind}> ${as} = {};\n\u0000${set}`;
}

function struct(event: Model['events'][number], as: string): string {
  const names = namesFor(event.properties.map(({ name }) => name));
  const members = event.properties.map((property, n) => member(property, names[n] as string).split('\0'));
  return `${comment(event.description)}struct ${as} {
  static constexpr const char* event_name = "${event.name}";
${members.map(([declared]) => declared).join('')}  Properties properties() const {
    Properties all;
${members.map(([, set]) => set).join('')}    return all;
  }
};\n`;
}

const dialogOf = ({
  language,
  user,
  administrator,
}: Dialog) => `  return {"${language}", ${literal(user.title)}, {${user.text.map(literal).join(', ')}}, ${literal(user.accept)}, ${literal(user.refuse)}, {
${user.purposes.map((one) => `      {Purpose::${one.purpose}, ${literal(one.checkbox)}, ${literal(one.text)}},\n`).join('')}    },
    {${literal(administrator.title)}, {${administrator.text.map(literal).join(', ')}}, ${literal(administrator.checkbox)}}};\n`;

/** The vendor's part of the SDK for C++, with the table that the library itself is compiled with. `made`: when, in ms. */
export function cpp(model: Model, made = Date.UTC(2026, 10, 22)): string {
  const { purposes, events, noticeVersion, dialogs, buildMachines } = model;
  const names = namesFor(events.map(({ name }) => name));
  const [english, ...others] = Object.values(dialogs) as [Dialog, ...Dialog[]];
  return `#pragma once
// Made by \`npm run sdk-types -- --language cpp\` of shared/catalog and shared/settings.ts. Change those.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "value.hpp"

namespace assent {

/** Why something is collected: the unit in which consent is given. */
enum class Purpose { ${purposes.join(', ')} };
inline const char* text(Purpose purpose) {
  static constexpr const char* texts[] = {${purposes.map(literal).join(', ')}};
  return texts[static_cast<int>(purpose)];
}

/** The version of the notice that the dialogs ask for. */
constexpr int noticeVersion = ${noticeVersion};

/** A box of the dialog: begin with it unchecked. */
struct PurposeBox {
  Purpose purpose;
  std::string checkbox, text;
};
/** For an administrator: one box, unchecked. */
struct AdministratorDialog {
  std::string title;
  std::vector<std::string> text;
  std::string checkbox;
};
/** Texts to ask with: a title, paragraphs, a box for each purpose, two buttons. */
struct Dialog {
  std::string language, title;
  std::vector<std::string> text;
  std::string accept, refuse;
  std::vector<PurposeBox> purposes;
  AdministratorDialog administrator;
};
/** In a language such as \`de\`; else in English. \`{notice}\` stands for the address of the notice. */
inline Dialog dialogIn(const std::string& language) {
${others.map((each) => `  if (language == "${each.language}")\n  ${dialogOf(each)}`).join('')}${dialogOf(english)}}

/** What may be sent. */
namespace events {

${events.map((event, n) => struct(event, names[n] as string)).join('\n')}
}  // namespace events
}  // namespace assent

#ifdef ASSENT_TABLE
// What the library itself knows of it.
namespace assent::core::table {
struct Event {
  const char *name, *purpose;
  std::int64_t since;
};
struct Texts {
  const char *language, *texts;
};
constexpr const char* version = "${version}";
constexpr std::int64_t made = ${made};
constexpr std::int64_t notice_version = ${noticeVersion};
constexpr const char* purposes[] = {${purposes.map(literal).join(', ')}};
constexpr Event events[] = {
${events.map(({ name, purpose, since }) => `    {"${name}", "${purpose}", ${since}},\n`).join('')}};
constexpr Texts dialogs[] = {
${[english, ...others].map((each) => `    {"${each.language}", ${literal(JSON.stringify(each))}},\n`).join('')}};
constexpr const char* build_machines =
    ${literal(JSON.stringify(buildMachines))};
}  // namespace assent::core::table
#endif
`;
}
