namespace Inventory.Storage;

/// <summary>
/// Checks everything that is stored of one resource: every event, that none is missing, and that together they make exactly the rows that a load
/// returns. It goes in pages, so that the caller can set the pace. An id without any event does not check. Where the first events are in an archive that the
/// reader does not have, it checks the others, and the rows against the digest of the last one.
/// </summary>
/// <param name="store">Which has the resource.</param>
/// <param name="events">Of the same store, perhaps with its archive.</param>
/// <param name="id">Of the resource.</param>
public sealed class ResourceVerifier(IStore store, IEventReader events, Guid id)
{
    private StoredResource? _stored;
    private ResourceState _state = ResourceState.None;
    private long _digest;
    private bool _isLoaded;
    private bool _isWhole = true;

    public Guid ResourceId => id;

    /// <summary>Up to which its events are checked.</summary>
    public long Version { get; private set; }

    /// <summary>Checks the whole resource.</summary>
    /// <returns>What does not check first; <c>null</c> for an intact resource.</returns>
    public static async Task<ResourceDamagedException?> FindDamageAsync(IStore store, IEventReader events, Guid id, CancellationToken cancellation)
    {
        var verifier = new ResourceVerifier(store, events, id);
        try
        {
            while (await verifier.ContinueAsync(1_000, cancellation))
            {
            }
            return null;
        }
        catch (ResourceDamagedException damage)
        {
            return damage;
        }
    }

    /// <summary>Checks up to so many further events.</summary>
    /// <returns>False when everything is checked.</returns>
    /// <exception cref="ResourceDamagedException">Something does not check.</exception>
    public async Task<bool> ContinueAsync(int count, CancellationToken cancellation)
    {
        if (!_isLoaded)
        {
            _stored = await store.LoadResourceAsync(id, cancellation);
            _isLoaded = true;
        }
        var (after, page) = await events.ReadKeptHistoryAsync(id, Version, count, cancellation);
        _isWhole &= after == Version;
        Version = after;
        foreach (var next in page)
        {
            // Later events are not in what was loaded.
            if (Version == _stored?.Version)
                break;
            if (_isWhole)
                Apply(next);
            Version = next.Version;
        }
        if (page.Count == count && Version != _stored?.Version)
            return true;
        if (Version == 0 || Version != (_stored?.Version ?? Version))
            throw new ResourceDamagedException(id, Version + 1, "the event is missing.");
        if (_isWhole && _digest != (_stored?.Digest ?? 0))
            throw new ResourceDamagedException(id, Version, "its rows are not what its events make.");
        return false;
    }

    private void Apply(RecordedEvent next)
    {
        try
        {
            _digest = StateDigest.After(_digest, _state, next.Change);
            _state = _state.Apply(next.Change, next.At);
        }
        catch (ArgumentException e)
        {
            throw new ResourceDamagedException(id, next.Version, "the event contradicts those before it.", e);
        }
    }
}
