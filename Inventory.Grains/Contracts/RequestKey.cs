namespace Inventory.Contracts;

/// <summary>What a client marks a request with, so that it can be sent again without happening again.</summary>
/// <param name="Key">The client's own text, 1 to 255 characters.</param>
/// <param name="Fingerprint">Of what was asked for: the same key with another is a mistake.</param>
[GenerateSerializer, Immutable]
public sealed record RequestKey(string Key, long Fingerprint);
