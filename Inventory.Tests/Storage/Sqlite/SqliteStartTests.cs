using System.Globalization;
using System.Runtime.Versioning;
using Inventory.Storage;
using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Inventory.Tests.Storage.Sqlite;

/// <summary>What the store opens, and what it refuses with a sentence that says what to do.</summary>
public sealed class SqliteStartTests : IDisposable
{
    private static readonly Guid Van = Guid.CreateVersion7();

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_directory_that_is_not_there_is_made()
    {
        var path = Path.Combine(_directory.Path, "a", "b");
        await using var store = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = path });
        Assert.True(File.Exists(Path.Combine(path, "inventory.db")));
    }

    [Fact, UnsupportedOSPlatform("windows")]
    public async Task Only_its_user_reads_what_the_store_writes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        var directory = Directory.CreateDirectory(Path.Combine(_directory.Path, "new", "store"));
        directory.Delete();
        await using (var store = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = directory.FullName }))
        {
            await store.CommitAsync(A.Created(Van));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory.FullName));
            Assert.All(Directory.GetFiles(directory.FullName), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
            // As they were in earlier versions.
            File.SetUnixFileMode(Path.Combine(directory.FullName, "inventory.db"), (UnixFileMode)0b110_100_100);
        }
        await using var again = await SqliteFile.OpenAsync(new SqliteStoreOptions { DataDirectory = directory.FullName });
        Assert.All(Directory.GetFiles(directory.FullName), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task An_empty_file_is_as_good_as_none()
    {
        await File.WriteAllBytesAsync(_directory.Database, []);
        await using var store = await _directory.OpenAsync();
        Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Created(Van)));
    }

    [Fact]
    public async Task A_directory_in_use_is_refused_until_it_is_free()
    {
        await using (await _directory.OpenAsync())
            await IsRefusedAsync("in use by another process");
        await using var store = await _directory.OpenAsync();
    }

    [Fact]
    public async Task A_path_that_is_a_file_is_refused()
    {
        var file = Path.Combine(_directory.Path, "file");
        await File.WriteAllTextAsync(file, "x");
        var options = new SqliteStoreOptions { DataDirectory = file };
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => SqliteFile.OpenAsync(options));
        Assert.Contains("cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var bytes = new byte[20_000];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_directory.Database, bytes);
        await IsRefusedAsync("is not a database");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task Another_application_s_database_is_refused_and_left_alone()
    {
        _directory.Query("CREATE TABLE diary (day TEXT)");
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        await IsRefusedAsync("another application");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Fact]
    public async Task A_newer_version_s_database_is_refused_and_left_alone()
    {
        await using (await _directory.OpenAsync())
        {
        }
        _directory.Query("PRAGMA user_version = 99");
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        await IsRefusedAsync("a newer version");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_directory.Database));
    }

    [Theory]
    [InlineData(0.5, 0), InlineData(1, 0.02)]
    public async Task A_file_cut_short_or_overwritten_is_refused(double keep, double garble)
    {
        await FillAsync();
        var bytes = await File.ReadAllBytesAsync(_directory.Database);
        bytes.AsSpan(100, (int)(bytes.Length * garble)).Fill(0xAA);
        await File.WriteAllBytesAsync(_directory.Database, bytes[..(int)(bytes.Length * keep)]);
        await IsRefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_log_that_the_tables_never_followed_is_caught_up_with_at_the_start()
    {
        using var copy = await LogWithoutTablesAsync(20_000);
        Assert.Equal(["0"], copy.Query("SELECT count(*) FROM allocation"));
        await using (var store = await copy.OpenAsync())
        {
            Assert.Equal(["20000"], copy.Query("SELECT count(*) FROM allocation"));
            Assert.Equal(["20001"], copy.Query("SELECT seq FROM projection"));
            Assert.Equal(20_000, (await store.LoadResourceAsync(Van, default))!.Allocations.Count);
            Assert.Equal(CommitStatus.Committed, await store.CommitAsync(A.Allocated(Van, 20_002)));
        }
    }

    [Fact]
    public void The_engine_has_the_fixes_that_the_store_relies_on() => Assert.True(Version.Parse(SqliteStore.EngineVersion) >= new Version(3, 53), SqliteStore.EngineVersion);

    public void Dispose() => _directory.Dispose();

    private async Task IsRefusedAsync(string because)
    {
        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => _directory.OpenAsync());
        Assert.Contains(because, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await using var store = await _directory.OpenAsync();
        await store.CommitAsync(A.Created(Van));
        await Task.WhenAll(Enumerable.Range(2, 2_000).Select(version => store.CommitAsync(A.Allocated(Van, version))));
    }

    private async Task<TemporaryDirectory> LogWithoutTablesAsync(int events)
    {
        TemporaryDirectory? copy = null;
        void Crash(FailPoint step, SqliteConnection connection)
        {
            if (step == FailPoint.Committed && copy is null && Count(connection) == events + 1)
                copy = _directory.Copy();
        }
        var options = new SqliteStoreOptions { DataDirectory = _directory.Path, MaxBacklog = int.MaxValue, OnFailPoint = Crash };
        await using (var store = await SqliteFile.OpenAsync(options))
        {
            await store.CommitAsync(A.Created(Van));
            await Task.WhenAll(Enumerable.Range(2, events).Select(version => store.CommitAsync(A.Allocated(Van, version))));
        }
        return copy!;
    }

    private static int Count(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT ifnull(max(seq), 0) FROM event";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
