namespace Inventory.Storage.Postgres;

/// <summary>
/// Takes the allocations of deleted resources away, piece by piece: there may be a million, and no commit waits for them. What a process leaves undone, the next
/// start or deletion of any process finds.
/// </summary>
internal sealed class DeletedAllocations(Database database)
{
    private const string Piece = "SELECT inventory.clear_deleted(1000)";

    private readonly Lock _gate = new();
    private Task _clearing = Task.CompletedTask;
    private bool _isAskedAgain;
    private volatile bool _isEnding;

    /// <summary>Goes on by itself until nothing is left.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _isAskedAgain = true;
            if (_clearing.IsCompleted)
                _clearing = Task.Run(ClearAsync);
        }
    }

    /// <summary>Lets the piece that is under way end.</summary>
    public async Task EndAsync()
    {
        Task clearing;
        lock (_gate)
        {
            _isEnding = true;
            clearing = _clearing;
        }
        await clearing;
    }

    private async Task ClearAsync()
    {
        try
        {
            while (IsAsked())
            {
                while (await ClearPieceAsync() && !_isEnding)
                {
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // The next start or deletion goes on with it.
        }
    }

    private bool IsAsked()
    {
        lock (_gate)
        {
            var isAsked = _isAskedAgain;
            _isAskedAgain = false;
            return isAsked;
        }
    }

    private Task<bool> ClearPieceAsync() =>
        database.ReadAsync(Piece, static _ => { }, static async (rows, cancel) => await rows.ReadAsync(cancel) && rows.GetBoolean(0), CancellationToken.None);
}
