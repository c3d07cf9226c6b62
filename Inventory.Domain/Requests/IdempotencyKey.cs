using Inventory.Domain.Time;

namespace Inventory.Domain.Requests;

/// <summary>What a client marks a request with, so that it can be sent again without happening again.</summary>
/// <param name="Key">The client's own text, 1 to 255 characters.</param>
/// <param name="Fingerprint">Of what was asked for: the same key with another is a mistake.</param>
[GenerateSerializer, Immutable, Alias("inventory.idempotency-key")]
public sealed record IdempotencyKey(string Key, long Fingerprint);

/// <summary>A request that may carry a client's key. With one it can be made again, by anybody, without happening again.</summary>
public interface IIdempotentRequest
{
    IdempotencyKey? Key { get; }
}

/// <summary>For how long a service answers a repeated request as it did the first time.</summary>
public static class RetentionPeriod
{
    public static readonly TimeSpan Default = TimeSpan.FromHours(24);

    /// <summary>Whether something that happened at <paramref name="at"/> is still retained.</summary>
    public static bool Contains(Instant at, Instant now, TimeSpan retention) => now.Microseconds - at.Microseconds < (long)retention.TotalMicroseconds;
}
