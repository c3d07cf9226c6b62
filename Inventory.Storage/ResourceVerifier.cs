namespace Inventory.Storage;

/// <summary>
/// Checks everything that is stored of one resource: every event, that none is missing, and that together they make exactly the rows that a load
/// returns. It goes in pages, so that the caller can set the pace. An id without any event does not check.
/// </summary>
public sealed class ResourceVerifier(IStore store, Guid id)
{
    private StoredResource? _stored;
    private ResourceState _state = ResourceState.None;
    private long _digest;
    private bool _isLoaded;

    public Guid ResourceId => id;

    /// <summary>Up to which its events are checked.</summary>
    public long Version => _state.Version;

    /// <summary>Checks the whole resource.</summary>
    /// <returns>What does not check first; <c>null</c> for an intact resource.</returns>
    public static async Task<ResourceDamagedException?> FindDamageAsync(IStore store, Guid id, CancellationToken cancellation)
    {
        var verifier = new ResourceVerifier(store, id);
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
    public async Task<bool> ContinueAsync(int events, CancellationToken cancellation)
    {
        if (!_isLoaded)
        {
            _stored = await store.LoadResourceAsync(id, cancellation);
            _isLoaded = true;
        }
        var page = await store.ReadHistoryAsync(id, _state.Version, events, cancellation);
        foreach (var next in page)
        {
            // Later events are not in what was loaded.
            if (_state.Version == _stored?.Version)
                break;
            Apply(next);
        }
        if (page.Count == events && _state.Version != _stored?.Version)
            return true;
        if (_state.Version == 0 || _state.Version != (_stored?.Version ?? _state.Version))
            throw new ResourceDamagedException(id, _state.Version + 1, "the event is missing.");
        if (_digest != (_stored?.Digest ?? 0))
            throw new ResourceDamagedException(id, _state.Version, "its rows are not what its events make.");
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
