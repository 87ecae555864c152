using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Assent {
    /// <summary>Writes JSON as JavaScript does: what is no number is null, half a pair of surrogates is escaped.</summary>
    internal static class JsonText {
        public static string Of(object value) {
            var text = new StringBuilder();
            Write(text, value);
            return text.ToString();
        }

        static void Write(StringBuilder text, object value) {
            if (value == null) text.Append("null");
            else if (value is string said) Write(text, said);
            else if (value is bool) text.Append((bool)value ? "true" : "false");
            else if (value is IEnumerable<KeyValuePair<string, object>> members) Members(text, members);
            else if (value is IEnumerable items) Items(text, items);
            else if (value is float || value is double) Write(text, Convert.ToDouble(value, CultureInfo.InvariantCulture));
            else if (value is IConvertible number && !(value is Enum) && number.GetTypeCode() >= TypeCode.SByte && number.GetTypeCode() <= TypeCode.Decimal)
                text.Append(number.ToString(CultureInfo.InvariantCulture));
            else Write(text, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        static void Write(StringBuilder text, double real) =>
            text.Append(double.IsNaN(real) || double.IsInfinity(real) ? "null" : real.ToString("R", CultureInfo.InvariantCulture));

        static void Members(StringBuilder text, IEnumerable<KeyValuePair<string, object>> members) {
            var sign = '{';
            foreach (var member in members) {
                text.Append(sign);
                Write(text, member.Key);
                text.Append(':');
                Write(text, member.Value);
                sign = ',';
            }
            text.Append(sign == '{' ? "{}" : "}");
        }

        static void Items(StringBuilder text, IEnumerable items) {
            var sign = '[';
            foreach (var item in items) {
                text.Append(sign);
                Write(text, item);
                sign = ',';
            }
            text.Append(sign == '[' ? "[]" : "]");
        }

        static void Write(StringBuilder text, string said) {
            text.Append('"');
            for (var n = 0; n < said.Length; n++) {
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
