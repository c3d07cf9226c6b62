namespace Inventory.Storage.Postgres;

/// <summary>Deletes in the background, in pieces: there may be a million. The next start or deletion continues interrupted work.</summary>
internal sealed class DeletedAllocations(Database database)
{
    private const string Piece = "SELECT inventory.clear_deleted(1000)";

    private readonly Lock _gate = new();
    private Task _clearing = Task.CompletedTask;
    private bool _isRequested;
    private volatile bool _isEnding;

    public void Clear()
    {
        lock (_gate)
        {
            _isRequested = true;
            if (_clearing.IsCompleted)
                _clearing = Task.Run(ClearAsync);
        }
    }

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
            while (TakeRequest())
            {
                while (await ClearPieceAsync() && !_isEnding)
                {
                }
            }
        }
        catch (StoreUnavailableException)
        {
            // The next start or deletion continues.
        }
    }

    private bool TakeRequest()
    {
        lock (_gate)
        {
            var isRequested = _isRequested;
            _isRequested = false;
            return isRequested;
        }
    }

    private Task<bool> ClearPieceAsync() =>
        database.ReadAsync(Piece, static _ => { }, static async (rows, cancel) => await rows.ReadAsync(cancel) && rows.GetBoolean(0), CancellationToken.None);
}
