using Microsoft.Extensions.Configuration;

namespace Inventory.Grains.Configuration;

/// <summary>The section <c>Inventory:Limits</c> of the configuration.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Inventory:Limits";

    private const long MaxFeedSeconds = 3_155_760_000;

    /// <summary>Free times that a refusal offers. Each costs a step through one calendar, or through all of a type. 0 to 100, default 3.</summary>
    public int Alternatives { get; set; } = 3;

    /// <summary>Conflicting allocations that a refusal names. 1 to 10,000, default 1,000.</summary>
    public int Conflicts { get; set; } = 1_000;

    /// <summary>Slots in one response, about 80 bytes each. A window with more is refused. 1 to 1,000,000, default 10,000.</summary>
    public int Slots { get; set; } = 10_000;

    /// <summary>The longest hold; a hold keeps others from booking. 1 to 31,536,000 (a year), default 86,400 (a day).</summary>
    public int HoldSeconds { get; set; } = 86_400;

    /// <summary>How long an <c>Idempotency-Key</c> is kept with its response, and an ended hold gets 410. 60 to 2,592,000 (30 days), default 86,400 (a day).</summary>
    public int IdempotencyRetentionSeconds { get; set; } = 86_400;

    /// <summary>Subscribers of the change feed in each process, of 20,000 connections. 0 to 20,000, default 10,000.</summary>
    public int Subscribers { get; set; } = 10_000;

    /// <summary>How far back the change feed goes; an older cursor is refused. 60 to 3,155,760,000 (100 years); the default is the maximum, without limit.</summary>
    public long FeedSeconds { get; set; } = MaxFeedSeconds;

    /// <summary>
    /// Bytes per second that each process sends to all subscribers of the change feed together; an event takes about 600 for each. Slower subscribers get the rest later.
    /// An eighth of it while the process uses more than half of the processors, which writers then need. 1,048,576 to 2,147,483,647, default 67,108,864 (64 MiB).
    /// </summary>
    public int FeedBytesPerSecond { get; set; } = 67_108_864;

    /// <returns><c>null</c> if the feed has no limit.</returns>
    public Instant? OldestInFeed(Instant now) => FeedSeconds == MaxFeedSeconds ? null : new(now.Microseconds - FeedSeconds * 1_000_000);

    /// <exception cref="StoreOpenException">A limit is unknown, malformed or out of range; the message names it.</exception>
    public static LimitsOptions From(IConfiguration configuration)
    {
        var options = StrictSection.Read<LimitsOptions>(configuration, Section);
        List<string> errors = [];
        Check(nameof(Alternatives), options.Alternatives, 0, 100);
        Check(nameof(Conflicts), options.Conflicts, 1, 10_000);
        Check(nameof(Slots), options.Slots, 1, 1_000_000);
        Check(nameof(HoldSeconds), options.HoldSeconds, 1, 31_536_000);
        Check(nameof(IdempotencyRetentionSeconds), options.IdempotencyRetentionSeconds, 60, 2_592_000);
        Check(nameof(Subscribers), options.Subscribers, 0, 20_000);
        Check(nameof(FeedBytesPerSecond), options.FeedBytesPerSecond, 1_048_576, int.MaxValue);
        Check(nameof(FeedSeconds), options.FeedSeconds, 60, MaxFeedSeconds);
        return errors.Count == 0 ? options : throw new StoreOpenException(string.Join(' ', errors));

        void Check(string limit, long value, long min, long max)
        {
            if (value < min || value > max)
                errors.Add($"{Section}:{limit} is {value}, but must be a number from {min} to {max}.");
        }
    }

    public Limits ToLimits() => new() { Alternatives = Alternatives, Conflicts = Conflicts, IdempotencyRetention = TimeSpan.FromSeconds(IdempotencyRetentionSeconds) };
}
