using System.Globalization;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;
using Inventory.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Inventory.Grains.Configuration;

/// <summary>The section <c>Inventory:Limits</c> of the configuration: how much of anything one request, or all of them, may take.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Inventory:Limits";

    internal const long MostFeedSeconds = 3_155_760_000;

    /// <summary>
    /// The free times that a refusal offers instead. Each costs a step through the calendar, or, for any resource of a type, through all of them. 0 to 100,
    /// default 3.
    /// </summary>
    public int Alternatives { get; set; } = 3;

    /// <summary>
    /// The allocations in the way that a refusal names. A client needs the first few; thousands take time to write and to read. 1 to 10,000, default 1,000.
    /// </summary>
    public int Conflicts { get; set; } = 1_000;

    /// <summary>The slots of one answer: each takes some 80 bytes of it. A window that has more is refused. 1 to 1,000,000, default 10,000.</summary>
    public int Slots { get; set; } = 10_000;

    /// <summary>
    /// The longest hold, in seconds: who holds for long takes a time from those who would book it. 1 to 31,536,000 (a year), default 86,400 (a day).
    /// </summary>
    public int HoldSeconds { get; set; } = 86_400;

    /// <summary>
    /// How long an <c>Idempotency-Key</c> is kept with its answer, and how long a hold that ended is answered with 410 rather than 404, in seconds. A resource in
    /// use has those of this time in memory. 60 to 2,592,000 (30 days), default 86,400 (a day).
    /// </summary>
    public int IdempotencyRetentionSeconds { get; set; } = 86_400;

    /// <summary>
    /// Those who listen to the change feed at once, in each process: each has a connection of the 20,000 that there may be, and some memory. Who comes when
    /// there are so many is told to come again. 0 to 20,000, default 10,000.
    /// </summary>
    public int Subscribers { get; set; } = 10_000;

    /// <summary>
    /// How far back the change feed goes, in seconds: a cursor that lies further back is refused, so that nobody who was away for a year reads all of it by mistake.
    /// 60 to 3,155,760,000 (a hundred years, and the default: to the first event).
    /// </summary>
    public long FeedSeconds { get; set; } = MostFeedSeconds;

    /// <summary>
    /// What all who listen to the change feed are sent together in a second, in each process, in bytes; an event takes some 600 for each of them. An eighth of it while
    /// the process uses more than half of the processors, which writers then need. Where more happens they fall behind, and are told all of it later. 1,048,576 to
    /// 2,147,483,647, default 67,108,864 (64 MiB).
    /// </summary>
    public int FeedBytesPerSecond { get; set; } = 67_108_864;

    /// <summary>What the feed tells is no older; <c>null</c> where it tells all.</summary>
    public Instant? OldestInFeed(Instant now) => FeedSeconds == MostFeedSeconds ? null : new(now.Microseconds - FeedSeconds * 1_000_000);

    /// <exception cref="StoreOpenException">One is no number, beyond its range, or not a limit that there is; the message names it.</exception>
    public static LimitsOptions From(IConfiguration configuration)
    {
        var options = StrictSection.Read<LimitsOptions>(configuration, Section);
        var validation = new LimitsOptionsValidator().Validate(null, options);
        return validation.Succeeded ? options : throw new StoreOpenException(string.Join(' ', validation.Failures!));
    }

    /// <summary>What decisions need of it.</summary>
    public Limits ToLimits() => new() { Alternatives = Alternatives, Conflicts = Conflicts, IdempotencyRetention = TimeSpan.FromSeconds(IdempotencyRetentionSeconds) };
}

/// <summary>Names every limit that is beyond its range.</summary>
public sealed class LimitsOptionsValidator : IValidateOptions<LimitsOptions>
{
    public ValidateOptionsResult Validate(string? name, LimitsOptions options)
    {
        List<string> faults = [];
        Check(nameof(options.Alternatives), options.Alternatives, 0, 100);
        Check(nameof(options.Conflicts), options.Conflicts, 1, 10_000);
        Check(nameof(options.Slots), options.Slots, 1, 1_000_000);
        Check(nameof(options.HoldSeconds), options.HoldSeconds, 1, 31_536_000);
        Check(nameof(options.IdempotencyRetentionSeconds), options.IdempotencyRetentionSeconds, 60, 2_592_000);
        Check(nameof(options.Subscribers), options.Subscribers, 0, 20_000);
        Check(nameof(options.FeedBytesPerSecond), options.FeedBytesPerSecond, 1_048_576, int.MaxValue);
        Check(nameof(options.FeedSeconds), options.FeedSeconds, 60, LimitsOptions.MostFeedSeconds);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Check(string limit, long value, long least, long most)
        {
            if (value < least || value > most)
                faults.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{LimitsOptions.Section}:{limit} is {value}; it has to be from {least} to {most}."));
        }
    }
}
