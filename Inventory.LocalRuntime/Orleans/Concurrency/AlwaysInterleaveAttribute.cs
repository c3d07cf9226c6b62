namespace Orleans.Concurrency;

/// <summary>On a grain interface's method: it interleaves with every other request at awaits, never in parallel. As in Orleans.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
