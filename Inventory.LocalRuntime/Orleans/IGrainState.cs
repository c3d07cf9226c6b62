namespace Orleans;

/// <summary>A state on its way between a grain and its storage.</summary>
public interface IGrainState<T>
{
    T State { get; set; }

    /// <summary>What the storage said of the record when it was last read or written.</summary>
    string? ETag { get; set; }

    bool RecordExists { get; set; }
}
