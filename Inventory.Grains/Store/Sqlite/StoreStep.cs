namespace Inventory.Store.Sqlite;

/// <summary>Where in its work the writer is: the moments at which tests let the process crash or the disk fail.</summary>
internal enum StoreStep
{
    TransactionBegun = 1,
    EventsAppended = 2,
    TablesProjected = 3,
    Committed = 4,
    CheckpointBegun = 5,
    CheckpointDone = 6,
}
