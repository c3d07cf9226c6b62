using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>
/// A state of a grain that outlives its activation: a parameter of the grain's constructor with a <see cref="PersistentStateAttribute"/>. It has
/// been read when OnActivateAsync begins, and is for the code of that grain alone.
/// </summary>
public interface IPersistentState<TState> : IStorage<TState>;
