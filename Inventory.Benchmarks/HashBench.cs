using System.IO.Hashing;
using System.Security.Cryptography;

namespace Inventory.Benchmarks;

/// <summary>What a hash of an event costs, by its length: a link of the chain has 56 bytes, a usual event 200, one with a full dump 16 KiB.</summary>
internal static class HashBench
{
    private static readonly int[] Sizes = [56, 200, 16_384];

    public static Task RunAsync()
    {
        Measure.Title("hash, ns an event", ["bytes", .. Sizes.Select(n => n.Figure())]);
        Row("XxHash128", static bytes => XxHash128.HashToUInt128(bytes));
        Row("SHA-256", static bytes => SHA256.HashData(bytes, stackalloc byte[32]));
        return Task.CompletedTask;
    }

    private static void Row(string name, Action<byte[]> hash) =>
        Measure.Row([name, .. Sizes.Select(size => new byte[size]).Select(bytes => Measure.Nanoseconds(() => hash(bytes)).Figure())]);
}
