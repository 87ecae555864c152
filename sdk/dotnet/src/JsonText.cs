using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Assent
{
    /// <summary>Writes JSON as JavaScript does: what is no number is null, half a pair of surrogates is escaped.</summary>
    internal static class JsonText
    {
        public static string Of(object value)
        {
            var text = new StringBuilder();
            Write(text, value);
            return text.ToString();
        }

        static void Write(StringBuilder text, object value)
        {
            switch (value)
            {
                case null: text.Append("null"); break;
                case string said: Write(text, said); break;
                case bool is_: text.Append(is_ ? "true" : "false"); break;
                case double real when double.IsNaN(real) || double.IsInfinity(real): text.Append("null"); break;
                case double real: text.Append(real.ToString("R", CultureInfo.InvariantCulture)); break;
                case float real: Write(text, (object)(double)real); break;
                case IEnumerable<KeyValuePair<string, object>> members: Members(text, members); break;
                case IEnumerable items: Items(text, items); break;
                case Enum word: Write(text, word.ToString()); break;
                case IConvertible number when number.GetTypeCode() >= TypeCode.SByte && number.GetTypeCode() <= TypeCode.Decimal:
                    text.Append(number.ToString(CultureInfo.InvariantCulture));
                    break;
                default: Write(text, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
            }
        }

        static void Members(StringBuilder text, IEnumerable<KeyValuePair<string, object>> members)
        {
            var sign = '{';
            foreach (var member in members)
            {
                text.Append(sign);
                Write(text, member.Key);
                text.Append(':');
                Write(text, member.Value);
                sign = ',';
            }
            text.Append(sign == '{' ? "{}" : "}");
        }

        static void Items(StringBuilder text, IEnumerable items)
        {
            var sign = '[';
            foreach (var item in items)
            {
                text.Append(sign);
                Write(text, item);
                sign = ',';
            }
            text.Append(sign == '[' ? "[]" : "]");
        }

        static void Write(StringBuilder text, string said)
        {
            text.Append('"');
            for (var n = 0; n < said.Length; n++)
            {
                var sign = said[n];
                var kind = "\"\\\b\f\n\r\t".IndexOf(sign);
                if (kind >= 0) text.Append('\\').Append("\"\\bfnrt"[kind]);
                else if (char.IsSurrogatePair(sign, n + 1 < said.Length ? said[n + 1] : ' ')) text.Append(sign).Append(said[++n]);
                else if (sign < ' ' || char.IsSurrogate(sign)) text.Append("\\u").Append(((int)sign).ToString("x4"));
                else text.Append(sign);
            }
            text.Append('"');
        }
    }
}
