using Npgsql;

namespace Inventory.Storage.Postgres;

internal sealed class BatchSender(NpgsqlDataSource source, EventSignal events, DeletedAllocations deleted, PostgresLog log)
{
    /// <summary>Each attempt is lost to other processes that commit to the same resources; there are only a few of them.</summary>
    private const int MaxAttempts = 20;

    /// <summary>Does not throw: every commit gets its own result.</summary>
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
            log.Overlapped(commits[0].Whole[0], e);
            commits[0].Refuse();
        }
        catch (Exception e) when (commits.Count > 1 && IsOfOne(e))
        {
            // Nothing has happened, but the faulty commit is unknown: sends each on its own, in order.
            foreach (var commit in commits)
                await SendAsync([commit]);
        }
        catch (Exception e)
        {
            log.Failed(e);
            // The server was restarted, or has become a standby: open connections are useless.
            source.Clear();
            foreach (var commit in commits)
                commit.Fail(e);
        }
    }

    private static List<PendingCommit> WithoutBroken(IReadOnlyList<PendingCommit> waiting)
    {
        var commits = new List<PendingCommit>(waiting.Count);
        foreach (var pending in waiting)
        {
            if (pending.IsBroken)
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
                // Rolled back as a whole, because the state has changed. It is judged again.
            }
        }
    }

    private async Task<(long FirstSeq, int[] Refused)> CallAsync(List<PendingCommit> commits)
    {
        var columns = new CommitColumns();
        foreach (var pending in commits)
            for (var i = 0; i < pending.Whole.Count; i++)
                columns.Add(pending.Whole[i], pending.Contents[i], countOfJoint: pending.ResourceIds.Count > 1 ? pending.Whole.Count - i : null);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = columns.ToCommand(connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var answer = (reader.IsDBNull(0) ? 0 : reader.GetInt64(0), reader.GetFieldValue<int[]>(1));
        // The commit follows the row, so only the end of the result confirms it.
        await reader.NextResultAsync();
        return answer;
    }

    private void Complete(List<PendingCommit> sent, long firstSeq, int[] refused)
    {
        var isRefused = new bool[sent.Sum(pending => pending.Whole.Count)];
        foreach (var place in refused)
            isRefused[place - 1] = true;
        if (Array.LastIndexOf(isRefused, false) is >= 0 and var last)
            events.Advance(firstSeq + last + 1);
        var (hasDeleted, first) = (false, 0);
        foreach (var pending in sent)
        {
            hasDeleted |= !isRefused[first] && pending.Whole.Any(commit => commit.Change is ResourceEvent.ResourceDeleted);
            if (isRefused[first])
                pending.Refuse();
            else
                pending.Complete();
            first += pending.Whole.Count;
        }
        if (hasDeleted)
            deleted.Clear();
    }

    /// <summary>Another process was first, between the check and the insertion.</summary>
    private static bool IsOvertaken(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "event_fence" }
            or { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    /// <summary>The server or the client has refused the whole batch because of one commit, so nothing has happened.</summary>
    private static bool IsOfOne(Exception e) =>
        e is PostgresException { SqlState: ['2', '2' or '3', ..] } or not (NpgsqlException or OperationCanceledException);
}
