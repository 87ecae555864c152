using System;
using System.Diagnostics;
using System.Globalization;

namespace Assent {
    /// <summary>Times in whole milliseconds since 1970.</summary>
    internal static class Clock {
        /// <summary>Two times that are nearer than this are one.</summary>
        public const long Minute = 60000;
        /// <summary>How long after it was made a package may still run: ten years.</summary>
        const long Used = 10L * 365 * 86400000;
        static readonly DateTime Epoch = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        static readonly Stopwatch Process = Stopwatch.StartNew();

        public static long Now => Of(DateTime.UtcNow);
        /// <summary>The process's own time, which nobody sets.</summary>
        public static long Ticks => Process.ElapsedMilliseconds;
        public static long Of(DateTime time) => (time - Epoch).Ticks / TimeSpan.TicksPerMillisecond;
        public static DateTime At(long time) => Epoch.AddTicks(time * TimeSpan.TicksPerMillisecond);
        public static string Text(long time) =>
            At(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

        /// <summary>What ISO 8601 or a header's date says; null where it is none.</summary>
        public static long? Read(string text) =>
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? Of(time.UtcDateTime)
                : (long?)null;

        /// <summary>Whether a clock may be right that says this.</summary>
        public static bool IsPlausible(long now) => now >= Catalog.Made && now <= Catalog.Made + Used;

        /// <summary>
        /// What to add to this machine's clock by a reply's date; null where it has none. Differences below a minute are
        /// the way's and the header's whole seconds, and count as none.
        /// </summary>
        public static long? Offset(string date, long now) {
            var off = Read(date) - now;
            return off == null ? null : Math.Abs(off.Value) < Minute ? 0 : off;
        }
    }
}
