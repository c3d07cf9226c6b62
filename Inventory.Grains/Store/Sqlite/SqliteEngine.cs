using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Inventory.Store.Sqlite;

/// <summary>
/// Which SQLite this process uses: the one that came with the packages, or the system's where that is newer.
/// <see cref="Use"/> goes before the first use of SQLite by anything else in the process: a library once loaded stays.
/// </summary>
public static class SqliteEngine
{
    private static readonly string Chosen = Choose();

    /// <summary>For people, as in "SQLite 3.40.1 (system)".</summary>
    public static string Description => Chosen;

    /// <summary>Decides once; later calls do nothing.</summary>
    public static void Use() => _ = Chosen;

    private static string Choose()
    {
        var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
        var bundled = Find("e_sqlite3", provider);
        var system = SystemName is { } name ? Find(name, provider) : default;
        var useSystem = system.Number > bundled.Number;
        if (useSystem)
            NativeLibrary.SetDllImportResolver(provider, (library, _, _) => library == "e_sqlite3" ? system.Handle : 0);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return $"SQLite {raw.sqlite3_libversion().utf8_to_string()} ({(useSystem ? "system" : "bundled")})";
    }

    private static string? SystemName =>
        OperatingSystem.IsLinux() ? "libsqlite3.so.0" : OperatingSystem.IsMacOS() ? "libsqlite3.dylib" : null;

    private static unsafe (nint Handle, int Number) Find(string name, Assembly provider) =>
        NativeLibrary.TryLoad(name, provider, null, out var handle) &&
        NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var version)
            ? (handle, ((delegate* unmanaged[Cdecl]<int>)version)())
            : default;
}
