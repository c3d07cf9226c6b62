using System.Text.Json;
using Inventory.Domain.Billing;
using Inventory.Grains.States;
using Inventory.Storage.Transfer;

namespace Inventory.Cli.Data;

/// <summary>Checks the states of grains: all are JSON, and accounts add up.</summary>
internal static class StoredAccounts
{
    private const string Account = "account";

    private static readonly GrainStateSerializer Serializer = new();

    /// <returns>A sentence; <c>null</c> if nothing is wrong.</returns>
    public static string? FindContradiction(RecordedState stored)
    {
        if (stored.State.Json is not { } json)
            return null;
        try
        {
            if (stored.Key.Grain == Account)
                return Serializer.Deserialize<AccountState>(new(json)).FindContradiction();
            using var parsed = JsonDocument.Parse(json);
            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or FormatException)
        {
            return $"It cannot be read: {e.Message}";
        }
    }
}
