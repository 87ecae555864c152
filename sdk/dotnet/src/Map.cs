using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>A JSON object. What has no value is added to none.</summary>
    internal sealed class Map : Dictionary<string, object> {
        public Map() : base(StringComparer.Ordinal) { }
        public Map(IEnumerable<KeyValuePair<string, object>> other) : this() {
            foreach (var member in other) this[member.Key] = member.Value;
        }

        public new void Add(string name, object value) {
            if (value != null) this[name] = value;
        }

        /// <summary>Another with this member; without it where the value is null.</summary>
        public Map With(string name, object value) {
            var map = new Map(this);
            map.Remove(name);
            map.Add(name, value);
            return map;
        }

        public object Get(string name) => TryGetValue(name, out var value) ? value : null;
        public string Text(string name) => Get(name) as string;
        public Map Object(string name) => Get(name) as Map;
        public List<object> List(string name) => Get(name) as List<object>;
        public IEnumerable<string> Texts(string name) => (List(name) ?? new List<object>()).OfType<string>();

        /// <summary>A finite number; null where there is none.</summary>
        public double? Number(string name) {
            var value = Get(name);
            if (value is long) return (long)value;
            return value is double real && !double.IsInfinity(real) ? real : (double?)null;
        }

        public long Whole(string name) => (long)(Number(name) ?? 0);
    }
}
