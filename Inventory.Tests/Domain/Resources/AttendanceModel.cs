using Inventory.Domain.Allocations;
using Inventory.Domain.Policies;
using Inventory.Domain.Requests;

namespace Inventory.Tests.Domain.Resources;

/// <summary>A resource as a list: each moment is looked at, and nothing is put off.</summary>
internal sealed class AttendanceModel(Approval? approval, CheckIn? checkIn)
{
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<Guid, Guid?> _expired = [];

    public IEnumerable<string> Seen => _entries.Values.Select(one => TextOf(one.Id, one.From, one.To, one.Status, one.In, one.Out)).Order(StringComparer.Ordinal);

    public List<Guid> Ids => [.. _entries.Keys];

    public static string TextOf(Guid id, long from, long to, string status, long? checkedIn, long? checkedOut) => $"{id} {from}-{to} {status} in {checkedIn} out {checkedOut}";

    public void Tick(long now)
    {
        foreach (var one in _entries.Values.ToList())
            if (one.Expires <= now)
            {
                _entries.Remove(one.Id);
                _expired[one.Id] = one.Owner;
            }
            else if (one is { Status: "firm", In: null, LateFrom: { } late } && late <= now)
            {
                one.Status = "no_show";
                if (checkIn!.ReleasesOnMiss)
                    one.To = Math.Min(one.To, late);
            }
    }

    public string Allocate(Guid id, string type, long from, long to, long now, int? hold, Caller caller)
    {
        if (IsTaken(from, to, but: null))
            return nameof(AllocateStatus.Refused);
        var one = new Entry { Id = id, Type = type, From = from, To = to, Owner = caller.Customer, Expires = hold is { } length ? now + length : null, Status = hold is null ? "firm" : "held" };
        ExpectAt(one);
        if (IsApproved(type))
            Request(one, now, caller);
        _entries[id] = one;
        return nameof(AllocateStatus.Allocated);
    }

    public string Approve(Guid id, bool isApproved, Caller caller)
    {
        if (HasExpired(id, caller))
            return nameof(ApproveStatus.Expired);
        if (Find(id, caller) is not { } one)
            return nameof(ApproveStatus.NoSuchAllocation);
        if (one.Status != "requested")
            return nameof(ApproveStatus.AlreadyDecided);
        if (one.Requester == caller.Actor)
            return nameof(ApproveStatus.OwnRequest);
        if (!isApproved)
        {
            _entries.Remove(id);
            return nameof(ApproveStatus.Declined);
        }
        (one.Status, one.Expires) = one.WasHeld ? ("held", one.Expires) : ("firm", null);
        return nameof(ApproveStatus.Approved);
    }

    public string Confirm(Guid id, Caller caller)
    {
        if (HasExpired(id, caller))
            return nameof(ConfirmStatus.HoldExpired);
        if (Find(id, caller) is not { } one)
            return nameof(ConfirmStatus.NoSuchAllocation);
        if (one.Status == "requested")
            return nameof(ConfirmStatus.AwaitsApproval);
        if (one.Status == "held")
            (one.Status, one.Expires) = ("firm", null);
        return nameof(ConfirmStatus.Firm);
    }

    public string Attend(Guid id, bool isLeaving, long now, Caller caller)
    {
        if (Find(id, caller) is not { } one)
            return nameof(AttendStatus.NoSuchAllocation);
        if (one.Status is "held" or "requested")
            return nameof(AttendStatus.NotFirm);
        if (one.Status == "no_show")
            return nameof(AttendStatus.NoShow);
        if (!isLeaving && one.In is null && now < one.OpenFrom)
            return nameof(AttendStatus.TooEarly);
        if (isLeaving && one.Out is null && now <= one.From)
            return nameof(AttendStatus.TooEarly);
        one.In ??= now;
        if (!isLeaving)
            return nameof(AttendStatus.CheckedIn);
        if (one.Out is null)
            (one.Out, one.To) = (now, Math.Min(one.To, now));
        return nameof(AttendStatus.CheckedOut);
    }

    public string Release(Guid id, Caller caller)
    {
        if (Find(id, caller) is null)
            return nameof(ReleaseStatus.NoSuchAllocation);
        _entries.Remove(id);
        return nameof(ReleaseStatus.Released);
    }

    public string Move(Guid id, long from, long to, long now, Caller caller)
    {
        if (Find(id, caller) is not { } one)
            return nameof(UpdateAllocationStatus.NoSuchAllocation);
        if ((from, to) == (one.From, one.To))
            return nameof(UpdateAllocationStatus.Updated);
        if (IsTaken(from, to, but: one))
            return nameof(UpdateAllocationStatus.Refused);
        var isMoved = from != one.From;
        (one.From, one.To) = (from, to);
        var isRequested = caller.Customer is not null && one.Status != "requested" && IsApproved(one.Type);
        // Whoever has missed the old time has a new one once it is approved.
        if (one.In is null && (isMoved || (isRequested && one.Status == "no_show")) && (isRequested || one.Status != "no_show"))
            ExpectAt(one);
        if (isRequested)
            Request(one, now, caller);
        return nameof(UpdateAllocationStatus.Updated);
    }

    private void ExpectAt(Entry one)
    {
        if (checkIn is not null)
            (one.OpenFrom, one.LateFrom) = (one.From - Ticks(checkIn.Opens), one.From + Ticks(checkIn.Closes));
    }

    private void Request(Entry one, long now, Caller caller)
    {
        one.WasHeld = one.Status == "held";
        (one.Status, one.Requester, one.Expires) = ("requested", caller.Actor, Math.Min(now + Ticks(approval!.Within), one.Expires ?? long.MaxValue));
    }

    private bool IsApproved(string type) => approval?.AllocationTypes.Contains(type) == true;

    private bool IsTaken(long from, long to, Entry? but) => _entries.Values.Any(one => one != but && from < one.To && one.From < to);

    private bool HasExpired(Guid id, Caller caller) => _expired.TryGetValue(id, out var owner) && caller.MaySee(owner);

    private Entry? Find(Guid id, Caller caller) => _entries.TryGetValue(id, out var one) && caller.MaySee(one.Owner) ? one : null;

    private static long Ticks(TimeSpan span) => (long)span.TotalMicroseconds;

    private sealed class Entry
    {
        public required Guid Id { get; init; }

        public required string Type { get; init; }

        public required Guid? Owner { get; init; }

        public required long From { get; set; }

        public required long To { get; set; }

        /// <summary>Of a hold or a request.</summary>
        public required long? Expires { get; set; }

        public required string Status { get; set; }

        public string? Requester { get; set; }

        public bool WasHeld { get; set; }

        public long? OpenFrom { get; set; }

        public long? LateFrom { get; set; }

        public long? In { get; set; }

        public long? Out { get; set; }
    }
}
