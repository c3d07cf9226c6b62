namespace Orleans;

/// <summary>Why a grain is deactivated, as a code and in words. The same shape as in Orleans.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>The reason in words.</summary>
    public string Description => text;

    /// <summary>The reason as a code.</summary>
    public DeactivationReasonCode ReasonCode => code;

    /// <summary>What failed, if that is the reason. The local runtime never gives one.</summary>
    public Exception? Exception => exception;

    /// <inheritdoc/>
    public override string ToString() => exception is null ? $"{code}: {text}" : $"{code}: {text}. Exception: {exception}";
}
