using System.Runtime.InteropServices;

namespace Inventory.Cli.Processes;

/// <summary>With the numbers of Linux.</summary>
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
    /// <returns>Whether the process exists and this user may send it signals.</returns>
    public static bool Send(int process, UnixSignal signal) => Kill(process, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
