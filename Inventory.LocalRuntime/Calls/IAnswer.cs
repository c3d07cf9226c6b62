namespace Inventory.LocalRuntime;

/// <summary>The caller's end of a call that pends. The first of the outcome and the failure counts.</summary>
internal interface IAnswer
{
    /// <summary>What the caller awaits.</summary>
    Task Task { get; }

    /// <summary>Ends as the grain's own task has ended.</summary>
    void Copy(Task outcome);

    void Fail(Exception exception);
}
