namespace Inventory.Cli;

/// <summary>A command cannot do its work. The message is a sentence for the user that says why and, where it can, the remedy.</summary>
/// <param name="exitCode">The exit code of the program, one of sysexits.h or 1.</param>
/// <param name="message">The sentence.</param>
public sealed class CommandException(int exitCode, string message) : Exception(message)
{
    /// <summary>EX_USAGE: the command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>EX_UNAVAILABLE: something that the command needs is not there, or in use.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_CONFIG: a node refuses its settings, and would refuse them again.</summary>
    public const int Configuration = 78;

    /// <summary>A process of the cluster failed.</summary>
    public const int Failed = 1;

    public int ExitCode { get; } = exitCode;
}
