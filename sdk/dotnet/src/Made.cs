using System;
using System.Security.Cryptography;

namespace Assent {
    /// <summary>What is made at random.</summary>
    internal static class Made {
        public static string Uuid() => Guid.NewGuid().ToString();

        /// <summary>32 random bytes in base64url.</summary>
        public static string Secret() => Convert.ToBase64String(Bytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        /// <summary>Where a count begins that continues no other: so far off that a report takes the jump for no loss.</summary>
        public static long Count() => (1 + (BitConverter.ToUInt32(Bytes(4), 0) >> 12)) * (1L << 32) + 1;

        /// <summary>From 0 to 1.</summary>
        public static double Share() => BitConverter.ToUInt32(Bytes(4), 0) / (double)uint.MaxValue;

        static byte[] Bytes(int length) {
            var bytes = new byte[length];
            using (var random = RandomNumberGenerator.Create()) random.GetBytes(bytes);
            return bytes;
        }
    }
}
