namespace Inventory.Benchmarks;

/// <summary>A directory for the time of one bench, on the disk that temporary files are on.</summary>
internal sealed class BenchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("inventory-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
