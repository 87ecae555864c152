using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Assent {
    /// <summary>Reads JSON (RFC 8259): null, bool, long, double, string, List&lt;object&gt; and Map.</summary>
    internal sealed class Json {
        /// <summary>Whoever answers must not end the program by its depth.</summary>
        const int Deepest = 100;
        readonly string _text;
        int _at;

        Json(string text) { _text = text; }

        /// <summary>Throws a FormatException where it is no JSON.</summary>
        public static object Parse(string text) {
            var json = new Json(text);
            var value = json.Value(0);
            if (json.Sign() != '\0' || json._at < text.Length) throw json.Wrong();
            return value;
        }

        /// <summary>The object that the text holds; null where it holds none.</summary>
        public static Map ObjectOf(string text) {
            try { return Parse(text) as Map; }
            catch (FormatException) { return null; }
        }

        /// <summary>Whether a file is of a format that came after this SDK: it stays as it is.</summary>
        public static bool IsLater(string file) => ObjectOf(file ?? "")?.Number("format") > 1;

        FormatException Wrong() => new FormatException("No JSON from character " + _at + " on.");

        /// <summary>The next character that is no space; NUL at the end.</summary>
        char Sign() {
            while (_at < _text.Length && " \t\r\n".IndexOf(_text[_at]) >= 0) _at++;
            return _at < _text.Length ? _text[_at] : '\0';
        }

        bool Takes(char sign) {
            if (Sign() != sign || _at >= _text.Length) return false;
            _at++;
            return true;
        }

        object Value(int depth) {
            if (depth > Deepest) throw Wrong();
            switch (Sign()) {
                case '{': return Members(depth);
                case '[': return Items(depth);
                case '"': return Text();
                case 't': return Word("true", true);
                case 'f': return Word("false", false);
                case 'n': return Word("null", null);
                default: return Number();
            }
        }

        object Word(string word, object value) {
            if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0) throw Wrong();
            _at += word.Length;
            return value;
        }

        Map Members(int depth) {
            var map = new Map();
            _at++;
            if (Takes('}')) return map;
            do {
                if (Sign() != '"') throw Wrong();
                var name = Text();
                if (!Takes(':')) throw Wrong();
                map[name] = Value(depth + 1);
            } while (Takes(','));
            if (!Takes('}')) throw Wrong();
            return map;
        }

        List<object> Items(int depth) {
            var list = new List<object>();
            _at++;
            if (Takes(']')) return list;
            do list.Add(Value(depth + 1)); while (Takes(','));
            if (!Takes(']')) throw Wrong();
            return list;
        }

        string Text() {
            var text = new StringBuilder();
            for (_at++; _at < _text.Length; _at++) {
                var sign = _text[_at];
                if (sign == '"') {
                    _at++;
                    return text.ToString();
                }
                if (sign < ' ') break;
                text.Append(sign == '\\' ? Escaped() : sign);
            }
            throw Wrong();
        }

        char Escaped() {
            if (++_at >= _text.Length) throw Wrong();
            var kind = "\"\\/bfnrt".IndexOf(_text[_at]);
            if (kind >= 0) return "\"\\/\b\f\n\r\t"[kind];
            if (_text[_at] != 'u' || _at + 4 >= _text.Length) throw Wrong();
            if (!ushort.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var unit)) throw Wrong();
            _at += 4;
            return (char)unit;
        }

        int Digits() {
            var from = _at;
            while (_at < _text.Length && _text[_at] >= '0' && _text[_at] <= '9') _at++;
            if (_at == from) throw Wrong();
            return _at - from;
        }

        bool Is(string signs) => _at < _text.Length && signs.IndexOf(_text[_at]) >= 0;

        object Number() {
            var from = _at;
            if (Is("-")) _at++;
            var zero = Is("0");
            if (Digits() > 1 && zero) throw Wrong();
            var whole = true;
            if (Is(".")) {
                whole = false;
                _at++;
                Digits();
            }
            if (Is("eE")) {
                whole = false;
                _at++;
                if (Is("+-")) _at++;
                Digits();
            }
            var text = _text.Substring(from, _at - from);
            if (whole && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                return number;
            return Real(text);
        }

        /// <summary>What is too large is infinite, which .NET Framework does not say by itself.</summary>
        static object Real(string text) {
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real))
                return text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return Math.Abs(real) < 1L << 53 && Math.Floor(real) == real ? (object)(long)real : real;
        }
    }
}
