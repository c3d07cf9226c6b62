namespace Inventory.LocalRuntime;

/// <summary>The life of an activation, in this order.</summary>
internal enum ActivationState
{
    /// <summary>Nothing has called it yet.</summary>
    New,

    /// <summary>Made and in OnActivateAsync: requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Active,

    /// <summary>In OnDeactivateAsync: requests wait.</summary>
    Deactivating,

    /// <summary>Out of the directory: requests move on to the next activation.</summary>
    Gone,
}
