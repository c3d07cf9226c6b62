namespace Inventory.Cli.Doctor;

internal enum FindingState
{
    Ok = 1,

    /// <summary>The service runs, but not with its defaults, or not for long.</summary>
    Warning = 2,

    /// <summary>The service cannot run without it.</summary>
    Missing = 3,

    /// <summary>Only some commands need it.</summary>
    Optional = 4,
}

internal sealed record Finding(FindingState State, string Subject, string Fact, string Remedy = "");
