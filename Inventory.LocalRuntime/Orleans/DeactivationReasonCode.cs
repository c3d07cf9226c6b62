namespace Orleans;

/// <summary>
/// Why a grain is deactivated; for information only. The members and numbers are those of Orleans. The local runtime gives
/// <see cref="ShuttingDown"/>, <see cref="ActivationIdle"/>, <see cref="ApplicationRequested"/> and, where the state was old, <see cref="ApplicationError"/>; the others belong to clusters.
/// </summary>
public enum DeactivationReasonCode : byte
{
    None = 0,
    ShuttingDown = 1,
    ActivationFailed = 2,
    DirectoryFailure = 3,
    ActivationIdle = 4,
    ActivationUnresponsive = 5,
    DuplicateActivation = 6,
    IncompatibleRequest = 7,
    ApplicationError = 8,
    ApplicationRequested = 9,
    Migrating = 10,
    RuntimeRequested = 11,
    HighMemoryPressure = 12,
}
