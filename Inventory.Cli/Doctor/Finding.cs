namespace Inventory.Cli.Doctor;

internal enum FindingState
{
    /// <summary>It is as it should be.</summary>
    Ok = 1,

    /// <summary>The service runs, but not as it is started by default, or not for long.</summary>
    Warning = 2,

    /// <summary>The service cannot run without it.</summary>
    Missing = 3,

    /// <summary>It is not there, and only some commands need it.</summary>
    Optional = 4,
}

/// <summary>What a check found, and the remedy unless all is well.</summary>
internal sealed record Finding(FindingState State, string Subject, string Fact, string Remedy = "");
