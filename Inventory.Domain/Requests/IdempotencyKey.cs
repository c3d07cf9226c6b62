namespace Inventory.Domain.Requests;

/// <summary>A client's key, 1 to 255 characters, for safe retries. The same key with another fingerprint of the request is a mistake.</summary>
[GenerateSerializer, Immutable, Alias("inventory.idempotency-key")]
public sealed record IdempotencyKey(string Key, long Fingerprint);

public interface IIdempotentRequest
{
    IdempotencyKey? Key { get; }
}

/// <summary>How long a repeated request gets the first answer again.</summary>
public static class RetentionPeriod
{
    public static readonly TimeSpan Default = TimeSpan.FromHours(24);

    public static bool Contains(Instant at, Instant now, TimeSpan retention) => now.Microseconds - at.Microseconds < (long)retention.TotalMicroseconds;
}
