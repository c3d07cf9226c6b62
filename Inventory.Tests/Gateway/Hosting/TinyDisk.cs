using System.ComponentModel;
using System.Diagnostics;
using Inventory.Tests.Storage.Sqlite;

namespace Inventory.Tests.Gateway.Hosting;

/// <summary>A file system in memory, of a few MiB, that can be filled up and relieved.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly TemporaryDirectory _mountPoint = new();

    /// <exception cref="InvalidOperationException">It is not permitted here.</exception>
    public TinyDisk(int mebibytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", Path))
            return;
        _mountPoint.Dispose();
        throw new InvalidOperationException("A file system cannot be mounted here: that takes Linux and root.");
    }

    public string Path => _mountPoint.Path;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Takes all the room that is left.</summary>
    public async Task FillAsync()
    {
        await using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                await filler.WriteAsync(new byte[4096]);
        }
        catch (IOException)
        {
            // This was the last page.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Relieve() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", Path);
        _mountPoint.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
