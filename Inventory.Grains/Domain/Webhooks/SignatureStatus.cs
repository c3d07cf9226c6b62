namespace Inventory.Domain.Webhooks;

/// <summary>What a signature is worth.</summary>
public enum SignatureStatus
{
    Valid = 1,

    /// <summary>One of the three headers is missing, or the timestamp is no number.</summary>
    Missing = 2,

    /// <summary>The timestamp is further from now than the tolerance.</summary>
    OutOfTime = 3,

    /// <summary>None of the signatures was made with one of the secrets.</summary>
    Wrong = 4,
}
