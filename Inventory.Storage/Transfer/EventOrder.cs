namespace Inventory.Storage.Transfer;

/// <summary>Checks all events of a store as they are read by number: each resource's versions have no gap, and each event follows on the one before.</summary>
/// <param name="archived">Of each resource, the last event that is in the archive alone.</param>
internal sealed class EventOrder(Dictionary<Guid, EventLink> archived)
{
    private readonly Dictionary<Guid, EventLink> _last = archived;

    /// <exception cref="ResourceDamagedException">An event is missing, or has been replaced.</exception>
    public RecordedCommit Next(EventRow row)
    {
        var (resource, version) = (row.Event.ResourceId, row.Event.Version);
        var before = _last.GetValueOrDefault(resource);
        row.ThrowIfNotAfter(before.Version, before.Link);
        _last[resource] = new(version, row.Link);
        return new(row.Event.Seq, new()
        {
            ResourceId = resource,
            Version = version,
            Change = row.Event.Change,
            At = row.Event.At,
            Actor = row.Event.Actor,
            Key = row.Key,
            StateDigest = row.Hash?.State,
        });
    }
}
