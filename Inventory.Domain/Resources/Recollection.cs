using System.Collections.Immutable;
using Inventory.Domain.Allocations;
using Inventory.Domain.Requests;
using Inventory.Domain.Time;

namespace Inventory.Domain.Resources;

/// <summary>What a resource remembers for a while: answers to requests that may be sent again, and holds that ended. Immutable.</summary>
public sealed class Recollection
{
    public static readonly Recollection None = Lasting(IdempotencyRetention.Default);

    private readonly TimeSpan _span;
    private readonly ImmutableDictionary<string, KeptAnswer> _answers;
    private readonly ImmutableDictionary<Guid, (Instant At, Guid? Owner)> _expired;

    // The same, oldest first, to forget by.
    private readonly ImmutableQueue<KeptAnswer> _answersByAge;
    private readonly ImmutableQueue<(Guid Id, Instant At)> _expiredByAge;

    private Recollection(
        TimeSpan span, ImmutableDictionary<string, KeptAnswer> answers, ImmutableDictionary<Guid, (Instant, Guid?)> expired,
        ImmutableQueue<KeptAnswer> answersByAge, ImmutableQueue<(Guid, Instant)> expiredByAge) =>
        (_span, _answers, _expired, _answersByAge, _expiredByAge) = (span, answers, expired, answersByAge, expiredByAge);

    /// <summary>Nothing yet, and what comes for so long.</summary>
    public static Recollection Lasting(TimeSpan span) =>
        new(span, ImmutableDictionary<string, KeptAnswer>.Empty, ImmutableDictionary<Guid, (Instant, Guid?)>.Empty, ImmutableQueue<KeptAnswer>.Empty, ImmutableQueue<(Guid, Instant)>.Empty);

    public KeptAnswer? Find(RequestKey? key, Instant now) =>
        key is not null && _answers.TryGetValue(key.Key, out var kept) && IdempotencyRetention.Contains(kept.At, now, _span) ? kept : null;

    /// <summary>It was a hold that ended unconfirmed, as far as the caller is to know of it.</summary>
    public bool HasExpired(Guid allocationId, Caller? by, Instant now) =>
        _expired.TryGetValue(allocationId, out var hold) && IdempotencyRetention.Contains(hold.At, now, _span) && by?.MaySee(hold.Owner) != false;

    public Recollection Keep(KeptAnswer answer)
    {
        var (answers, byAge) = (_answers.SetItem(answer.Key.Key, answer), _answersByAge.Enqueue(answer));
        while (byAge.Peek() is var oldest && !IdempotencyRetention.Contains(oldest.At, answer.At, _span))
        {
            byAge = byAge.Dequeue();
            // The key may have been used again since.
            if (answers.TryGetValue(oldest.Key.Key, out var kept) && kept == oldest)
                answers = answers.Remove(oldest.Key.Key);
        }
        return new(_span, answers, _expired, byAge, _expiredByAge);
    }

    public Recollection Expire(Guid allocationId, Guid? owner, Instant at)
    {
        var (expired, byAge) = (_expired.SetItem(allocationId, (at, owner)), _expiredByAge.Enqueue((allocationId, at)));
        while (byAge.Peek() is var oldest && !IdempotencyRetention.Contains(oldest.At, at, _span))
        {
            byAge = byAge.Dequeue();
            expired = expired.Remove(oldest.Id);
        }
        return new(_span, _answers, expired, _answersByAge, byAge);
    }
}

/// <summary>What a request that carried a key has made, to be told again.</summary>
/// <param name="Key">The client's key, and the fingerprint of its request.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Allocation">As it was then.</param>
public sealed record KeptAnswer(RequestKey Key, Instant At, Allocation Allocation);
