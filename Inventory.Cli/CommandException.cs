namespace Inventory.Cli;

/// <summary>The message tells the user the reason and, if there is one, the remedy. Exit codes are those of sysexits.h, or 1.</summary>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public const int Usage = 64;

    public const int Unavailable = 69;

    /// <summary>EX_CONFIG: a node refuses its settings, so a restart does not help.</summary>
    public const int Configuration = 78;

    public const int Failed = 1;

    /// <summary>As a shell says of a program that SIGINT ended.</summary>
    public const int Interrupted = 130;

    public int ExitCode { get; } = exitCode;
}
