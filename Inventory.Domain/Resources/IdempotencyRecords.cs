using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;

namespace Inventory.Domain.Resources;

/// <summary>Answers to idempotent requests, and expired holds, for a limited time. Immutable.</summary>
public sealed class IdempotencyRecords
{
    public static readonly IdempotencyRecords None = Lasting(RetentionPeriod.Default);

    private readonly TimeSpan _span;
    private readonly ImmutableDictionary<string, IdempotencyRecord> _answers;
    private readonly ImmutableDictionary<Guid, (Instant At, Guid? Owner)> _expired;

    // The same, oldest first.
    private readonly ImmutableQueue<IdempotencyRecord> _answersByAge;
    private readonly ImmutableQueue<(Guid Id, Instant At)> _expiredByAge;

    private IdempotencyRecords(
        TimeSpan span, ImmutableDictionary<string, IdempotencyRecord> answers, ImmutableDictionary<Guid, (Instant, Guid?)> expired,
        ImmutableQueue<IdempotencyRecord> answersByAge, ImmutableQueue<(Guid, Instant)> expiredByAge) =>
        (_span, _answers, _expired, _answersByAge, _expiredByAge) = (span, answers, expired, answersByAge, expiredByAge);

    public static IdempotencyRecords Lasting(TimeSpan span) =>
        new(span, ImmutableDictionary<string, IdempotencyRecord>.Empty, ImmutableDictionary<Guid, (Instant, Guid?)>.Empty, ImmutableQueue<IdempotencyRecord>.Empty, ImmutableQueue<(Guid, Instant)>.Empty);

    public IdempotencyRecord? Find(IdempotencyKey? key, Instant now) =>
        key is not null && _answers.TryGetValue(key.Key, out var stored) && RetentionPeriod.Contains(stored.At, now, _span) ? stored : null;

    public bool HasExpired(Guid allocationId, Caller? caller, Instant now) =>
        _expired.TryGetValue(allocationId, out var hold) && RetentionPeriod.Contains(hold.At, now, _span) && caller?.MaySee(hold.Owner) != false;

    public IdempotencyRecords Add(IdempotencyRecord answer)
    {
        var (answers, byAge) = (_answers.SetItem(answer.Key.Key, answer), _answersByAge.Enqueue(answer));
        while (byAge.Peek() is var oldest && !RetentionPeriod.Contains(oldest.At, answer.At, _span))
        {
            byAge = byAge.Dequeue();
            // The key may have been used again since.
            if (answers.TryGetValue(oldest.Key.Key, out var stored) && stored == oldest)
                answers = answers.Remove(oldest.Key.Key);
        }
        return new(_span, answers, _expired, byAge, _expiredByAge);
    }

    public IdempotencyRecords Expire(Guid allocationId, Guid? owner, Instant at)
    {
        var (expired, byAge) = (_expired.SetItem(allocationId, (at, owner)), _expiredByAge.Enqueue((allocationId, at)));
        while (byAge.Peek() is var oldest && !RetentionPeriod.Contains(oldest.At, at, _span))
        {
            byAge = byAge.Dequeue();
            expired = expired.Remove(oldest.Id);
        }
        return new(_span, _answers, expired, _answersByAge, byAge);
    }
}

/// <param name="Key">Of the request.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Version">Of the resource, after the change.</param>
/// <param name="Allocation">As it was then; <c>null</c> if it was released.</param>
public sealed record IdempotencyRecord(IdempotencyKey Key, Instant At, long Version, Allocation? Allocation = null)
{
    public IdempotencyRecord(IdempotencyKey key, Instant at, Allocation allocation)
        : this(key, at, allocation.Version, allocation)
    {
    }
}
