namespace Orleans.Core;

/// <summary>One state of a grain and the record that keeps it. In Orleans the tokens can be given too; here nothing cancels a write.</summary>
public interface IStorage
{
    /// <summary>Which write of the record is known here; null when none is.</summary>
    string? Etag { get; }

    /// <summary>Whether there is a record: it was written, and not cleared since.</summary>
    bool RecordExists { get; }

    /// <summary>Clears the record; the state is a new one.</summary>
    /// <exception cref="Storage.InconsistentStateException">It was written since it was read here.</exception>
    Task ClearStateAsync();

    /// <summary>Writes the state to the record. What it throws has left the record as it was, or not: a grain that goes on reads first.</summary>
    /// <exception cref="Storage.InconsistentStateException">It was written since it was read here.</exception>
    Task WriteStateAsync();

    /// <summary>Reads the record; what the state was is gone.</summary>
    Task ReadStateAsync();
}

/// <inheritdoc cref="IStorage"/>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state as the grain has it. Before the first write, a new one.</summary>
    TState State { get; set; }
}
