using Inventory.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Inventory.Storage.Transfer;

/// <summary>A new file. It is written under another name, so that nothing takes half of it for a store.</summary>
internal sealed class SqliteTarget : IStoreTarget
{
    private const int Slice = 4_096;

    private readonly SqliteStoreOptions _options = new() { DataDirectory = "." };
    private readonly NewFile _file;
    private readonly WriterSession _session;

    private SqliteTarget(NewFile file)
    {
        _file = file;
        _session = WriterSession.Open(file.Part, _options, migrate: true);
    }

    /// <exception cref="StoreOpenException">There is a file already, or none can be made.</exception>
    public static SqliteTarget Create(NewFile file)
    {
        try
        {
            return new(file);
        }
        catch (SqliteException e)
        {
            file.Dispose();
            throw new StoreOpenException($"{file.Path} cannot be written ({e.Message}).", e);
        }
    }

    public Task AppendAsync(IReadOnlyList<RecordedCommit> commits, CancellationToken cancellation) => WriteAsync(
        () =>
        {
            foreach (var (seq, commit) in commits)
                _session.Append(commit, EventHash.OfContent(commit), seq);
            _session.FollowUsers(isAsked: false);
            if (_session.Projection.Count > _options.MaxBacklog)
                _session.Projection.Apply(_session.Projection.Count);
        }, cancellation);

    public Task AppendAsync(IReadOnlyList<RecordedState> states, CancellationToken cancellation) => WriteAsync(
        () =>
        {
            foreach (var state in states)
                _session.States.Put(state.Key, state.State, state.At);
        }, cancellation);

    public async Task CompleteAsync(CancellationToken cancellation)
    {
        while (_session.Projection.IsBehind)
            await WriteAsync(() => _session.Projection.Apply(Slice), cancellation);
        await WriteAsync(() => _session.FollowUsers(isAsked: true), cancellation);
        _session.Dispose();
        _file.Complete();
    }

    public ValueTask DisposeAsync()
    {
        _session.Dispose();
        _file.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task WriteAsync(Action write, CancellationToken cancellation) => Task.Run(
        () =>
        {
            _session.Begin();
            write();
            _session.Commit();
            _session.Checkpoints.AfterTransaction();
        }, cancellation);
}
