using Inventory.Domain.Resources;
using Npgsql;

namespace Inventory.Storage.Postgres;

/// <summary>Sends commits to the database and answers them.</summary>
internal sealed class BatchSender(NpgsqlDataSource source, EventSignal events, DeletedAllocations deleted, PostgresLog log)
{
    /// <summary>Each attempt is lost to other processes that commit to the same resources; there cannot be many of them.</summary>
    private const int MaxAttempts = 20;

    /// <summary>Does not throw: what fails is told to those who wait.</summary>
    public async Task SendAsync(IReadOnlyList<PendingCommit> waiting)
    {
        var commits = WithoutBroken(waiting);
        if (commits.Count == 0)
            return;
        try
        {
            await AttemptAsync(commits);
        }
        catch (PostgresException e) when (commits.Count == 1 && e.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            log.Overlapped(commits[0].Commit, e);
            commits[0].Refuse();
        }
        catch (Exception e) when (commits.Count > 1 && IsOfOne(e))
        {
            // Nothing has happened, and it is not known by which of them: each on its own then, in order.
            foreach (var commit in commits)
                await SendAsync([commit]);
        }
        catch (Exception e)
        {
            log.Failed(e);
            // The server was restarted, or is a standby now: what is open leads nowhere.
            source.Clear();
            foreach (var commit in commits)
                commit.Fail(e);
        }
    }

    // Behind a commit that was not to be, none of its chain is.
    private static List<PendingCommit> WithoutBroken(IReadOnlyList<PendingCommit> waiting)
    {
        var commits = new List<PendingCommit>(waiting.Count);
        foreach (var pending in waiting)
        {
            if (pending.Commit.Chain.IsBroken)
                pending.Refuse();
            else
                commits.Add(pending);
        }
        return commits;
    }

    private async Task AttemptAsync(List<PendingCommit> commits)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (firstSeq, refused) = await CallAsync(commits);
                log.Worked();
                Complete(commits, firstSeq, refused);
                return;
            }
            catch (PostgresException e) when (attempt < MaxAttempts && IsOvertaken(e))
            {
                // Rolled back as a whole: what it was judged on is not so any more. It is judged again.
            }
        }
    }

    private async Task<(long FirstSeq, int[] Refused)> CallAsync(List<PendingCommit> commits)
    {
        var columns = new CommitColumns();
        foreach (var pending in commits)
            columns.Add(pending.Commit);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = columns.ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var answer = (reader.IsDBNull(0) ? 0 : reader.GetInt64(0), reader.GetFieldValue<int[]>(1));
        // The commit comes after the row: only the end of the answer says that it is done.
        await reader.NextResultAsync();
        return answer;
    }

    private void Complete(List<PendingCommit> sent, long firstSeq, int[] refused)
    {
        var isRefused = new bool[sent.Count];
        foreach (var place in refused)
            isRefused[place - 1] = true;
        if (Array.LastIndexOf(isRefused, false) is >= 0 and var last)
            events.Advance(firstSeq + last + 1);
        var hasDeleted = false;
        for (var i = 0; i < sent.Count; i++)
        {
            hasDeleted |= !isRefused[i] && sent[i].Commit.Change is ResourceEvent.ResourceDeleted;
            if (isRefused[i])
                sent[i].Refuse();
            else
                sent[i].SetResult(CommitStatus.Committed);
        }
        if (hasDeleted)
            deleted.Clear();
    }

    /// <summary>Another process came first, between the look and the insertion.</summary>
    private static bool IsOvertaken(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "event_fence" }
            or { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>One of the commits is at fault, and the server, or the client before it, has refused the whole: it is known that nothing has happened.</summary>
    private static bool IsOfOne(Exception e) =>
        e is PostgresException { SqlState: ['2', '2' or '3', ..] } or not (NpgsqlException or OperationCanceledException);
}
