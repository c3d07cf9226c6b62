using System.Runtime.InteropServices;

namespace Inventory.Cli.Processes;

/// <summary>The signals of Linux that a process is sent here, with their numbers.</summary>
public enum UnixSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

public static class UnixSignals
{
    /// <returns>Whether the process exists and may be sent signals.</returns>
    public static bool Send(int process, UnixSignal signal) => Kill(process, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
