using Inventory.Domain.Imports;
using Inventory.Gateway.Resources;

namespace Inventory.Gateway.Imports;

/// <summary>An import, and how far it is.</summary>
[Example(
    """
    {"id": "0198a7b0-0000-7000-8000-0000000000ee", "type": "cars", "of": "allocations", "mode": "apply", "status": "running", "rows": 3000,
    "applied": 1990, "refused": 10, "created": "2026-11-20T09:00:00Z", "ended": null}
    """)]
public sealed record ImportResponse
{
    public required Guid Id { get; init; }

    /// <summary>The path of the type.</summary>
    public required string Type { get; init; }

    /// <summary><c>resources</c> or <c>allocations</c>.</summary>
    public required string Of { get; init; }

    /// <summary><c>check</c> or <c>apply</c>.</summary>
    public required string Mode { get; init; }

    /// <summary><c>running</c>, <c>done</c> or <c>stopped</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Of the file, without the header.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that took effect; of a check, those that would.</summary>
    public required long Applied { get; init; }

    public required long Refused { get; init; }

    public required Instant Created { get; init; }

    /// <summary><c>null</c> while it runs.</summary>
    public required Instant? Ended { get; init; }

    public static ImportResponse For(Import import, ResourceTypes types) => new()
    {
        Id = import.Id,
        Type = types.All.FirstOrDefault(type => type.Name == import.ResourceType)?.Path ?? import.ResourceType,
        Of = ImportNames.Of(import.Kind),
        Mode = ImportNames.Mode(import.IsCheck),
        Status = ImportNames.Of(import.Status),
        Rows = import.Rows,
        Applied = import.Applied,
        Refused = import.Refused,
        Created = import.Created,
        Ended = import.Ended,
    };
}

internal static class ImportNames
{
    public static readonly string[] Names = [.. Enum.GetValues<ImportKind>().Select(Of)];

    public static readonly string[] Modes = ["check", "apply"];

    public static string Of(ImportKind kind) => kind switch
    {
        ImportKind.Resources => "resources",
        ImportKind.Allocations => "allocations",
    };

    public static ImportKind KindOf(string name) => Enum.GetValues<ImportKind>().First(kind => Of(kind) == name);

    public static string Of(ImportStatus status) => status switch
    {
        ImportStatus.Receiving => "receiving",
        ImportStatus.Running => "running",
        ImportStatus.Done => "done",
        ImportStatus.Stopped => "stopped",
    };

    public static string Mode(bool isCheck) => Modes[isCheck ? 0 : 1];
}
