namespace Orleans.Concurrency;

/// <summary>
/// On a grain interface's method: it interleaves at awaits with others that are read-only. Nothing checks that it changes nothing.
/// Stricter than Orleans in one point: a request that is not read-only begins only when all read-only ones have ended, where
/// Orleans waits for the first of them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReadOnlyAttribute : Attribute;
