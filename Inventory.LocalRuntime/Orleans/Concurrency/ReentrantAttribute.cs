namespace Orleans.Concurrency;

/// <summary>On a grain class: its requests interleave at awaits, never in parallel. As in Orleans.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
