using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A fault of the runtime, or of a storage, which is then the inner exception.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Only what the runtime needs.")]
public abstract class OrleansException : Exception
{
    public OrleansException(string message) : base(message) { }

    public OrleansException(string message, Exception innerException) : base(message, innerException) { }
}
